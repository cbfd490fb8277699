package dev.plumbline.ingest.source.nvd;

import dev.plumbline.ingest.source.Content;
import dev.plumbline.ingest.source.Format;
import dev.plumbline.ingest.source.Format.Speaks;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.ParseResult;
import dev.plumbline.ingest.source.ParsedDocument.WorldRecord;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.WorldWalk;
import java.io.IOException;
import java.util.function.Consumer;

/// Reads what NVD says of CVEs: whole answers, or its items alone, in a list or line by line.
public final class NvdSource implements Source {
    private static final Format FORMAT =
            new Format(
                    "nvd",
                    "NVD API 2.0: answers, yearly files, or single items",
                    Speaks.OF_THE_WORLD,
                    "Id, dates, description, CVSS vectors of all sources and versions, CWEs, affected products by CPE"
                            + " with ranges of versions, KEV. A rejected CVE is an advisory withdrawn on the day of"
                            + " its last change.",
                    "References, evaluator's comments, platforms that merely must be there (`vulnerable: false`),"
                            + " `NVD-CWE-noinfo` and `NVD-CWE-Other`.",
                    "An item without its CVE; an answer without any item.",
                    "nvd.json");

    @Override
    public Format format() {
        return FORMAT;
    }

    @Override
    public boolean recognises(Opening opening) {
        return opening instanceof Json json
                && (json.text("format").equals("NVD_CVE")
                        || (json.has("cve.id")
                                && (json.has("cve.vulnStatus") || json.has("cve.descriptions"))));
    }

    @Override
    public ParseResult parse(Content content) throws IOException {
        return WorldWalk.check(
                "NVD API 2.0", "there is no CVE in it", walk(content), () -> walk(content));
    }

    private static WorldWalk walk(Content content) throws IOException {
        return new WorldWalk(JsonReader.open(content), new Answers());
    }

    /// Items within the list of an answer, in a list of their own, or alone.
    private static final class Answers implements WorldWalk.Pieces {
        private boolean inList;
        private boolean inAnswer;
        private boolean inAnswersList;

        @Override
        public boolean next(JsonReader in, Consumer<WorldRecord> says)
                throws IOException, Unreadable {
            if (inAnswersList) {
                inAnswersList = in.element();
                if (inAnswersList) {
                    item(in, says);
                }
                return true;
            }
            if (inAnswer) {
                inAnswer = field(in, says);
                return true;
            }
            if (inList) {
                inList = in.element();
                return !inList || enter(in);
            }
            if (!in.nextDocument()) {
                return false;
            }
            if (in.onList()) {
                inList = true;
                return true;
            }
            return enter(in);
        }

        private boolean enter(JsonReader in) throws Unreadable {
            in.enterObject("an answer of NVD");
            inAnswer = true;
            return true;
        }

        /// Steps over one field of an answer, or of an item that stands alone.
        private boolean field(JsonReader in, Consumer<WorldRecord> says)
                throws IOException, Unreadable {
            String field = in.field();
            if (field == null) {
                return false;
            }
            switch (field) {
                case "vulnerabilities" -> {
                    in.enterList("vulnerabilities");
                    inAnswersList = true;
                }
                case "cve" -> NvdItem.read(in, says);
                default -> in.skip();
            }
            return true;
        }

        private static void item(JsonReader in, Consumer<WorldRecord> says)
                throws IOException, Unreadable {
            in.enterObject("an item of NVD");
            boolean some = false;
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("cve")) {
                    some = true;
                    NvdItem.read(in, says);
                } else {
                    in.skip();
                }
            }
            if (!some) {
                throw in.refuse("an item of NVD must say in cve what it is about");
            }
        }
    }
}
