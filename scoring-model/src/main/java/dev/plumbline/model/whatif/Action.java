package dev.plumbline.model.whatif;

import dev.plumbline.model.evidence.Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Something that can be done, and what it is worth now.
///
/// @param kind `fix`, `decide`, `rescan`, `connect`, `answer` or `renew`
/// @param title what to do, `how` in a sentence, `who` role that can
/// @param principle principle that gains most, `measure` the measure (or gate) that does
/// @param concern key of the concern, or of the first of several; `null` for missing evidence
/// @param gain points of the overall shown score
/// @param principleGain points of the principle's shown score; `rawGain` of the overall score
///     before caps, which counts where a cap hides it; `headroomGain` of the overall headroom
/// @param lifts gates that would no longer hold
/// @param entries the hypothetical lines that were scored
public record Action(
        String kind,
        String title,
        String how,
        String who,
        String principle,
        String measure,
        @Nullable String concern,
        double gain,
        double principleGain,
        double rawGain,
        double headroomGain,
        List<String> lifts,
        List<Entry> entries) {

    private static final int ID_BYTES = 8;

    /// Best first: by what leaders see, then by what it does behind a cap; by title if all is
    /// equal. The last bits of a gain depend on the order of summing and decide nothing.
    static final Comparator<Action> BEST_FIRST =
            Comparator.comparingLong((Action action) -> billionths(action.gain()))
                    .thenComparingLong(action -> billionths(action.principleGain()))
                    .thenComparingLong(action -> billionths(action.rawGain()))
                    .thenComparingLong(action -> billionths(action.headroomGain()))
                    .reversed()
                    .thenComparing(Action::title);

    public Action {
        lifts = List.copyOf(lifts);
        entries = List.copyOf(entries);
    }

    /// So coarse that the order of summing can't be seen in it.
    static long billionths(double points) {
        return Math.round(points * 1e9);
    }

    /// Names what is done: the same act has the same id at any time and in any order.
    public String id() {
        String acts = entries.stream().map(Entry::id).sorted().collect(Collectors.joining("\n"));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((kind + '\n' + acts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public boolean liftsCap() {
        return !lifts.isEmpty();
    }
}
