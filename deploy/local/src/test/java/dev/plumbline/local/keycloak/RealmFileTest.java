package dev.plumbline.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.local.install.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmFileTest {

    private static final Path FILE =
            Path.of(System.getProperty("plumbline.root"))
                    .resolve("deploy/keycloak/plumbline-realm.json");

    private JsonNode realm;

    @BeforeEach
    void readTheRealm() throws IOException {
        realm = new ObjectMapper().readTree(FILE.toFile());
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private JsonNode client(String id) {
        return all(realm.get("clients"))
                .filter(client -> client.get("clientId").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldHoldNoSecretButItsPlaceholder() {
        // When
        Stream<String> secrets =
                Stream.concat(
                        all(realm.get("clients")).map(client -> client.path("secret").asText()),
                        all(realm.get("users"))
                                .flatMap(user -> all(user.path("credentials")))
                                .map(credential -> credential.get("value").asText()));

        // Then
        assertThat(secrets)
                .hasSize(11)
                .allMatch(secret -> secret.matches("\\$\\{PLUMBLINE_[A-Z_]+}"));
    }

    @Test
    void shouldHaveAUserForEveryRoleOfPeople() {
        // When
        Stream<String> users =
                all(realm.get("users"))
                        .filter(user -> user.has("credentials"))
                        .map(
                                user ->
                                        user.get("username").asText()
                                                + "="
                                                + user.get("realmRoles").get(0).asText());

        // Then
        assertThat(users)
                .containsExactlyElementsOf(
                        Secrets.PEOPLE.stream().map(name -> name + "=" + name).toList());
    }

    @Test
    void shouldAdmitPeopleByCodeWithProofKeyOnly() {
        // When
        JsonNode dashboard = client(Secrets.DASHBOARD_CLIENT);

        // Then
        assertThat(dashboard.at("/attributes/pkce.code.challenge.method").asText())
                .isEqualTo("S256");
        assertThat(dashboard.get("publicClient").asBoolean()).isFalse();
        assertThat(dashboard.get("directAccessGrantsEnabled").asBoolean()).isFalse();
        assertThat(dashboard.get("implicitFlowEnabled").asBoolean()).isFalse();
        assertThat(all(dashboard.get("redirectUris")).map(JsonNode::asText))
                .containsExactly("${PLUMBLINE_DASHBOARD_URL}/*");
    }

    @Test
    void shouldGiveMachinesNothingButClientCredentials() {
        // When
        List<JsonNode> machines = Secrets.MACHINES.stream().map(this::client).toList();

        // Then
        assertThat(machines)
                .allSatisfy(
                        machine -> {
                            assertThat(machine.get("serviceAccountsEnabled").asBoolean()).isTrue();
                            assertThat(machine.get("standardFlowEnabled").asBoolean()).isFalse();
                            assertThat(machine.get("directAccessGrantsEnabled").asBoolean())
                                    .isFalse();
                        });
    }

    @Test
    void shouldSlowDownGuessing() {
        assertThat(realm.get("bruteForceProtected").asBoolean()).isTrue();
        assertThat(realm.get("registrationAllowed").asBoolean()).isFalse();
    }
}
