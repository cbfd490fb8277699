package dev.plumbline.scoring.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpeNameTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "cpe:2.3:a:haxx:curl:8.3.0:*:*:*:*:*:*:*, a/haxx, curl, 8.3.0",
        "cpe:/a:haxx:curl:8.3.0, a/haxx, curl, 8.3.0",
        "CPE:2.3:A:Haxx:Curl:8.3.0:*:*:*:*:*:*:*, a/haxx, curl, 8.3.0",
        "cpe:2.3:a:apache:log4j:2.0:beta9:*:*:*:*:*:*, a/apache, log4j, 2.0-beta9",
        "cpe:2.3:a:oracle:jdk:1.8.0:update_292:*:*:*:*:*:*, a/oracle, jdk, 1.8.0-update_292",
        "cpe:2.3:o:cisco:ios_xe:17.3.1\\(a\\):*:*:*:*:*:*:*, o/cisco, ios_xe, 17.3.1(a)",
        "cpe:2.3:a:lib_vnc_project-\\(server\\):libvncserver:0.9.9:*:*:*:*:*:*:*, a/lib_vnc_project-(server), libvncserver, 0.9.9",
        "cpe:2.3:h:example:router:-:*:*:*:*:*:*:*, h/example, router,",
        "cpe:2.3:a:haxx:curl:*:*:*:*:*:*:*:*, a/haxx, curl,",
    })
    void shouldNameProductAndVersionHoweverItIsWritten(
            String text, String vendor, String product, String version) {
        // When
        CpeName name = CpeName.read(text);

        // Then
        assertThat(name).isNotNull();
        assertThat(name.packageKey()).isEqualTo(new PackageKey("cpe", vendor, product, ""));
        assertThat(name.version()).isEqualTo(version);
        assertThat(CpeName.read(name.text())).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pkg:npm/jquery@3.4.1",
                "cpe:2.3",
                "cpe:2.3:a",
                "cpe:2.3:a:haxx",
                "cpe:2.3:x:haxx:curl:8.3.0:*:*:*:*:*:*:*",
                "cpe:2.3:a:*:curl:8.3.0:*:*:*:*:*:*:*",
                "cpe:2.3:a:haxx:*:8.3.0:*:*:*:*:*:*:*",
                "cpe:2.3:a:haxx:cu*:8.3.0:*:*:*:*:*:*:*",
                "cpe:2.3:a:-:curl:8.3.0:*:*:*:*:*:*:*",
                "cpe:2.3:a:haxx:curl:8.3.0:*:*:*:*:*:*:*:*"
            })
    void shouldNotReadWhatNamesNoProductOfSomebody(String text) {
        assertThat(CpeName.read(text)).isNull();
    }

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "cpe:2.3:a:x:y:*:*:*:*:*:*:*:*, cpe:2.3:a:x:y:1:*:*:*:pro:*:*:*, true",
        "cpe:2.3:a:x:y:*:*:*:*:*:wordpress:*:*, cpe:2.3:a:x:y:1:*:*:*:*:wordpress:*:*, true",
        "cpe:2.3:a:x:y:*:*:*:*:*:wordpress:*:*, cpe:2.3:a:x:y:1:*:*:*:*:*:*:*, true",
        "cpe:2.3:a:x:y:*:*:*:*:*:wordpress:*:*, cpe:2.3:a:x:y:1:*:*:*:*:node.js:*:*, false",
        "cpe:2.3:a:x:y:*:*:*:*:lts:*:*:*, cpe:2.3:a:x:y:1:*:*:*:esm:*:*:*, false",
        "cpe:2.3:a:x:y:*:*:*:*:*:*:*:*, cpe:2.3:o:x:y:1:*:*:*:*:*:*:*, false",
        "cpe:2.3:a:x:y:*:*:*:*:*:*:*:*, cpe:2.3:a:x:z:1:*:*:*:*:*:*:*, false",
    })
    void shouldPartEditionsOnlyByWhatBothSay(String pattern, String component, boolean covers) {
        assertThat(read(pattern).covers(read(component))).isEqualTo(covers);
    }

    @Test
    void shouldLeaveTheVersionOpenAndKeepTheEdition() {
        assertThat(read("cpe:2.3:a:x:y:2.0:beta9:*:*:lts:*:*:*").withoutVersion().text())
                .isEqualTo("cpe:2.3:a:x:y:*:*:*:*:lts:*:*:*");
    }

    private static CpeName read(String text) {
        CpeName name = CpeName.read(text);
        assertThat(name).isNotNull();
        return name;
    }
}
