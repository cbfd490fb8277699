package dev.plumbline.ingest.source;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.ScopeScan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers what a scanner's document reports into scans, one for each tool and scope, and gives
/// each finding a fingerprint that stays the same from run to run.
public final class ScanCollector {
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_RULE = 300;
    private static final int LONGEST_PATH = 1_000;
    private static final int LONGEST_SCOPE = 300;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_TOOLS = 5;

    /// The most scans that one document may hold: each becomes an event of its own.
    public static final int MOST_SCANS = 1_000;
    private static final int LONGEST_VERSION = 100;
    private static final int MOST_IDS = 50;

    private final Map<Key, Gathering> scans = new LinkedHashMap<>();
    private int findings;
    private int other;

    private record Key(String tool, String scope) {}

    /// The scan of a tool over a scope; asked for again, it is the same one.
    ///
    /// @param scope what was looked at, such as a repository or an image without its tag; `""` is
    ///     the whole release
    public Gathering scan(String tool, String scope) {
        String name = Texts.shortened(tool, LONGEST_RULE);
        String bounded = Texts.shortened(scope, LONGEST_SCOPE);
        return scans.computeIfAbsent(
                new Key(name == null ? "unknown tool" : name, bounded == null ? "" : bounded),
                key -> new Gathering());
    }

    /// Notes a result that is no security finding, such as one of a style checker.
    public void other() {
        other++;
    }

    /// How many findings were gathered, twins included.
    public int findings() {
        return findings;
    }

    /// Refuses what is more than can be held; to be asked before a scan or a finding is added.
    ///
    /// @param in the walk that stands on it
    public void bound(JsonReader in) throws Unreadable {
        if (scans.size() > MOST_SCANS) {
            throw in.refuse("more than " + MOST_SCANS + " scans");
        }
        if (findings + other >= Source.MOST_ITEMS) {
            throw in.refuse("more than " + Source.MOST_ITEMS + " findings");
        }
    }

    /// The report of what was gathered; its tools are those of its scans.
    public ScanReport report(String format) {
        List<String> tools = new ArrayList<>();
        scans.forEach(
                (key, scan) -> {
                    String name =
                            scan.version == null ? key.tool() : key.tool() + ' ' + scan.version;
                    if (tools.size() < MOST_TOOLS && !tools.contains(name)) {
                        tools.add(name);
                    }
                });
        return report(format, tools.isEmpty() ? null : String.join(", ", tools));
    }

    /// Whether there is no scan yet.
    public boolean isEmpty() {
        return scans.isEmpty();
    }

    /// @param format such as `Trivy JSON`
    /// @param tool name and version of the program, as it says itself
    public ScanReport report(String format, @Nullable String tool) {
        List<ScopeScan> all = new ArrayList<>();
        scans.forEach((key, scan) -> all.add(scan.asScan(key)));
        return new ScanReport(format, tool, all, other);
    }

    /// What one finding is, before it has a fingerprint.
    ///
    /// @param identity what the tool itself knows the finding by, if that does not move with lines
    ///     and is the same in the next run; `null` lets `place` tell
    /// @param place what is there: the code, the parameter, the package; never a line number or a
    ///     secret in clear
    public record Found(
            String rule,
            String title,
            Severity severity,
            Collection<String> cwes,
            @Nullable String path,
            @Nullable Integer line,
            boolean secret,
            @Nullable String suppressed,
            @Nullable KnownFlaw known,
            @Nullable String identity,
            String place) {}

    /// One scan while it is being read.
    public final class Gathering {
        private @Nullable String version;
        private final EnumSet<ScanKind> kinds = EnumSet.noneOf(ScanKind.class);
        private @Nullable Integer rules;
        private boolean incomplete;
        private @Nullable Integer files;
        private @Nullable Long codeLines;
        private final Map<String, Finding> byPrint = new LinkedHashMap<>();
        private final Map<String, Integer> twins = new HashMap<>();
        private final Map<String, String> printOfFlaw = new HashMap<>();

        /// The first version that is said counts.
        public Gathering version(@Nullable String said) {
            version = version != null ? version : Texts.shortened(said, 100);
            return this;
        }

        public Gathering kinds(Collection<ScanKind> more) {
            kinds.addAll(more);
            return this;
        }

        /// Adds how many rules ran; `null` where the document does not say.
        public Gathering rules(@Nullable Integer more) {
            rules = more == null ? rules : rules == null ? more : Integer.valueOf(rules + more);
            return this;
        }

        /// Adds how many files were seen; `null` where the document does not say.
        public Gathering files(@Nullable Integer more) {
            files = more == null ? files : files == null ? more : Integer.valueOf(files + more);
            return this;
        }

        /// Adds how many lines of code were seen; `null` where the document does not say.
        public Gathering codeLines(@Nullable Long more) {
            codeLines =
                    more == null
                            ? codeLines
                            : codeLines == null ? more : Long.valueOf(codeLines + more);
            return this;
        }

        /// The scan failed or stopped early: it proves nothing, and what it does not report stays
        /// owed.
        public Gathering incomplete() {
            incomplete = true;
            return this;
        }

        /// Adds a finding. Of two with one fingerprint the open one counts, else the more severe.
        public void add(Found found) {
            put(found, null);
        }

        /// @param known the fingerprint, where it was made before
        private String put(Found found, @Nullable String known) {
            findings++;
            String rule = Texts.shortened(found.rule(), LONGEST_RULE);
            rule = rule == null ? "" : rule;
            String path = Texts.shortened(found.path(), LONGEST_PATH);
            String title = Texts.shortened(found.title(), LONGEST_TITLE);
            String print =
                    known != null ? known : fingerprint(found, rule, path == null ? "" : path);
            byPrint.merge(
                    print,
                    new Finding(
                            print,
                            rule,
                            title == null ? "finding without a name" : title,
                            found.severity(),
                            Weaknesses.sorted(found.cwes()),
                            path,
                            found.line(),
                            found.secret(),
                            Texts.shortened(found.suppressed(), LONGEST_REASON),
                            found.known()),
                    Gathering::worse);
            return print;
        }

        /// Adds a known flaw of a component. It stays the same finding when the component moves to
        /// another version that has it, too; reported several times for one version in one file, it
        /// is one finding.
        public void add(Flaw flaw) {
            String rule = flaw.ids().isEmpty() ? "" : flaw.ids().getFirst();
            String component = flaw.component().strip();
            String version = Texts.shortened(flaw.version(), LONGEST_VERSION);
            String subject = version == null ? component : component + ' ' + version;
            String title = Texts.firstLine(flaw.title(), LONGEST_TITLE);
            Found found =
                    new Found(
                            rule,
                            subject + ": " + (title == null ? rule : title),
                            flaw.severity(),
                            flaw.cwes(),
                            flaw.path(),
                            null,
                            false,
                            flaw.suppressed(),
                            new KnownFlaw(
                                    flaw.ids().stream().distinct().limit(MOST_IDS).toList(),
                                    flaw.purl(),
                                    Texts.shortened(flaw.fixedIn(), LONGEST_VERSION)),
                            null,
                            "component " + component);
            String path = flaw.path() == null ? "" : flaw.path();
            String same = hash("flaw", rule, path, component, version == null ? "" : version);
            String known = printOfFlaw.get(same);
            if (known == null) {
                printOfFlaw.put(same, put(found, null));
            } else {
                put(found, known);
            }
        }

        private static Finding worse(Finding a, Finding b) {
            boolean aOpen = a.suppressed() == null;
            boolean bOpen = b.suppressed() == null;
            if (aOpen != bOpen) {
                return aOpen ? a : b;
            }
            return b.severity().compareTo(a.severity()) > 0 ? b : a;
        }

        private String fingerprint(Found found, String rule, String path) {
            if (found.identity() != null) {
                return hash("given", rule, path, found.identity());
            }
            String derived = hash("derived", rule, path, found.place());
            int nth = twins.merge(derived, 1, Integer::sum);
            return nth == 1 ? derived : hash("twin", derived, Integer.toString(nth));
        }

        private ScopeScan asScan(Key key) {
            return new ScopeScan(
                    new Scan(
                            key.tool(),
                            version,
                            List.copyOf(kinds),
                            key.scope(),
                            incomplete ? Integer.valueOf(0) : rules,
                            files,
                            codeLines),
                    List.copyOf(byPrint.values()));
        }
    }

    private static String hash(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                sha256.update(part.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
