/// What people decide: triage, risks carried until a day, waivers that end, submissions filed
/// wrongly.
///
/// A decision is stored with who asked, when and why, and goes out as a
/// [dev.plumbline.events.Decision] in the same transaction, once it is in force. Where a second
/// person is needed it waits for them; nobody approves what they asked themselves. Nothing edits a
/// decision: a later one ends or replaces it (docs/adr/0004). May import `store`, `view`, `events`
/// and the outbox.
@NullMarked
package dev.plumbline.dashboard.decide;

import org.jspecify.annotations.NullMarked;
