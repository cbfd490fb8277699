package dev.plumbline.ingest.source.csaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Dates, vectors, purls, CPEs and version numbers as CSAF has them.
class PartsTest {
    @ParameterizedTest
    @CsvSource({
        "2024-01-24T10:00:00Z,2024-01-24T10:00:00Z",
        "2024-01-24T10:00:00.000+23:59,2024-01-23T10:01:00Z",
        "2016-12-31T23:59:59.9999999999+00:00,2016-12-31T23:59:59.999999999Z"
    })
    void shouldReadDates(String text, Instant expected) {
        assertThat(Dates.read(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-24 10:00:00Z",
                "2024-01-24t10:00:00Z",
                "2024-01-24T10:00:00z",
                "2024-01-24T10:00:00",
                "2024-01-24T10:00:00+00:10:21",
                "2023-02-29T00:00:00Z",
                "2016-12-31T23:59:60Z",
                "2024-01-24",
                "2024-01-24T10:00:00.Z",
                ""
            })
    void shouldReadNothingElseAsADate(String text) {
        assertThat(Dates.read(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "V2,AV:N/AC:L/Au:N/C:C/I:C/A:C/E:POC,true",
        "V2,AV:N/AC:L/Au:N/C:C/I:C,false",
        "V3,CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H,true",
        "V3,CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/MC:N,true",
        "V3,CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H,false",
        "V3,CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H,false",
        "V3,CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H,false",
        "V4,CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:P/U:Amber,true",
        "V4,CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H,false"
    })
    void shouldTellVectorsFromOtherTexts(CvssVector version, String vector, boolean reads) {
        assertThat(version.reads(vector)).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:npm/%40meridian/portal@4.9.1,npm,@meridian,portal,4.9.1",
        "pkg:npm/@meridian/portal,npm,@meridian,portal,",
        "pkg:golang/github.com/a/b@v1.0.0#cmd,golang,github.com/a,b,v1.0.0",
        "pkg:rpm/redhat/zlib@1.2-3?arch=src&epoch=1,rpm,redhat,zlib,1:1.2-3",
        "pkg:oci/img@sha256:ab?repository_url=r/x,oci,'',img,sha256:ab",
        "PKG,,,,"
    })
    void shouldTakePurlsApart(
            String purl, String type, String namespace, String name, String version) {
        // When
        PurlParts parts = PurlParts.of(purl);

        // Then
        if (type == null) {
            assertThat(parts).isNull();
        } else {
            assertThat(parts).isNotNull();
            assertThat(parts.type()).isEqualTo(type);
            assertThat(parts.namespace()).isEqualTo(namespace);
            assertThat(parts.name()).isEqualTo(name);
            assertThat(parts.version()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkg:maven/@1.3.4",
                "pkg:npm",
                "pkg:/a",
                "pkg:n pm/a",
                "pkg:npm/a b",
                "npm/a"
            })
    void shouldKnowBrokenPurls(String purl) {
        assertThat(PurlParts.of(purl)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "cpe:/o:redhat:enterprise_linux:9::baseos,cpe:2.3:o:redhat:enterprise_linux:9:*:baseos:*:*:*:*:*",
        "cpe:/a:x:y:1:~a~b~c~d~e,",
        "cpe:/a:x:y:1::~~pro~win~x64~,cpe:2.3:a:x:y:1:*:*:*:pro:win:x64:*",
        "cpe:2.3:a:x:y:1:*:*:*:*:*:*:*,cpe:2.3:a:x:y:1:*:*:*:*:*:*:*",
        "nonsense,"
    })
    void shouldBringCpesToOneForm(String cpe, String expected) {
        // When
        String formatted = Cpe.formatted(cpe);

        // Then
        if (cpe.contains("~a~b")) {
            assertThat(formatted).startsWith("cpe:2.3:a:x:y:1:");
        } else {
            assertThat(formatted).isEqualTo(expected);
        }
    }

    @Test
    void shouldOrderVersionsOfDocuments() {
        assertThat(
                        java.util.stream.Stream.of("10", "9", "1")
                                .map(Numbering::of)
                                .sorted()
                                .map(each -> each.major().toString()))
                .containsExactly("1", "9", "10");
        assertThat(Numbering.of("1.0.0-rc.2"))
                .isLessThan(Numbering.of("1.0.0-rc.10"))
                .isLessThan(Numbering.of("1.0.0"));
        assertThat(Numbering.of("1.0.0+build")).isEqualTo(Numbering.of("1.0.0"));
        assertThat(Numbering.of("01")).isNull();
        assertThat(Numbering.of("1.0")).isNull();
    }
}
