package dev.plumbline.ingest.source.csaf;

import dev.plumbline.events.Reference.AffectedPackage;
import dev.plumbline.events.Reference.CpeRange;
import dev.plumbline.events.Reference.Range;
import dev.plumbline.ingest.source.ParsedDocument.Advisory;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.KevEntry;
import dev.plumbline.ingest.source.ParsedDocument.SsvcDecision;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;

/// How much one record says, in characters with a frame for each thing named; and what it is called
/// where they are counted.
final class Weight {
    private static final int FRAME_OF_RECORD = 600;
    private static final int FRAME_OF_PACKAGE = 200;
    private static final int FRAME_OF_EVENT = 60;

    private Weight() {}

    static int of(WorldRecord said) {
        if (!(said instanceof Advisory advisory)) {
            return FRAME_OF_RECORD;
        }
        long weight = FRAME_OF_RECORD;
        for (AffectedPackage affected : advisory.affected()) {
            weight += FRAME_OF_PACKAGE + affected.name().length();
            for (Range range : affected.ranges()) {
                for (var event : range.events()) {
                    weight += FRAME_OF_EVENT + event.version().length();
                }
            }
            for (String version : affected.versions()) {
                weight += 4 + version.length();
            }
        }
        for (CpeRange range : advisory.applicability()) {
            weight += FRAME_OF_PACKAGE + range.cpe().length();
        }
        return (int) Math.min(weight, Integer.MAX_VALUE);
    }

    static String kind(WorldRecord said) {
        return switch (said) {
            case Advisory advisory -> "advisories";
            case EpssTable table -> "epss";
            case SsvcDecision decision -> "ssvc";
            case KevEntry entry -> "kev";
        };
    }
}
