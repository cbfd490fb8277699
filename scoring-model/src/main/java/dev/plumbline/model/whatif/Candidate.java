package dev.plumbline.model.whatif;

import dev.plumbline.model.evidence.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An action that has not been tried yet.
record Candidate(
        String kind,
        String title,
        String how,
        String who,
        @Nullable String concern,
        List<Entry> entries) {}
