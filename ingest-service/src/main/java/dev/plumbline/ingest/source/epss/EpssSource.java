package dev.plumbline.ingest.source.epss;

import dev.plumbline.events.Reference.EpssScore;
import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Moments;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument.EpssTable;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.WorldWalk;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a day's EPSS table.
///
/// The day stands in the comment above the header. Without it nobody could tell which of two tables
/// is the newer one, so such a table is refused.
public final class EpssSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "epss",
                    "EPSS scores, CSV",
                    Speaks.OF_THE_WORLD,
                    "Model version and day of the comment line, and for each CVE its probability and percentile.",
                    "Further columns.",
                    "A table without the day in `#model_version:…,score_date:…`, without the columns `cve`, `epss`"
                            + " and `percentile`, or with a figure that is none from 0 to 1.",
                    "epss.csv");
    private static final String MODEL = "#model_version:";
    private static final String DAY = "score_date:";
    private static final int LONGEST = 100;

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        if (!(opening instanceof Text text)) {
            return false;
        }
        String first = text.firstLine().toLowerCase(Locale.ROOT);
        return first.startsWith(MODEL) || first.startsWith("cve,epss,percentile");
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return WorldWalk.check(
                "EPSS CSV", "the table scores no CVE", walk(content), () -> walk(content));
    }

    private static WorldWalk walk(Content content) throws IOException {
        return new WorldWalk(JsonReader.ofCsv(content.open()), new Rows());
    }

    /// Rows, gathered to what one event carries.
    private static final class Rows implements WorldWalk.Pieces {
        private @Nullable String model;
        private @Nullable LocalDate day;
        private int cve = -1;
        private int probability = -1;
        private int percentile = -1;

        @Override
        public boolean next(JsonReader in, Consumer<WorldRecord> says)
                throws IOException, Unreadable {
            LocalDate scoredOn = day == null ? head(in) : day;
            List<EpssScore> scores = new ArrayList<>();
            boolean more = true;
            while (more && scores.size() < EpssTable.MOST_SCORES) {
                more = in.nextDocument();
                if (more) {
                    scores.add(score(in));
                }
            }
            if (!scores.isEmpty()) {
                says.accept(new EpssTable(model, scoredOn, scores));
            }
            return more;
        }

        private LocalDate head(JsonReader in) throws IOException, Unreadable {
            List<String> cells = in.nextDocument() ? row(in) : List.of();
            LocalDate said = null;
            while (!cells.isEmpty() && cells.getFirst().startsWith("#")) {
                for (String cell : cells) {
                    if (cell.startsWith(MODEL)) {
                        model = Texts.shortened(cell.substring(MODEL.length()), LONGEST);
                    } else if (cell.startsWith(DAY)) {
                        said = Moments.date(cell.substring(DAY.length()));
                    }
                }
                cells = in.nextDocument() ? row(in) : List.of();
            }
            cve = cells.indexOf("cve");
            probability = cells.indexOf("epss");
            percentile = cells.indexOf("percentile");
            if (cve < 0 || probability < 0 || percentile < 0) {
                throw in.refuse("the first row must name the columns cve, epss and percentile");
            }
            if (said == null) {
                throw in.refuse(
                        "the table must say in a first line such as"
                                + " #model_version:v2025.03.14,score_date:2026-11-22 of which day it is");
            }
            day = said;
            return said;
        }

        private static List<String> row(JsonReader in) throws IOException, Unreadable {
            List<String> cells = new ArrayList<>();
            if (in.inList()) {
                while (in.element()) {
                    String cell = in.text();
                    cells.add(cell == null ? "" : cell.strip());
                }
            }
            return cells;
        }

        private EpssScore score(JsonReader in) throws IOException, Unreadable {
            List<String> cells = row(in);
            String id = cell(cells, cve).toUpperCase(Locale.ROOT);
            if (!id.startsWith("CVE-") || id.length() > LONGEST) {
                throw in.refuse("each row must name a CVE in the column cve");
            }
            return new EpssScore(
                    id,
                    share(in, cell(cells, probability), "epss"),
                    share(in, cell(cells, percentile), "percentile"));
        }

        private static String cell(List<String> cells, int column) {
            return column < cells.size() ? cells.get(column) : "";
        }

        private static double share(JsonReader in, String text, String column) throws Unreadable {
            try {
                double share = text.length() > LONGEST ? -1 : Double.parseDouble(text);
                if (share >= 0 && share <= 1) {
                    return share;
                }
            } catch (NumberFormatException e) {
                // refused below, like a number out of bounds
            }
            throw in.refuse("the column " + column + " must be a number from 0 to 1");
        }
    }
}
