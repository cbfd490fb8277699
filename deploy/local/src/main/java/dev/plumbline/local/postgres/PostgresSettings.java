package dev.plumbline.local.postgres;

import java.nio.file.Path;
import java.util.Map;

/// How one PostgreSQL is to run.
///
/// @param data              its data folder; created at first start
/// @param tools             where the programs are unpacked; may be shared by many servers
/// @param log               file that takes what the server prints, appended
/// @param port              TCP port on loopback
/// @param superuserPassword kept by the caller; never on a command line
/// @param parameters        further server parameters, such as `shared_buffers`
public record PostgresSettings(
        Path data,
        Path tools,
        Path log,
        int port,
        String superuserPassword,
        Map<String, String> parameters) {

    public PostgresSettings {
        parameters = Map.copyOf(parameters);
        if (port <= 0) {
            throw new IllegalArgumentException("A server needs a port, not " + port);
        }
        if (superuserPassword.isEmpty()) {
            throw new IllegalArgumentException("The superuser needs a password");
        }
    }

    @Override
    public String toString() {
        return "PostgresSettings[data=" + data + ", port=" + port + "]";
    }
}
