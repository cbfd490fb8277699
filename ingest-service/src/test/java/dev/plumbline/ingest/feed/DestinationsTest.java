package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
    private static final Destinations PUBLIC =
            new Destinations(URI.create("https://feeds.example.org/all.zip"));

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:0:a00:1::1"
            })
    void shouldNotGoIntoTheHouse(String literal) throws UnknownHostException {
        assertThat(Destinations.isPublic(address(literal))).isFalse();
        assertThat(
                        PUBLIC.choose(
                                URI.create("https://elsewhere.example.org/"),
                                List.of(address("93.184.216.34"), address(literal))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800::1"})
    void shouldGoIntoTheWorld(String literal) throws UnknownHostException {
        assertThat(Destinations.isPublic(address(literal))).isTrue();
        assertThat(
                        PUBLIC.choose(
                                URI.create("https://elsewhere.example.org/"),
                                List.of(address(literal))))
                .isEqualTo(address(literal));
    }

    @Test
    void shouldGoIntoTheHouseWhereTheFeedItselfIsAndNowhereElse() throws UnknownHostException {
        Destinations mirror = new Destinations(URI.create("http://mirror.intra:8080/osv/"));
        List<InetAddress> inside = List.of(address("10.0.0.7"));

        assertThat(mirror.choose(URI.create("http://mirror.intra:8080/osv/all.zip"), inside))
                .isNotNull();
        assertThat(mirror.choose(URI.create("http://MIRROR.intra:8080/other"), inside)).isNotNull();
        assertThat(mirror.choose(URI.create("http://mirror.intra:9200/"), inside)).isNull();
        assertThat(mirror.choose(URI.create("http://other.intra:8080/"), inside)).isNull();
        assertThat(mirror.choose(URI.create("https://mirror.intra:8080/"), inside)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.org/a",
                "jar:file:/a.jar!/b",
                "https:///nohost",
                "https://user:secret@example.org/",
                "/relative"
            })
    void shouldFetchFromPlainHttpAddressesOnly(String address) {
        assertThat(Destinations.mistake(URI.create(address))).isNotNull();
    }

    @Test
    void shouldKnowThePortThatASchemeMeans() {
        assertThat(PUBLIC.isOwn(URI.create("https://feeds.example.org:443/other"))).isTrue();
        assertThat(PUBLIC.isOwn(URI.create("http://feeds.example.org/other"))).isFalse();
        assertThat(Destinations.port(URI.create("http://example.org"))).isEqualTo(80);
    }
}
