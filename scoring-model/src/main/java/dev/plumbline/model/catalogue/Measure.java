package dev.plumbline.model.catalogue;

import dev.plumbline.model.catalogue.Form.Exemption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One measure of the catalogue: what is owed or shared out, which evidence shows it, and what it
/// weighs.
///
/// @param weight in its theme, after the word in the file
/// @param weightWord the word, such as `critical`
/// @param unless what exempts a product from it; `null` if nothing does
/// @param why a short reason in plain words, for the page
/// @param noun what is counted, such as `known exploited vulnerability`; `nouns` of several
/// @param maps framework → items of it that this measure speaks to
public record Measure(
        String id,
        String title,
        String why,
        String noun,
        String nouns,
        double weight,
        String weightWord,
        Form form,
        Coverage coverage,
        Coverage recovery,
        @Nullable Exemption unless,
        Map<String, List<String>> maps) {
    public Measure {
        maps = Map.copyOf(maps);
    }
}
