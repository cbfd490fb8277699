package dev.plumbline.local.command;

import dev.plumbline.local.StartupFailure;
import dev.plumbline.local.install.Install;
import dev.plumbline.local.install.Secrets;
import dev.plumbline.local.keycloak.KeycloakAdmin;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Loads the fictional maker through the front door, by a process of its own.
///
/// Before that its units and teams become groups in Keycloak, and two of the generated users join
/// them, so that a unit lead and an engineer have something to see.
record DemoData(Install install) {

    private static final String LOADER = "dev.plumbline.local.demo.LoadDemo";

    private static final Map<String, List<String>> TEAMS =
            Map.of(
                    "commerce", List.of("portal", "checkout", "ledger"),
                    "platform", List.of("gateway", "identity"),
                    "field-devices", List.of("edge", "console"));

    int load() throws InterruptedException {
        Secrets secrets = Secrets.of(install);
        try (KeycloakAdmin keycloak =
                KeycloakAdmin.signIn(
                        install.keycloakUrl(), Secrets.KEYCLOAK_ADMIN, secrets.keycloakAdmin())) {
            TEAMS.forEach(
                    (unit, teams) ->
                            teams.forEach(
                                    team ->
                                            keycloak.ensureGroup(
                                                    "/units/" + unit + "/teams/" + team)));
            keycloak.addToGroup("unit-lead", "/units/commerce");
            keycloak.addToGroup("unit-lead", "/units/field-devices");
            keycloak.addToGroup("engineer", "/units/commerce/teams/portal");
        }
        return runLoader();
    }

    private int runLoader() throws InterruptedException {
        List<String> command =
                List.of(
                        Jvm.program(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Dplumbline.root=" + install.root(),
                        "-cp",
                        Jvm.classPath(),
                        LOADER,
                        "--ingest",
                        install.ingestUrl(),
                        "--dashboard",
                        install.dashboardUrl(),
                        "--identity",
                        install.issuer(),
                        "--credentials",
                        install.credentials().toString());
        try {
            int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exitCode != 0) {
                throw new StartupFailure(
                        "The demonstration did not load; Plumbline itself runs at "
                                + install.dashboardUrl());
            }
            return Command.DONE;
        } catch (IOException e) {
            throw new StartupFailure("The demonstration cannot be loaded: " + e.getMessage(), e);
        }
    }
}
