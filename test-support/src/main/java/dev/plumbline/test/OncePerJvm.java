package dev.plumbline.test;

import java.util.Properties;
import java.util.function.Supplier;

/// Values that are made once in a JVM, whatever number of class loaders ask for them.
///
/// Quarkus loads test resources and tests in different class loaders, so a static field would give
/// each of them a server of its own. System properties are the one place that all of them share.
public final class OncePerJvm {

    private OncePerJvm() {}

    /// Answers the value made by the first call for this name.
    public static String value(String name, Supplier<String> make) {
        Properties shared = System.getProperties();
        synchronized (shared) {
            String key = "plumbline.test.once." + name;
            String present = shared.getProperty(key);
            if (present != null) {
                return present;
            }
            String made = make.get();
            shared.setProperty(key, made);
            return made;
        }
    }
}
