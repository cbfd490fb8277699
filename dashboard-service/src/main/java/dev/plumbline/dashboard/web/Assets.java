package dev.plumbline.dashboard.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Our own style, scripts and icon, each under an address that changes with its bytes: browsers
/// keep them for ever and never show an old one.
@Singleton
class Assets {
    private static final List<String> FILES =
            List.of("plumbline.css", "plumbline.js", "theme.js", "favicon.svg");

    private final Map<String, String> addresses =
            FILES.stream().collect(Collectors.toMap(Function.identity(), Assets::address));

    Map<String, String> addresses() {
        return addresses;
    }

    private static String address(String file) {
        String resource = "/META-INF/resources/app/" + file;
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return "/app/" + file + "?v=" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
