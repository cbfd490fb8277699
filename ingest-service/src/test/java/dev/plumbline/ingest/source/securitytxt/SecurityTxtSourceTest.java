package dev.plumbline.ingest.source.securitytxt;

import static dev.plumbline.ingest.source.Parsing.malformed;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Fact;
import dev.plumbline.ingest.source.ParsedDocument.FactReport;
import dev.plumbline.ingest.source.Parsing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityTxtSourceTest {
    private static final String VALID =
            """
            # ours
            Contact: mailto:security@shop.example
            Expires: 2027-06-30T22:00:00Z
            Policy: https://shop.example/disclosure
            Canonical: https://shop.example/.well-known/security.txt
            """;
    private final SecurityTxtSource source = new SecurityTxtSource();

    @Test
    void shouldProveAChannelAndItselfUntilItExpires() {
        // When
        FactReport report = parsed(source, VALID, FactReport.class);

        // Then
        assertThat(report.facts())
                .extracting(Fact::measure, Fact::item, Fact::value, Fact::validUntil, Fact::proof)
                .containsExactly(
                        tuple(
                                "vdp-complete",
                                "channel",
                                1.0,
                                Instant.parse("2027-06-30T22:00:00Z"),
                                "https://shop.example/.well-known/security.txt"),
                        tuple(
                                "vdp-complete",
                                "security-txt",
                                1.0,
                                Instant.parse("2027-06-30T22:00:00Z"),
                                "https://shop.example/.well-known/security.txt"));
        assertThat(report.other()).isEqualTo(1);
    }

    @Test
    void shouldReadASignedOneAsItReadsAPlainOne() {
        // When
        FactReport signed =
                parsed(
                        source,
                        "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\n"
                                + VALID.replace("\n", "\r\n").replace("Policy", "- Policy")
                                + "-----BEGIN PGP SIGNATURE-----\r\n\r\niHUEARYKAB0\r\n-----END PGP SIGNATURE-----\r\n",
                        FactReport.class);

        // Then
        assertThat(signed).isEqualTo(parsed(source, VALID, FactReport.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contact: mailto:a@b.example\npolicy: x",
                "Contact: mailto:a@b.example\nExpires: soon",
                "Contact: mailto:a@b.example\nExpires: 2027-01-01T00:00:00Z\nExpires: 2028-01-01T00:00:00Z",
                "Contact: mailto:a@b.example\nExpires: 2027-01-01T00:00:00Z\nPreferred-Languages: en\nPreferred-Languages: de"
            })
    void shouldKeepTheChannelOfAFileThatBreaksTheRules(String text) {
        assertThat(parsed(source, text, FactReport.class).facts())
                .extracting(Fact::item, Fact::value)
                .containsExactly(tuple("channel", 1.0), tuple("security-txt", 0.0));
    }

    @Test
    void shouldNotTakeAnythingForAnAddress() {
        assertThat(
                        parsed(
                                        source,
                                        "Contact: security at shop\nExpires: 2027-01-01T00:00:00Z",
                                        FactReport.class)
                                .facts())
                .extracting(Fact::value)
                .containsOnly(0.0);
    }

    @Test
    void shouldNotTakeALinkThatIsNotHttpsForAProof() {
        assertThat(
                        parsed(
                                        source,
                                        VALID.replace(
                                                "https://shop.example/.well", "javascript:a/.well"),
                                        FactReport.class)
                                .facts())
                .extracting(Fact::proof)
                .containsOnlyNulls();
    }

    @Test
    void shouldRefuseWhatIsNone() {
        // When
        Malformed prose = malformed(source, VALID + "and some prose\n");
        Malformed noContact = malformed(source, "Expires: 2027-01-01T00:00:00Z\n");
        Malformed large = malformed(source, VALID + "#".repeat(70_000));
        Malformed notUtf8 =
                (Malformed) Parsing.parse(source, new byte[] {'C', ':', (byte) 0xff, (byte) 0xfe});

        // Then
        assertThat(prose.line()).isEqualTo(6);
        assertThat(noContact.reason()).isEqualTo("the file names no Contact");
        assertThat(large.reason()).contains("64 KiB");
        assertThat(notUtf8.reason()).contains("UTF-8");
    }

    @Test
    void shouldNotClaimALetter() {
        assertThat(source.recognises(opening("Contact: me\nDear team,"))).isFalse();
        assertThat(source.recognises(opening(VALID))).isTrue();
    }

    private static Opening opening(String text) {
        return Opening.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
