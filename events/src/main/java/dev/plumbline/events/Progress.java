package dev.plumbline.events;

/// What services say of their own work while it goes on.
///
/// Topic `plumbline.progress.v1`, key = submission or connection. Owned by whoever does the work.
public sealed interface Progress extends Event permits ProgressReported, ConnectionReported {}
