package dev.plumbline.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubmitTest {

    @Test
    void shouldEncodeWhatGoesIntoTheAddress() {
        // Given
        Map<String, String> query = new LinkedHashMap<>();
        query.put("product", "portal");
        query.put("release", "5.0+build 7&x");

        // When
        String encoded = Submit.encode(query);

        // Then
        assertThat(encoded).isEqualTo("product=portal&release=5.0%2Bbuild+7%26x");
    }
}
