package dev.plumbline.dashboard.view;

import java.util.List;

/// `/products/KEY/methods`: one product under two catalogues.
///
/// @param with what was asked for, `id/version/digest` or the beginning of it; empty for none
/// @param at the day that was asked for; empty for now
public record SideBySidePage(ProductHeader product, String with, String at, SideBySide answer) {

    /// The two, or the one that counts alone.
    public List<SideBySide.Measured> sides() {
        SideBySide.Measured other = answer.other();
        return other == null ? List.of(answer.counts()) : List.of(answer.counts(), other);
    }

    /// Whether the list should stand at this choice.
    public boolean stands(SideBySide.Choice choice) {
        SideBySide.Measured other = answer.other();
        return other != null && other.catalogue().sha256().equals(choice.sha256());
    }
}
