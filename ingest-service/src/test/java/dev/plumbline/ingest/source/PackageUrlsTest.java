package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageUrlsTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "npm, @acme/atlas, 1.0.0, pkg:npm/%40acme/atlas@1.0.0",
        "maven, org.example:atlas, 1.0, pkg:maven/org.example/atlas@1.0",
        "deb, debian/attr, 1:2.4.47-2+b1, pkg:deb/debian/attr@1:2.4.47-2%2Bb1",
        "rpm, redhat/openssl, 1:3.0.7-17.el9, pkg:rpm/redhat/openssl@3.0.7-17.el9?epoch=1",
        "swift, github.com/acme/atlas, 5.4.3, pkg:swift/github.com/acme/atlas@5.4.3",
        // forbidden by the type
        "swift, atlas, 5.4.3,",
        "vscode-extension, linter, 1.0.0,",
        "vcpkg, boost/asio, 1.84.0,",
        "cpan, HTTP::Tiny, 0.082,",
    })
    void shouldBuildACanonicalPurl(String type, String name, String version, String purl) {
        assertThat(PackageUrls.of(type, name, version)).isEqualTo(purl);
    }
}
