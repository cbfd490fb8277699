/// What the world knows, taken in: advisories, KEV entries, feed checks.
///
/// [ApplyReferences][dev.plumbline.scoring.advisory.ApplyReferences] stores a batch of reference
/// events, holds the packages that they name against the components that are known, and queues the
/// products that hold a match. It never scores. Imports `match`, `store`, `events` and `outbox`;
/// called by `consume` and by the replay of the log.
@NullMarked
package dev.plumbline.scoring.advisory;

import org.jspecify.annotations.NullMarked;
