/// The feeds of reference facts that are known by name.
///
/// A document that is a feed's whole content proves more than its records: what the feed did not
/// say by then, it does not say. The command line brings the content; schedules come later. May
/// import the JDK and `source`.
@NullMarked
package dev.plumbline.ingest.feed;

import org.jspecify.annotations.NullMarked;
