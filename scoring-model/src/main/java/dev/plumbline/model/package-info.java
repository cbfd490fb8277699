/// How evidence becomes a score: pure functions of a ledger, an instant and a catalogue.
@NullMarked
package dev.plumbline.model;

import org.jspecify.annotations.NullMarked;
