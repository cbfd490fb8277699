package dev.plumbline.dashboard.project;

import java.util.Collection;

/// An event speaks of products that nobody has made here. Terminal: it waits in the dead-letter
// topic until they are.
public final class NotInCatalogue extends RuntimeException {
    NotInCatalogue(Collection<String> products) {
        super("no such product in the catalogue: " + String.join(", ", products));
    }
}
