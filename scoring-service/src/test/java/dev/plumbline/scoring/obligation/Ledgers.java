package dev.plumbline.scoring.obligation;

import dev.plumbline.model.evidence.Entry;
import dev.plumbline.model.evidence.Entry.Answered;
import dev.plumbline.model.evidence.Entry.Closed;
import dev.plumbline.model.evidence.Entry.Covered;
import dev.plumbline.model.evidence.Entry.Owed;
import java.util.List;

/// Lines of a ledger by what they say.
final class Ledgers {
    private Ledgers() {}

    static List<Owed> owed(Derived derived, String kind) {
        return only(derived, Owed.class).stream().filter(o -> o.kind().equals(kind)).toList();
    }

    static List<Closed> closed(Derived derived, String kind, String key) {
        return only(derived, Closed.class).stream()
                .filter(c -> c.kind().equals(kind) && c.key().equals(key))
                .toList();
    }

    static List<Covered> covered(Derived derived, String kind) {
        return only(derived, Covered.class).stream().filter(c -> c.kind().equals(kind)).toList();
    }

    static List<Answered> answered(Derived derived, String list) {
        return only(derived, Answered.class).stream().filter(a -> a.list().equals(list)).toList();
    }

    static <T extends Entry> List<T> only(Derived derived, Class<T> type) {
        return derived.entries().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
