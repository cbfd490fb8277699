/// The contract between the services, and between Plumbline and those who integrate by event.
///
/// Everything that travels on a topic is an [Event] in an [Envelope]: CloudEvents 1.0 in binary
/// mode, the metadata in `ce_` headers, the body plain JSON. The records here say what a thing
/// *is*; none of them knows how it is stored, scored or shown. Who owns which event is told in this
/// module's README.
///
/// May import the JDK, Jackson and JSpecify. Inside a major version only optional fields are added
/// and readers ignore what they do not know; the frozen samples in the tests hold that line.
@NullMarked
package dev.plumbline.events;

import org.jspecify.annotations.NullMarked;
