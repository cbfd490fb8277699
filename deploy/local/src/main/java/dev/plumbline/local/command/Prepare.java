package dev.plumbline.local.command;

import dev.plumbline.local.install.Install;
import dev.plumbline.local.keycloak.KeycloakDistribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// `prepare`: what is done once per build instead of at every start. Called by the script.
final class Prepare implements Command {

    @Override
    public int run(Path root, List<String> arguments) {
        Install install = Options.parse(arguments, Set.of("--data"), Set.of()).install(root);
        Path realm = root.resolve("deploy").resolve("keycloak").resolve("plumbline-realm.json");
        KeycloakDistribution.prepare(install.tools(), realm, Jvm.program());
        return DONE;
    }
}
