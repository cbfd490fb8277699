package dev.plumbline.ingest.source.generic;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParseResult.Parsed;
import dev.plumbline.ingest.source.Parsing;
import dev.plumbline.ingest.source.Scanned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericSourceTest {
    private static final Schema SCHEMA = schema();
    private final GenericSource source = new GenericSource();

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("..", "docs", "findings.schema.json")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String form(String rest, String findings) {
        return "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"sast\"]"
                + rest
                + ",\"findings\":["
                + findings
                + "]}";
    }

    private static String finding(String rest) {
        return "{\"title\":\"Bad\",\"severity\":\"high\"" + rest + "}";
    }

    @Test
    void shouldReadAllThatTheFormCanSay() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        """
                        {"$schema":"../findings.schema.json","format":"plumbline.findings.v1","tool":"T","version":"2",
                         "kinds":["sca","secrets"],"scope":"web","complete":true,"rules":7,"files":8,"codeLines":9,
                         "findings":[{"title":"Bad","severity":"critical","rule":"r","cwe":["CWE-79",89,"90"],
                           "path":"./a.py","line":3,"secret":true,"suppressed":"not used","ids":["CVE-2024-1","GHSA-x"],
                           "purl":"pkg:npm/a@1","fixedIn":"2","fingerprint":"f","description":"More."}]}""");

        // Then
        assertThat(scanned.scan())
                .isEqualTo(
                        new Scan(
                                "T",
                                "2",
                                List.of(ScanKind.SCA, ScanKind.SECRETS),
                                "web",
                                7,
                                8,
                                9L));
        assertThat(scanned.finding())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "r",
                                "Bad",
                                Severity.CRITICAL,
                                List.of("CWE-79", "CWE-89", "CWE-90"),
                                "a.py",
                                3,
                                true,
                                "not used",
                                new KnownFlaw(
                                        List.of("CVE-2024-1", "GHSA-x"), "pkg:npm/a@1", "2")));
        assertThat(scanned.everything()).doesNotContain("More.");
    }

    @ParameterizedTest
    @CsvSource({
        "'',",
        "',\"complete\":false,\"rules\":7',0",
        "',\"rules\":0',0",
        "',\"rules\":7',7"
    })
    void shouldTellAnEmptyRunFromACleanOne(String rest, Integer rules) {
        // When
        Scanned scanned = Scanned.by(source, form(rest, ""));

        // Then
        assertThat(scanned.findings()).isEmpty();
        assertThat(scanned.scan().rules()).isEqualTo(rules);
    }

    @Test
    void shouldKnowAFindingByItsFingerprintElseByItsWords() {
        // When
        List<String> given =
                Scanned.by(source, form("", finding(",\"fingerprint\":\"f\",\"line\":1"))).prints();
        List<String> moved =
                Scanned.by(source, form("", finding(",\"fingerprint\":\"f\",\"line\":9"))).prints();
        List<String> words =
                Scanned.by(source, form("", finding(",\"description\":\"at line 12\",\"line\":12")))
                        .prints();
        List<String> movedWords =
                Scanned.by(source, form("", finding(",\"description\":\"at line 7\",\"line\":7")))
                        .prints();

        // Then
        assertThat(moved).isEqualTo(given);
        assertThat(movedWords).isEqualTo(words).isNotEqualTo(given);
    }

    /// The parser and the published schema say the same.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"format\":\"plumbline.findings.v1\"}",
                "{\"format\":\"plumbline.findings.v2\",\"tool\":\"T\",\"kinds\":[\"sast\"],\"findings\":[]}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"sast\"],\"findings\":[]}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\" \",\"kinds\":[\"sast\"],\"findings\":[]}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":7,\"kinds\":[\"sast\"],\"findings\":[]}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[],\"findings\":[]}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"SAST\"],\"findings\":[]}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":\"sast\",\"findings\":[]}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"dast\"],\"findings\":{}}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"dast\"],\"findings\":[],\"rules\":-1}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"dast\"],\"findings\":[],\"rules\":\"7\"}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"dast\"],\"findings\":[],\"rules\":3000000000}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"dast\"],\"findings\":[],\"complete\":\"no\"}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"dast\"],\"findings\":[],\"scope\":null}",
                "{\"format\":\"plumbline.findings.v1\",\"tool\":\"T\",\"kinds\":[\"dast\"],\"findings\":[],\"sope\":\"x\"}"
            })
    void shouldAgreeWithTheSchemaOnTheScan(String document) {
        // When
        boolean parsed = isParsed(document);

        // Then
        assertThat(parsed).isEqualTo(SCHEMA.validate(document, InputFormat.JSON).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"severity\":\"High\"",
                ",\"severity\":null",
                ",\"title\":\"\"",
                ",\"title\":null",
                ",\"serverity\":\"low\"",
                ",\"cwe\":[]",
                ",\"cwe\":[\"CWE-79\",79]",
                ",\"cwe\":\"CWE-79\"",
                ",\"cwe\":[\"cwe-79\"]",
                ",\"cwe\":[0]",
                ",\"cwe\":[\"CWE-079\"]",
                ",\"cwe\":[1234567]",
                ",\"cwe\":[null]",
                ",\"line\":1",
                ",\"line\":0",
                ",\"line\":\"1\"",
                ",\"line\":1.5",
                ",\"secret\":true",
                ",\"secret\":\"true\"",
                ",\"suppressed\":\"because\"",
                ",\"suppressed\":true",
                ",\"suppressed\":\"\"",
                ",\"ids\":[]",
                ",\"ids\":[\"CVE-2024-1\"]",
                ",\"ids\":[7]",
                ",\"ids\":\"CVE-2024-1\"",
                ",\"purl\":\"pkg:npm/a@1\"",
                ",\"fixedIn\":\"2\"",
                ",\"ids\":[\"x\"],\"purl\":\"pkg:npm/a@1\",\"fixedIn\":\"2\"",
                ",\"ids\":[\"x\"],\"purl\":\"npm/a@1\"",
                ",\"path\":\"\"",
                ",\"path\":7",
                ",\"rule\":\"\"",
                ",\"fingerprint\":\"\"",
                ",\"description\":\"\"",
                ",\"description\":{}"
            })
    void shouldAgreeWithTheSchemaOnAFinding(String rest) {
        // Given
        String document = form("", finding(rest));

        // When
        boolean parsed = isParsed(document);

        // Then
        assertThat(parsed).isEqualTo(SCHEMA.validate(document, InputFormat.JSON).isEmpty());
    }

    @Test
    void shouldHoldItsSampleToTheSchema() throws IOException {
        // When
        String sample =
                Files.readString(
                        Path.of("src", "test", "resources", "samples", source.format().sample()));

        // Then
        assertThat(SCHEMA.validate(sample, InputFormat.JSON)).isEmpty();
    }

    private boolean isParsed(String document) {
        return Parsing.parse(source, document.getBytes(StandardCharsets.UTF_8)) instanceof Parsed;
    }

    @Test
    void shouldSayWhatIsWrongAndWhere() {
        // When
        Malformed typo = malformed(source, form("", "\n" + finding(",\n\"serverity\":\"x\"")));
        Malformed bare = malformed(source, form("", "\n{\"severity\":\"low\"}"));

        // Then
        assertThat(typo.line()).isEqualTo(3);
        assertThat(typo.reason()).isEqualTo("a finding has no field serverity");
        assertThat(bare).isEqualTo(new Malformed(2, 1, "a finding has no title"));
    }

    @Test
    void shouldReadTheSameAsATable() {
        // When
        Scanned scanned =
                Scanned.by(
                        source,
                        """
                        Tool,Version,Kind,Scope,Title,Severity,Rule,CWE,Path,Line,Secret,Suppressed,Ids,Purl,Fixed In,Fingerprint
                        T,2,sca secrets,web,"Bad, really",Critical,r,CWE-79 89,./a.py,3,true,not used,CVE-2024-1 GHSA-x,pkg:npm/a@1,2,f
                        T,2,sast,bank,Worse,low,,,,,,,,,,
                        """);

        // Then
        assertThat(scanned.scans())
                .containsExactly(
                        new Scan(
                                "T",
                                "2",
                                List.of(ScanKind.SCA, ScanKind.SECRETS),
                                "web",
                                null,
                                null,
                                null),
                        new Scan("T", "2", List.of(ScanKind.SAST), "bank", null, null, null));
        assertThat(scanned.findings().getFirst())
                .usingRecursiveComparison()
                .ignoringFields("fingerprint")
                .isEqualTo(
                        new Finding(
                                "",
                                "r",
                                "Bad, really",
                                Severity.CRITICAL,
                                List.of("CWE-79", "CWE-89"),
                                "a.py",
                                3,
                                true,
                                "not used",
                                new KnownFlaw(
                                        List.of("CVE-2024-1", "GHSA-x"), "pkg:npm/a@1", "2")));
    }

    @Test
    void shouldKnowAFindingOfATableAsOneOfJson() {
        // When
        List<String> table =
                Scanned.by(source, "tool,kind,title,severity\nT,sast,Bad,high\n").prints();
        List<String> json = Scanned.by(source, form("", finding(""))).prints();

        // Then
        assertThat(table).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the document is empty: a header row is missing",
                "'tool,kind,title'|the column severity is missing",
                "'tool,kind,title,severity,owner'|the form has no column owner",
                "'tool,kind,title,severity'|the table has no rows: to say that nothing was found, send the JSON form",
                "'tool,kind,title,severity;T,sast,,low'|a finding has no title",
                "'tool,kind,title,severity;T,sast,Bad,'|a finding has no severity",
                "'tool,kind,title,severity;T,sast,Bad,urgent'|severity must be critical, high, medium, low or unknown",
                "'tool,kind,title,severity;,sast,Bad,low'|a row must name tool and kind",
                "'tool,kind,title,severity;T,iast,Bad,low'|a kind must be sast, sca, secrets, dast or config",
                "'tool,kind,title,severity;T,sast,Bad,low,more'|a row has more cells than the header",
                "'tool,kind,title,severity,line;T,sast,Bad,low,0'|line must be a whole number, 1 or more",
                "'tool,kind,title,severity,secret;T,sast,Bad,low,maybe'|secret must be true or false",
                "'tool,kind,title,severity,cwe;T,sast,Bad,low,XSS'|a CWE must read like CWE-79 or 79",
                "'tool,kind,title,severity,purl;T,sast,Bad,low,npm/a'|a purl starts with pkg:",
                "'tool,kind,title,severity,fixedIn;T,sast,Bad,low,2'|purl and fixedIn speak of a known vulnerability: ids must name it"
            })
    void shouldRefuseATableThatCannotBeUnderstood(String rows, String reason) {
        // When
        Malformed refused = malformed(source, rows.replace(';', '\n'));

        // Then
        assertThat(refused.reason()).isEqualTo(reason);
    }
}
