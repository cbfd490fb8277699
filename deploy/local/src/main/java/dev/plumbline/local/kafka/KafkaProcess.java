package dev.plumbline.local.kafka;

import dev.plumbline.local.Logging;
import dev.plumbline.local.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The broker as a process of its own: `DATA PORT CONTROLLER_PORT READY_FILE`.
///
/// Writes the ready file when all topics are there and stops in order on SIGTERM.
public final class KafkaProcess {

    private KafkaProcess() {}

    public static void main(String[] arguments) throws IOException {
        Logging.toStandardError();
        Path ready = Path.of(arguments[3]);
        Files.deleteIfExists(ready);
        try {
            KafkaBroker broker =
                    KafkaBroker.start(
                            Path.of(arguments[0]),
                            Integer.parseInt(arguments[1]),
                            Integer.parseInt(arguments[2]));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            Topics.ofThisBuild().createIn(broker.bootstrapServers());
            Files.writeString(ready, "ready");
            broker.awaitShutdown();
        } catch (StartupFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}
