package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcosystemsTest {
    @ParameterizedTest
    @CsvSource({
        "gomod,github.com/gin-gonic/gin,v1.9.0,pkg:golang/github.com/gin-gonic/gin@v1.9.0",
        "yarn,@babel/core,7.0.0,pkg:npm/%40babel/core@7.0.0",
        "Gradle,com.google.guava:guava,33.0,pkg:maven/com.google.guava/guava@33.0",
        "sbt,com.google.guava/guava,33.0,pkg:maven/com.google.guava/guava@33.0",
        "maven,guava,33.0,",
        "pip,Django,,pkg:pypi/django",
        "bundler,rails,7.1,pkg:gem/rails@7.1",
        "composer,symfony/http-kernel,6.4,pkg:composer/symfony/http-kernel@6.4",
        "nuget,Newtonsoft.Json,13.0.1,pkg:nuget/Newtonsoft.Json@13.0.1",
        "teapot,x,1,",
        ",x,1,",
        "npm,,1,"
    })
    void shouldNamePackagesByTheirEcosystem(
            String ecosystem, String name, String version, String purl) {
        // When
        String made = Ecosystems.purl(ecosystem, name, version);

        // Then
        assertThat(made).isEqualTo(purl);
    }

    @ParameterizedTest
    @CsvSource({
        "debian:9.4,pkg:deb/debian/bash@5.2",
        "Ubuntu 22.04,pkg:deb/ubuntu/bash@5.2",
        "alpine 3.19.1,pkg:apk/alpine/bash@5.2",
        "centos 7.9.2009,pkg:rpm/centos/bash@5.2",
        "oracle 8.5,pkg:rpm/oraclelinux/bash@5.2",
        "opensuse.leap 15.3,pkg:rpm/opensuse/bash@5.2",
        "Unknown,",
        "'',",
        ","
    })
    void shouldNamePackagesByTheirSystem(String system, String purl) {
        // When
        String made = Ecosystems.purlOfSystem(system, "bash", "5.2");

        // Then
        assertThat(made).isEqualTo(purl);
    }
}
