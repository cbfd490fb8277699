package dev.plumbline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.plumbline.ingest.Samples;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections go to an address that was resolved before, and still have to be with whom they say.
class CourierTlsTest {
    private static final String PASSWORD = "changeit";
    private static final String TRUST = "javax.net.ssl.trustStore";

    @TempDir Path folder;

    @Test
    void shouldBelieveAPublisherThatShowsACertificateOfItsName() throws Exception {
        assertThat(said("localhost")).isEqualTo("taken in");
    }

    @Test
    void shouldNotBelieveAPublisherThatShowsACertificateOfAnother() throws Exception {
        assertThat(said("feeds.example.org"))
                .startsWith("the connection to localhost failed or was cut off");
    }

    private String said(String name) throws Exception {
        Path store = certificate(name);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        Publisher.bytes("application/json", Samples.kev("CVE-2020-11022"))
                                .to(exchange);
                    }
                });
        server.start();
        System.setProperty(TRUST, store.toString());
        System.setProperty(TRUST + "Password", PASSWORD);
        try (Couriers courier = new Couriers(folder)) {
            URI address =
                    URI.create("https://localhost:" + server.getAddress().getPort() + "/kev.json");
            courier.fetch(Wanted.document(address, Shape.JSON), address);
            return "taken in";
        } catch (FetchFailure e) {
            return String.valueOf(e.getMessage());
        } finally {
            System.clearProperty(TRUST);
            System.clearProperty(TRUST + "Password");
            server.stop(0);
        }
    }

    private Path certificate(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "publisher",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=publisher",
                                "-ext",
                                "san=dns:" + name,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
        return store;
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
