package dev.plumbline.scoring.inventory;

import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.InventoryObserved;
import dev.plumbline.scoring.match.Coordinate;
import dev.plumbline.scoring.match.UnmatchableComponent;
import dev.plumbline.scoring.store.Identity;
import java.util.Collections;
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

    /// A bill that is read part by part.
    static final class Reading {
        private final SortedMap<UUID, Coordinate> coordinates = new TreeMap<>();
        private int unmatchable;

        /// @param unidentified components without a purl
        Reading(int unidentified) {
            this.unmatchable = unidentified;
        }

        void add(InventoryObserved part) {
            for (Component component : part.components()) {
                switch (Coordinate.of(component.purl(), component.cpe())) {
                    case Coordinate coordinate -> coordinates.put(coordinate.id(), coordinate);
                    case UnmatchableComponent _ -> unmatchable++;
                }
            }
        }

        ReadBill bill() {
            return new ReadBill(
                    Identity.ofSet("components", coordinates.keySet()), coordinates, unmatchable);
        }
    }
}
