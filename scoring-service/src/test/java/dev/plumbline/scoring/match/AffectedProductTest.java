package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.Reference.CpeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real applicability of NVD: CVE-2022-27664 (Go), CVE-2024-0727 (OpenSSL), CVE-2023-38545 (curl),
/// CVE-2021-44228 (Log4j).
class AffectedProductTest {

    private static final List<CpeRange> GO =
            List.of(
                    range("cpe:2.3:a:golang:go:*:*:*:*:*:*:*:*", null, null, null, "1.18.6"),
                    range("cpe:2.3:a:golang:go:1.19.0:*:*:*:*:*:*:*", null, null, null, null));

    private static final List<CpeRange> OPENSSL =
            List.of(
                    range(
                            "cpe:2.3:a:openssl:openssl:*:*:*:*:*:*:*:*",
                            "1.0.2",
                            null,
                            null,
                            "1.0.2zj"),
                    range(
                            "cpe:2.3:a:openssl:openssl:*:*:*:*:*:*:*:*",
                            "1.1.1",
                            null,
                            null,
                            "1.1.1x"),
                    range(
                            "cpe:2.3:a:openssl:openssl:*:*:*:*:*:*:*:*",
                            "3.1.0",
                            null,
                            null,
                            "3.1.5"));

    private static final List<CpeRange> CURL =
            List.of(range("cpe:2.3:a:haxx:libcurl:*:*:*:*:*:*:*:*", "7.69.0", null, null, "8.4.0"));

    private static final List<CpeRange> LOG4J =
            List.of(
                    range("cpe:2.3:a:apache:log4j:2.0:-:*:*:*:*:*:*", null, null, null, null),
                    range("cpe:2.3:a:apache:log4j:2.0:beta9:*:*:*:*:*:*", null, null, null, null),
                    range("cpe:2.3:a:apache:log4j:*:*:*:*:*:*:*:*", "2.0.1", null, null, "2.3.1"));

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "go, cpe:2.3:a:golang:go:1.18.3:*:*:*:*:*:*:*, 1.18.6",
        "go, cpe:2.3:a:golang:go:1.18.6:*:*:*:*:*:*:*, none",
        "go, cpe:2.3:a:golang:go:1.18.6:rc1:*:*:*:*:*:*, 1.18.6",
        "go, cpe:2.3:a:golang:go:1.19.0:*:*:*:*:*:*:*, ''",
        "go, cpe:2.3:a:golang:go:1.19:*:*:*:*:*:*:*, ''",
        "go, cpe:2.3:a:golang:go:1.19.1:*:*:*:*:*:*:*, none",
        "go, cpe:2.3:a:gopher:go:1.18.3:*:*:*:*:*:*:*, none",
        "openssl, cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*, 1.1.1x 3.1.5",
        "openssl, cpe:2.3:a:openssl:openssl:1.1.1:*:*:*:*:*:*:*, 1.1.1x 3.1.5",
        "openssl, cpe:2.3:a:openssl:openssl:1.1.1x:*:*:*:*:*:*:*, none",
        "openssl, cpe:2.3:a:openssl:openssl:1.0.2zi:*:*:*:*:*:*:*, 1.0.2zj 1.1.1x 3.1.5",
        "openssl, cpe:2.3:a:openssl:openssl:1.0.1f:*:*:*:*:*:*:*, none",
        "openssl, cpe:2.3:a:openssl:openssl:3.1.4:*:*:*:*:*:*:*, 3.1.5",
        "openssl, cpe:2.3:a:openssl:openssl:3.1.5:*:*:*:*:*:*:*, none",
        "curl, cpe:2.3:a:haxx:libcurl:8.3.0:*:*:*:*:*:*:*, 8.4.0",
        "curl, cpe:2.3:a:haxx:libcurl:v8.3.0:*:*:*:*:*:*:*, 8.4.0",
        "curl, cpe:2.3:a:haxx:libcurl:7.68.0:*:*:*:*:*:*:*, none",
        "log4j, cpe:2.3:a:apache:log4j:2.0:beta9:*:*:*:*:*:*, 2.3.1",
        "log4j, cpe:2.3:a:apache:log4j:2.0:beta8:*:*:*:*:*:*, none",
        "log4j, cpe:2.3:a:apache:log4j:2.0:*:*:*:*:*:*:*, 2.3.1",
        "log4j, cpe:2.3:a:apache:log4j:2.3:*:*:*:*:*:*:*, 2.3.1",
    })
    void shouldMatchWhatNvdCallsAffectedAndNothingElse(String flaw, String cpe, String fixes) {
        // Given
        List<CpeRange> ranges =
                switch (flaw) {
                    case "go" -> GO;
                    case "openssl" -> OPENSSL;
                    case "curl" -> CURL;
                    default -> LOG4J;
                };
        Coordinate component = (Coordinate) Coordinate.of("pkg:generic/made@0", cpe);
        List<AdvisoryRange> candidates =
                AffectedProduct.of(ranges).stream()
                        .map(product -> Affected.parse(product.text()))
                        .map(AffectedProduct.class::cast)
                        .map(
                                product ->
                                        new AdvisoryRange(
                                                "CVE-0",
                                                "nvd",
                                                product.pattern().packageKey(),
                                                product,
                                                null))
                        .toList();

        // When
        Matching matching = new Matcher().match(component, candidates);

        // Then
        List<String> expected = fixes.equals("none") ? List.of() : List.of(fixes);
        assertThat(matching.matches())
                .extracting(match -> String.join(" ", match.fixedIn()))
                .isEqualTo(expected);
    }

    @Test
    void shouldKeepProductAndVersionsInOneLine() {
        assertThat(AffectedProduct.of(OPENSSL))
                .extracting(AffectedProduct::text)
                .containsExactly(
                        "cpe:2.3:a:openssl:openssl:*:*:*:*:*:*:*:*"
                                + " vers:cpe/>=1.0.2|<1.0.2zj|>=1.1.1|<1.1.1x|>=3.1.0|<3.1.5");
    }

    @Test
    void shouldSayByWhichProductAndRangeAComponentMatches() {
        // Given
        Coordinate component =
                (Coordinate)
                        Coordinate.of(
                                "pkg:generic/curl@8.3.0",
                                "cpe:2.3:a:haxx:libcurl:8.3.0:*:*:*:*:*:*:*");
        AffectedProduct libcurl = AffectedProduct.of(CURL).getFirst();

        // When
        Verdict verdict = libcurl.test(component);

        // Then
        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Affected(
                                "cpe:2.3:a:haxx:libcurl:*:*:*:*:*:*:*:* vers:cpe/>=7.69.0|<8.4.0",
                                List.of("8.4.0")));
    }

    @Test
    void shouldHoldEveryVersionWhereNoneIsSaidAndNoneWhereThereIsNone() {
        assertThat(
                        AffectedProduct.of(
                                List.of(
                                        range(
                                                "cpe:2.3:a:x:all:*:*:*:*:*:*:*:*",
                                                null,
                                                null,
                                                null,
                                                null),
                                        range(
                                                "cpe:2.3:h:x:router:-:*:*:*:*:*:*:*",
                                                null,
                                                null,
                                                null,
                                                null))))
                .extracting(AffectedProduct::text)
                .containsExactly("cpe:2.3:a:x:all:*:*:*:*:*:*:*:* vers:cpe/*");
    }

    @Test
    void shouldKnowBoundsThatAreExcluded() {
        assertThat(
                        AffectedProduct.of(
                                List.of(
                                        range(
                                                "cpe:2.3:a:x:y:*:*:*:*:*:*:*:*",
                                                null,
                                                "1.0",
                                                "2.0",
                                                null))))
                .extracting(AffectedProduct::text)
                .containsExactly("cpe:2.3:a:x:y:*:*:*:*:*:*:*:* vers:cpe/>1.0|<=2.0");
    }

    private static CpeRange range(
            String cpe,
            @Nullable String from,
            @Nullable String after,
            @Nullable String to,
            @Nullable String before) {
        return new CpeRange(cpe, from, after, to, before);
    }
}
