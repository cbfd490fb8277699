package dev.plumbline.model.catalogue;

import java.util.List;

/// What people can do about open concerns, in words and as the closing that it would bring.
///
/// Placeholders in braces stand for `key`, `line`, `release`, `count` or an attribute of the
/// concern. Of the titles the first counts whose placeholders all have a value.
///
/// @param kind word for the button, such as `fix` or `decide`
/// @param concerns kinds of concern that it closes, all at once where they share a group
/// @param how what it closes them with
/// @param trust what the evidence of it would be worth
/// @param groupBy attributes (or `line`, `release`, `key`) that are alike where one act closes
///     several concerns; where one is missing, the key counts alone
public record Remedy(
        String id,
        String kind,
        List<String> concerns,
        String how,
        double trust,
        List<String> groupBy,
        List<String> titles,
        String instruction,
        String who) {
    public Remedy {
        concerns = List.copyOf(concerns);
        groupBy = List.copyOf(groupBy);
        titles = List.copyOf(titles);
    }
}
