package dev.plumbline.local.kafka;

import dev.plumbline.local.StartupFailure;

/// Creates and checks the topics of this build on any Kafka: `BOOTSTRAP_SERVERS`.
public final class CreateTopics {

    private CreateTopics() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Usage: CreateTopics BOOTSTRAP_SERVERS");
            System.exit(64);
        }
        try {
            Topics.ofThisBuild().createIn(arguments[0]);
        } catch (StartupFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}
