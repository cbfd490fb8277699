/// The feeds of the world: what publishers say of advisories, exploitation and likelihood, fetched
/// again and again.
///
/// A [Poll] decides what a feed wants next and what came of it; it knows neither network nor
/// database nor clock. [Courier] fetches, within bounds. [RunFeed] takes what came through the same
/// door as everybody's documents and moves the checkpoint only after that. [Timetable] says when
/// the next run is due, [PollFeeds] starts it. A document that is a feed's whole content proves
/// more than its records: what the feed did not say by then, it does not say.
///
/// Calls `intake` and `store`. Nobody waits on a thread; files are read on workers.
@NullMarked
package dev.plumbline.ingest.feed;

import org.jspecify.annotations.NullMarked;
