package dev.plumbline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
    @ParameterizedTest
    @CsvSource({
        "https://Shop.Example:8443/A?b=c#d,https://shop.example:8443,https://shop.example:8443/A",
        "https://user:p@ss@shop.example/a@b,https://shop.example,https://shop.example/a@b",
        "shop.example:22,shop.example:22,shop.example:22",
        "user@shop.example,shop.example,shop.example",
        "https://shop.example/a;sid=1/b;x?y,https://shop.example,https://shop.example/a/b",
        "https://[2001:db8::1]:443/x,https://[2001:db8::1]:443,https://[2001:db8::1]:443/x",
        "/var/log,'',/var/log"
    })
    void shouldKeepWhatNamesATargetAndNothingElse(String address, String site, String page) {
        assertThat(Targets.site(address)).isEqualTo(site);
        assertThat(Targets.page(address)).isEqualTo(page);
    }

    @Test
    void shouldHaveNothingToSayOfNothing() {
        assertThat(Targets.site(null)).isEmpty();
        assertThat(Targets.page(" ")).isNull();
        assertThat(Targets.page("?a=b")).isNull();
    }
}
