package dev.plumbline.local.command;

import java.nio.file.Path;

/// The Java that runs us, to run others with.
final class Jvm {

    private Jvm() {}

    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
