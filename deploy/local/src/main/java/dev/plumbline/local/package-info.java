/// The embedded install: one machine, one command, real servers.
///
/// The supervisor starts PostgreSQL, Kafka and Keycloak as processes of their own on loopback, then
/// the three services, and keeps them running until it is told to stop. It speaks to the services
/// as any operator would: environment variables in, health endpoints out. State, logs and generated
/// secrets live in one folder (`.plumbline/` unless told otherwise).
///
/// May import the packages below it; nothing of the services.
@NullMarked
package dev.plumbline.local;

import org.jspecify.annotations.NullMarked;
