package dev.plumbline.scoring.inventory;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.UnmatchableComponent;
import dev.plumbline.scoring.store.Identity;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// A bill of materials as matching sees it.
///
/// @param set identity of the content: equal bills have equal sets
/// @param coordinates by id
/// @param unmatchable components that no advisory can be held against
record ReadBill(UUID set, SortedMap<UUID, Coordinate> coordinates, int unmatchable) {
    ReadBill {
        coordinates = Collections.unmodifiableSortedMap(coordinates);
    }

    /// @param parts all parts of one bill
    static ReadBill of(List<InventoryObserved> parts) {
        SortedMap<UUID, Coordinate> coordinates = new TreeMap<>();
        int unmatchable = parts.getFirst().unidentified();
        for (InventoryObserved part : parts) {
            for (Component component : part.components()) {
                switch (Coordinate.fromPurl(component.purl())) {
                    case Coordinate coordinate -> coordinates.put(coordinate.id(), coordinate);
                    case UnmatchableComponent _ -> unmatchable++;
                }
            }
        }
        return new ReadBill(
                Identity.ofSet("components", coordinates.keySet()), coordinates, unmatchable);
    }
}
