package dev.plumbline.ingest.source.sbom;

import org.jspecify.annotations.Nullable;

/// Lets equal texts of one document be one object, as far as they come close together: an SBOM says
/// `MIT` ten thousand times. Of fixed size, so it forgets.
final class Recent {
    private final @Nullable String[] slots = new String[256];

    @Nullable String shared(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int slot = text.hashCode() & (slots.length - 1);
        String there = slots[slot];
        if (text.equals(there)) {
            return there;
        }
        slots[slot] = text;
        return text;
    }
}
