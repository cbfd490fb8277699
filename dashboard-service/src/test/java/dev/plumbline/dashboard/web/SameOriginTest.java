package dev.plumbline.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SameOriginTest {
    @Test
    void shouldTakeAFormFromOurOwnPage() {
        assertThat(SameOrigin.allows("POST", null, "same-origin", null, "plumbline.example"))
                .isTrue();
    }

    @Test
    void shouldRefuseAFormFromAnotherSiteOrAnotherHostOfOurs() {
        assertThat(SameOrigin.allows("POST", null, "cross-site", null, "plumbline.example"))
                .isFalse();
        assertThat(SameOrigin.allows("POST", null, "same-site", null, "plumbline.example"))
                .isFalse();
    }

    @Test
    void shouldJudgeByTheOriginWhereTheBrowserSaysNothingElse() {
        assertThat(SameOrigin.allows("POST", null, null, "http://intra:8080", "intra:8080"))
                .isTrue();
        assertThat(SameOrigin.allows("POST", null, null, "http://evil.example", "intra:8080"))
                .isFalse();
        assertThat(SameOrigin.allows("POST", null, null, "null", "intra:8080")).isFalse();
        assertThat(SameOrigin.allows("POST", null, null, "http://[", "intra:8080")).isFalse();
    }

    @Test
    void shouldRefuseWhatSaysNeither() {
        assertThat(SameOrigin.allows("DELETE", null, null, null, "intra:8080")).isFalse();
    }

    @Test
    void shouldLetReadingAndBearersOfTokensPass() {
        assertThat(SameOrigin.allows("GET", null, "cross-site", null, "intra:8080")).isTrue();
        assertThat(SameOrigin.allows("POST", "Bearer x", null, null, "intra:8080")).isTrue();
    }
}
