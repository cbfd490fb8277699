package dev.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SbomsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldListTheStatedComponentsOfWhichHalfWereNeverSeen() throws Exception {
        // Given
        Sboms sboms = new Sboms(1, List.of("pkg:npm/jquery"));
        Set<String> seen = new HashSet<>();
        sboms.next("first", 300);
        Sboms same = new Sboms(1, List.of("pkg:npm/jquery"));
        collect(same.next("first", 300).bytes(), seen);
        // When
        Sboms.Sbom second = same.next("second", 150);
        // Then
        Set<String> purls = new HashSet<>();
        collect(second.bytes(), purls);
        assertThat(purls).hasSize(150);
        purls.removeAll(seen);
        assertThat(purls).hasSize(second.fresh()).hasSize(75);
        assertThat(purls).anyMatch(purl -> purl.startsWith("pkg:npm/jquery@"));
    }

    @Test
    void shouldMakeTheSameDocumentsFromTheSameSeed() {
        // When
        byte[] once = new Sboms(7, List.of()).next("p", 50).bytes();
        byte[] twice = new Sboms(7, List.of()).next("p", 50).bytes();
        // Then
        assertThat(once).isEqualTo(twice);
    }

    @Test
    void shouldTellMedianAndSpread() {
        // When
        Spread spread = new Spread(new double[] {3, 1, 2, 10});
        // Then
        assertThat(spread.median()).isEqualTo(2.5);
        assertThat(spread.inWords(1)).isEqualTo("2.5 (1.0 to 10.0; n = 4)");
    }

    private static void collect(byte[] document, Set<String> into) throws Exception {
        for (JsonNode component : JSON.readTree(document).get("components")) {
            into.add(component.get("purl").asText());
        }
    }
}
