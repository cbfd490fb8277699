/// Listens to scores, obligations and progress.
///
/// A batch is decoded and handed to its use case in `project`; the offset moves after the commit.
/// While the database is away the partition waits. What can never be applied goes to the
/// dead-letter topic of its own topic with the cause in its headers, one event at a time, and
/// nothing else of the batch is lost with it.
@NullMarked
package dev.plumbline.dashboard.consume;

import org.jspecify.annotations.NullMarked;
