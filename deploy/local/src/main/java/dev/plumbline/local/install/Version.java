package dev.plumbline.local.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// What this build is made of, as far as data files depend on it.
final class Version {

    private Version() {}

    /// Such as `Plumbline 0.1.0 (PostgreSQL 18.3.0, Kafka 4.1.1, Keycloak 26.7.3)`.
    static String ofThisBuild() {
        Properties build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("/plumbline/build.properties")) {
            build.load(Objects.requireNonNull(file, "build.properties is packed into this module"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "Plumbline %s (PostgreSQL %s, Kafka %s, Keycloak %s)"
                .formatted(
                        build.getProperty("plumbline"),
                        build.getProperty("postgresql"),
                        build.getProperty("kafka"),
                        build.getProperty("keycloak"));
    }
}
