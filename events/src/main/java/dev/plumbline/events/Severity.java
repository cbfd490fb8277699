package dev.plumbline.events;

/// How bad a flaw is, in the four words of CVSS. `UNKNOWN` is owed like `HIGH` until known
/// (SCORING.md 6.2).
public enum Severity {
    UNKNOWN,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
