/// How a service says something and remembers what it has heard, without ever writing database and
/// broker in one method.
///
/// A use case runs in a [UnitOfWork]: one Hibernate Reactive session, one connection, one
/// transaction. In it the [Inbox] tells whether an event is new, the use case changes its tables,
/// and the [Outbox] takes what has to be said. After the commit the [Relay] sends it, in the order
/// of writing, and deletes what the broker acknowledged. Delivery is at least once; the reader's
/// inbox makes it once.
///
/// May import Quarkus, the Kafka client and `events`. The tables come with it as a Flyway location,
/// `classpath:db/outbox`, and live in the schema of the service that uses them.
@NullMarked
package dev.plumbline.outbox;

import org.jspecify.annotations.NullMarked;
