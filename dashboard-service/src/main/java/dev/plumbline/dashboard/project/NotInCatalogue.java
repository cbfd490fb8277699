package dev.plumbline.dashboard.project;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// An event speaks of products that nobody has made here. Terminal: it waits in the dead-letter
/// topic until they are.
public final class NotInCatalogue extends RuntimeException {
    private NotInCatalogue(Collection<String> products) {
        super("no such product in the catalogue: " + String.join(", ", products));
    }

    /// @throws NotInCatalogue if one of `products` is not among the `known` ones
    static void unlessAllOf(Collection<String> products, Collection<String> known) {
        Set<String> missing = new TreeSet<>(products);
        missing.removeAll(known);
        if (!missing.isEmpty()) {
            throw new NotInCatalogue(missing);
        }
    }
}
