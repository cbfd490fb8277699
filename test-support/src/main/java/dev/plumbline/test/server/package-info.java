/// PostgreSQL and Kafka for `@QuarkusTest`, real and started once per JVM.
///
/// Embedded servers by default; with the Maven profile `containers` the same resources start the
/// official images through Testcontainers instead. What a test configures is the same either way.
@NullMarked
package dev.plumbline.test.server;

import org.jspecify.annotations.NullMarked;
