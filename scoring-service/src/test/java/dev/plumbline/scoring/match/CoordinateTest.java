package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.match.UnmatchableComponent.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinateTest {

    @ParameterizedTest
    @CsvSource({
        "pkg:maven/org.example/app@1.0?type=jar&classifier=sources#src/main, pkg:maven/org.example/app@1.0",
        "pkg:PYPI/Django_Rest@3.0, pkg:pypi/django-rest@3.0",
        "pkg:npm/%40Angular/core@12.0.0, pkg:npm/%40angular/core@12.0.0",
        "pkg:golang/github.com/a/b@v2.0.0%2Bincompatible, pkg:golang/github.com/a/b@v2.0.0%2Bincompatible",
        "pkg:golang/github.com/a/b@v2.0.0#v2, pkg:golang/github.com/a/b/v2@v2.0.0",
        "pkg:nuget/Newtonsoft.Json@12.0.1, pkg:nuget/newtonsoft.json@12.0.1",
        "pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&upstream=openssl&distro=debian-12, pkg:deb/debian/openssl@3.0.11-1~deb12u2?distro=12",
        "pkg:deb/debian/openssl@3.5.0-1?distro=sid, pkg:deb/debian/openssl@3.5.0-1?distro=sid",
        "pkg:deb/raspbian/zlib1g@1.2?distro=raspbian-11, pkg:deb/raspbian/zlib1g@1.2?distro=raspbian-11",
        "pkg:apk/alpine/zlib@1.2.12-r1?distro=alpine-edge, pkg:apk/alpine/zlib@1.2.12-r1?distro=edge",
        "pkg:rpm/opensuse/curl@8.0?distro=opensuse-tumbleweed-20240101, pkg:rpm/opensuse/curl@8.0?distro=tumbleweed",
        "pkg:rpm/openeuler/curl@8.0?distro=openEuler-22.03-LTS-SP1, pkg:rpm/openeuler/curl@8.0?distro=22.03-lts-sp1",
        "pkg:brew/OpenSSL%403@3.3.1, pkg:brew/openssl%403@3.3.1",
        "pkg:git/github.com/Acme/Atlas@0E58ed8, pkg:git/github.com/acme/atlas@0E58ed8",
        "pkg:git/codeberg.org/Acme/Atlas@0e58ed8, pkg:git/codeberg.org/Acme/Atlas@0e58ed8",
        "pkg:huggingface/Acme/Atlas-7B@0E58ED8, pkg:huggingface/Acme/Atlas-7B@0e58ed8",
        "pkg:mlflow/Churn@3?repository_url=https://adb-1.azuredatabricks.net/api, pkg:mlflow/churn@3",
        "pkg:mlflow/Churn@3?repository_url=https://westus2.api.azureml.ms, pkg:mlflow/Churn@3",
        "pkg:npm/%40acme/atlas@1.0.0?vcs_url=https://git.example/@acme/atlas, pkg:npm/%40acme/atlas@1.0.0",
        "pkg:maven/a/b@1%2F2%20%3F%40%23, pkg:maven/a/b@1%2F2%20%3F%40%23",
        "pkg:rpm/almalinux/openssl@1.1.1k-9.el8?arch=x86_64&epoch=1&distro=almalinux-8.9, pkg:rpm/almalinux/openssl@1:1.1.1k-9.el8?distro=8",
        "pkg:rpm/almalinux/openssl@1:1.1.1k-9.el8?epoch=1&distro=almalinux-8.9, pkg:rpm/almalinux/openssl@1:1.1.1k-9.el8?distro=8",
        "pkg:rpm/almalinux/zlib@1.2.11-21.el8?epoch=0&distro=almalinux-8.9, pkg:rpm/almalinux/zlib@1.2.11-21.el8?distro=8",
    })
    void shouldLeaveOutWhatDoesNotDecideAMatch(String purl, String canonical) {
        // When
        ComponentIdentity identity = Coordinate.fromPurl(purl);

        // Then
        assertThat(identity)
                .isInstanceOfSatisfying(
                        Coordinate.class, c -> assertThat(c.purl()).isEqualTo(canonical));
        assertThat(Coordinate.fromPurl(canonical)).isEqualTo(identity);
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:npm/jquery, NO_VERSION",
        "pkg:npm/jquery@, NO_VERSION",
        "pkg:deb/debian/openssl@3.0.11-1, NO_DISTRO_RELEASE",
        "pkg:deb/debian/openssl@3.0.11-1?distro=debian, NO_DISTRO_RELEASE",
        "pkg:rpm/redhat/openssl@3.0.7-1?arch=x86_64, NO_DISTRO_RELEASE",
        "jquery 3.4.1, MALFORMED_PURL",
        "'', MALFORMED_PURL",
        "pkg:npm, MALFORMED_PURL",
    })
    void shouldSayWhatIsMissingForAMatch(String purl, Reason reason) {
        // When
        ComponentIdentity identity = Coordinate.fromPurl(purl);

        // Then
        assertThat(identity)
                .isInstanceOfSatisfying(
                        UnmatchableComponent.class,
                        u -> {
                            assertThat(u.reason()).isEqualTo(reason);
                            assertThat(u.packageKey() == null)
                                    .isEqualTo(reason == Reason.MALFORMED_PURL);
                        });
    }

    @Test
    void shouldKeepAPackageWhoseDistributionHasNoAdvisoriesOfItsOwn() {
        assertThat(Coordinate.fromPurl("pkg:deb/raspbian/openssl@3.0.11-1"))
                .isInstanceOf(Coordinate.class);
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        // only what no package database speaks of goes by CPE
        "pkg:generic/openssl@1.1.1k, cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*, pkg:generic/openssl@1.1.1k?cpe=cpe:2.3:a:openssl:openssl:1.1.1k:%2A:%2A:%2A:%2A:%2A:%2A:%2A",
        "pkg:github/curl/curl@curl-8_3_0, cpe:/a:haxx:curl:8.3.0, pkg:github/curl/curl@curl-8_3_0?cpe=cpe:2.3:a:haxx:curl:8.3.0:%2A:%2A:%2A:%2A:%2A:%2A:%2A",
        "pkg:generic/openssl, cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*, pkg:generic/openssl@1.1.1k?cpe=cpe:2.3:a:openssl:openssl:1.1.1k:%2A:%2A:%2A:%2A:%2A:%2A:%2A",
        "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1, cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*, pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
        "pkg:deb/debian/openssl@1.1.1k-1?distro=debian-11, cpe:2.3:a:openssl:openssl:1.1.1k-1:*:*:*:*:*:*:*, pkg:deb/debian/openssl@1.1.1k-1?distro=11",
        "pkg:rpm/fedora/curl@7.50.3-1.fc25?distro=fedora-25, cpe:2.3:a:haxx:curl:7.50.3:*:*:*:*:*:*:*, pkg:rpm/fedora/curl@7.50.3-1.fc25?distro=fedora-25",
        "pkg:generic/openssl@1.1.1k, cpe:2.3:a:*:openssl:1.1.1k:*:*:*:*:*:*:*, pkg:generic/openssl@1.1.1k",
    })
    void shouldKeepACpeWhereNothingElseNamesTheProduct(String purl, String cpe, String canonical) {
        // When
        Coordinate component = (Coordinate) Coordinate.of(purl, cpe);

        // Then
        assertThat(component.purl()).isEqualTo(canonical);
        assertThat(Coordinate.fromPurl(canonical)).isEqualTo(component);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "pkg:deb/debian/libgcc1@1:8.3.0-6?upstream=gcc-8%408.3.0-6&distro=debian-10, pkg:deb/debian/gcc-8@8.3.0-6?distro=10",
        "pkg:deb/ubuntu/libwayland-client0@1.11.0-2?upstream=wayland%401.10.0-1&distro=ubuntu-16.04, pkg:deb/ubuntu/wayland@1.10.0-1?distro=16.04",
        "pkg:deb/debian/libssl3@3.0.11-1?upstream=openssl&distro=debian-12, pkg:deb/debian/openssl@3.0.11-1?distro=12",
        "pkg:rpm/almalinux/openssl-libs@1.1.1k-9.el8?epoch=1&upstream=openssl-1.1.1k-9.el8.src.rpm&distro=almalinux-8.9, pkg:rpm/almalinux/openssl-libs@1:1.1.1k-9.el8?distro=8",
    })
    void shouldTakeTheVersionOfTheSourceWhereAdvisoriesGoByThat(String purl, String canonical) {
        assertThat(((Coordinate) Coordinate.fromPurl(purl)).purl()).isEqualTo(canonical);
    }

    @Test
    void shouldDeriveTheSameIdForEver() {
        // Given
        Coordinate coordinate = (Coordinate) Coordinate.fromPurl("pkg:npm/jquery@3.4.1");

        // Then
        assertThat(coordinate.id()).hasToString("ef938a7b-4413-89c1-a41b-a5dcb133ddf1");
    }
}
