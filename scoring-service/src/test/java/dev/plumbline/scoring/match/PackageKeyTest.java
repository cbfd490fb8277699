package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.match.UnknownPackage.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageKeyTest {

    @ParameterizedTest(name = "{1} {2} is {0}")
    @CsvSource({
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar, Maven, org.apache.logging.log4j:log4j-core",
        "pkg:npm/%40angular/animation@12.3.1, npm, @angular/animation",
        "pkg:npm/JSONStream@1.0.3, npm, jsonstream",
        "pkg:pypi/Zope.Interface@5.0, PyPI, zope-interface",
        "pkg:pypi/ruamel_yaml@0.17, PyPI, ruamel.yaml",
        "pkg:golang/golang.org/x/net@v0.16.0, Go, golang.org/x/net",
        "pkg:golang/github.com/BurntSushi/toml@v1.0.0, Go, github.com/BurntSushi/toml",
        "pkg:golang/github.com/golang-jwt/jwt/v5@v5.2.1, Go, github.com/golang-jwt/jwt/v5",
        "pkg:golang/github.com/golang-jwt/jwt@v5.2.1#v5, Go, github.com/golang-jwt/jwt/v5",
        "pkg:golang/google.golang.org/genproto@v0.0.1#googleapis/api, Go, google.golang.org/genproto",
        "pkg:golang/stdlib@1.21.3, Go, stdlib",
        "pkg:golang/toolchain@v0.0.1-go1.21, Go, toolchain",
        "pkg:cargo/tokio@1.0.0, crates.io, tokio",
        "pkg:nuget/Newtonsoft.Json@12.0.1, NuGet, newtonsoft.json",
        "pkg:gem/rails@6.0.0, RubyGems, rails",
        "pkg:composer/Drupal/Core@9.0.0, Packagist:https://packages.drupal.org/8, drupal/core",
        "pkg:hex/plug@1.0.0, Hex, plug",
        "pkg:pub/http@0.13.0, Pub, http",
        "pkg:swift/github.com/apple/swift-nio@2.41.0, SwiftURL, https://github.com/apple/swift-nio.git",
        "pkg:swift/github.com/vapor/vapor@4.29.3, purl-type:swift, github.com/vapor/vapor",
        "pkg:github/tj-actions/changed-files@v44, GitHub Actions, tj-actions/changed-files",
        "pkg:githubactions/github/codeql-action/init@v2, GitHub Actions, github/codeql-action",
        "pkg:bitnami/wordpress@6.2.0-4, Bitnami, wordpress",
        "pkg:conan/openssl@3.0.3, ConanCenter, openssl",
        "pkg:github/libssh2/libssh2@1.11.1, GIT, https://github.com/libssh2/libssh2.git",
        "pkg:bitbucket/Example/Tool@1.0, GIT, https://bitbucket.org/example/tool/",
        "pkg:git/codeberg.org/forgejo/forgejo@1.0, GIT, https://codeberg.org/forgejo/forgejo",
        "pkg:cran/readxl@1.4.1, CRAN, readxl",
        "pkg:hackage/biscuit-haskell@0.3.0.0, Hackage, biscuit-haskell",
        "pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=amd64&distro=debian-12, Debian:12, openssl",
        "pkg:deb/debian/libssl3@3.0.11?upstream=openssl&distro=debian-12.4, Debian:12, openssl",
        "pkg:deb/debian/libc6@2.31-13?upstream=glibc%402.31-13&distro=bullseye, Debian:11, glibc",
        "pkg:deb/openssl@3.0.2?distro=ubuntu-22.04, Ubuntu:22.04:LTS, openssl",
        "pkg:deb/ubuntu/openssl@3.0.2?distro=jammy, Ubuntu:22.04:LTS, openssl",
        "pkg:apk/alpine/libcrypto3@3.1.0-r4?upstream=openssl&distro=alpine-3.18.4, Alpine:v3.18, openssl",
        "pkg:apk/wolfi/openssl@3.1.0-r4?distro=wolfi-20230201, Wolfi, openssl",
        "pkg:rpm/almalinux/openssl-libs@1.1.1k-9.el8?epoch=1&upstream=openssl-1.1.1k-9.el8.src.rpm&distro=almalinux-8.9, AlmaLinux:8, openssl-libs",
        "pkg:rpm/rocky-linux/ruby@3.3.1-2.el9?distro=rocky-9.3, Rocky Linux:9, ruby",
        "pkg:rpm/redhat/freetype@2.8-12.el7?distro=rhel-7.9, Red Hat:enterprise_linux:7::client, freetype",
        "pkg:rpm/centos/bash@4.2.46-31.el7?distro=centos-7.6.1810, Red Hat:enterprise_linux:7::server, bash",
        "pkg:deb/ubuntu/wayland@1.12.0-1~ubuntu16.04.3%2Besm1?distro=ubuntu-16.04, Ubuntu:Pro:16.04:LTS, wayland",
        // the release is in the version
        "pkg:rpm/redhat/openssl@3.0.7-17.el9_2?arch=aarch64, Red Hat:enterprise_linux:9::baseos, openssl",
        "pkg:rpm/almalinux/nodejs@18.18.2-2.module_el8.9.0%2B1, AlmaLinux:8, nodejs",
        "pkg:deb/debian/openssl@3.0.11-1~deb12u2, Debian:12, openssl",
        "pkg:deb/ubuntu/nginx@1.18.0-0ubuntu0.22.04.1, Ubuntu:22.04:LTS, nginx",
        // as older producers wrote it
        "pkg:alpine/zlib@1.2.12-r1?arch=x86_64&distro=alpine-3.16.2, Alpine:v3.16, zlib",
        "pkg:apk/alpine/libxml2@2.13.8-r0?distro=3.22.1, Alpine:v3.22, libxml2",
        "pkg:npm/@babel/core@7.0.0, npm, @babel/core",
        "pkg:npm/@babel/core, npm, @babel/core",
        "pkg:rpm/opensuse/curl@8.0.1?distro=opensuse-leap-15.5, openSUSE:Leap 15.5, curl",
        "pkg:rpm/suse/curl@8.0.1?distro=sles-15.3, SUSE:Linux Enterprise Server 15 SP3, curl",
    })
    void shouldBringPurlAndAdvisoryToOneKey(String purl, String ecosystem, String name) {
        // When
        PackageIdentity ofComponent = PackageKey.fromPurl(purl);
        PackageIdentity ofAdvisory = PackageKey.fromOsv(ecosystem, name);

        // Then
        assertThat(ofComponent).isInstanceOf(PackageKey.class).isEqualTo(ofAdvisory);
    }

    @ParameterizedTest(name = "{0} is not {1} {2}")
    @CsvSource({
        "pkg:deb/debian/openssl@3.0.11?distro=debian-11, Debian:12, openssl",
        "pkg:deb/ubuntu/openssl@3.0.2?distro=ubuntu-22.04, Ubuntu:Pro:22.04:LTS, openssl",
        "pkg:deb/ubuntu/openssl@3.0.2?distro=ubuntu-22.04, Debian:12, openssl",
        "pkg:apk/alpine/openssl@3.1.0-r4?distro=alpine-3.18.4, Alpine:v3.19, openssl",
        "pkg:rpm/redhat/openssl@1.1.1?distro=rhel-8.6, Red Hat:rhel_eus:8.6, openssl",
        "pkg:maven/junit/junit@4.12, Maven, JUnit:junit",
        "pkg:golang/github.com/golang-jwt/jwt@v3.2.2, Go, github.com/golang-jwt/jwt/v5",
        "pkg:cargo/Inflector@0.11.4, crates.io, inflector",
    })
    void shouldKeepApartWhatIsNotTheSamePackage(String purl, String ecosystem, String name) {
        assertThat(PackageKey.fromPurl(purl)).isNotEqualTo(PackageKey.fromOsv(ecosystem, name));
    }

    @ParameterizedTest
    @CsvSource({
        "Echo:PyPI, flask, UNKNOWN_ECOSYSTEM",
        "GIT, openssl, NAMELESS",
        "'', openssl, UNKNOWN_ECOSYSTEM",
        "Maven, log4j-core, NAMELESS",
        "npm, ' ', NAMELESS",
    })
    void shouldSayWhyAnAdvisoryNamesNoPackage(String ecosystem, String name, Reason reason) {
        // When
        PackageIdentity identity = PackageKey.fromOsv(ecosystem, name);

        // Then
        assertThat(identity)
                .isInstanceOfSatisfying(
                        UnknownPackage.class, u -> assertThat(u.reason()).isEqualTo(reason));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // a version where the name should be
        "pkg:cran/@0.9.1",
        "pkg:maven/org.example/@1.0?type=jar",
        // could never meet an advisory
        "pkg:swift/swift-nio@2.41.0",
        "pkg:cpan/HTTP::Tiny@0.082",
        "pkg:vscode-extension/linter@1.0.0",
        "pkg:vcpkg/boost/asio@1.84.0",
        "pkg:otp/acme/ssl@11.1",
        "pkg:chrome-extension/abc@1.0",
        "pkg:chrome-extension/abcdefghijklmnopabcdefghijklmnop@1.0-beta",
    })
    void shouldSayThatAPurlBreaksTheRulesOfItsType(String purl) {
        assertThat(PackageKey.fromPurl(purl))
                .isEqualTo(new UnknownPackage(purl, Reason.MALFORMED_PURL));
    }

    @Test
    void shouldSayThatATextIsNoPurl() {
        assertThat(PackageKey.fromPurl("cpe:2.3:a:openssl:openssl:3.0.0"))
                .isEqualTo(
                        new UnknownPackage(
                                "cpe:2.3:a:openssl:openssl:3.0.0", Reason.MALFORMED_PURL));
    }

    @Test
    void shouldDeriveTheSameIdForEver() {
        // Given
        PackageKey key = new PackageKey("maven", "org.apache.logging.log4j", "log4j-core", "");

        // Then
        assertThat(key.id()).hasToString("c66a9a88-29bf-889b-9a6a-2e5dcff736bb");
        assertThat(key.id().version()).isEqualTo(8);
    }
}
