package dev.plumbline.scoring.obligation;

import dev.plumbline.scoring.obligation.Episodes.Episode;
import dev.plumbline.scoring.obligation.Episodes.Speaker;
import dev.plumbline.scoring.obligation.ReleaseLines.Shipped;
import dev.plumbline.scoring.obligation.ScannerReports.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A time in which a flaw is owed on a line, because SBOMs and advisories say that it is there, or
/// scanners, or both: as long as one of them does.
final class Owing {
    final List<Episode> episodes = new ArrayList<>(1);
    final List<Report> reports = new ArrayList<>(0);
    private @Nullable Instant closed;

    private Owing() {}

    /// @param until `null` for ever
    private record Span(
            Instant from,
            @Nullable Instant until,
            @Nullable Episode episode,
            @Nullable Report report) {}

    /// Joins what overlaps.
    ///
    /// @param reports of the line
    static List<Owing> join(List<Episode> episodes, List<Report> reports, ReleaseLines lines) {
        List<Span> spans = new ArrayList<>(episodes.size() + reports.size());
        episodes.forEach(each -> spans.add(new Span(each.opened, each.closed, each, null)));
        for (Report report : reports) {
            spans.add(new Span(report.from(), until(report, episodes, lines), null, report));
        }
        spans.sort(Comparator.comparing(Span::from));
        List<Owing> joined = new ArrayList<>();
        Owing last = null;
        for (Span span : spans) {
            if (last == null || last.isOverBy(span.from())) {
                last = new Owing();
                last.closed = span.from();
                joined.add(last);
            }
            last.take(span);
        }
        return joined;
    }

    private boolean isOverBy(Instant at) {
        return closed != null && closed.isBefore(at);
    }

    private void take(Span span) {
        if (span.episode() != null) {
            episodes.add(span.episode());
        }
        if (span.report() != null) {
            reports.add(span.report());
        }
        closed = closed == null || span.until() == null ? null : Draft.later(closed, span.until());
    }

    /// `null` while it is owed.
    @Nullable Instant closed() {
        return closed;
    }

    /// A scan speaks of the release that it saw. Where an SBOM shows a newer one of the line to be
    /// free of what an older SBOM showed, the scan of the older release is overtaken.
    private static @Nullable Instant until(
            Report report, List<Episode> episodes, ReleaseLines lines) {
        Instant until = report.until();
        Shipped seen = lines.named(report.last().release());
        for (Episode episode : episodes) {
            for (Speaker speaker : episode.clearedBy) {
                boolean overtakes =
                        seen != null
                                && Episodes.newer(speaker.release(), seen)
                                && speaker.from().isAfter(report.from())
                                && !episode.opened.isAfter(speaker.from());
                if (overtakes && (until == null || speaker.from().isBefore(until))) {
                    until = speaker.from();
                }
            }
        }
        return until;
    }
}
