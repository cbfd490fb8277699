package dev.plumbline.ingest.canonical;

/// The release line that a version belongs to where nobody said.
public final class Lines {
    private Lines() {}

    /// `4.x` for versions that start with the number 4, be it after a `v`; else `main`.
    public static String implied(String version) {
        int from = version.startsWith("v") || version.startsWith("V") ? 1 : 0;
        int to = from;
        while (to < version.length() && version.charAt(to) >= '0' && version.charAt(to) <= '9') {
            to++;
        }
        return to == from ? "main" : version.substring(from, to) + ".x";
    }
}
