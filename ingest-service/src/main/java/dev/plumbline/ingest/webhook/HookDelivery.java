package dev.plumbline.ingest.webhook;

import dev.plumbline.events.CatalogChange.HookKind;
import dev.plumbline.events.CatalogChange.HookSaved;
import dev.plumbline.ingest.source.Content;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery that is who it says it is.
///
/// @param identity SHA-256 of what makes it what it is
/// @param headers those that matter, by lower-case name
/// @param receivedAt when it came, which may be a while ago if it waited
/// @param waiting its place among those that wait; `null` if it is new
record HookDelivery(
        HookSaved hook,
        byte[] identity,
        Map<String, String> headers,
        Content body,
        Instant receivedAt,
        @Nullable Long waiting) {
    private static final int LONGEST_VALUE = 1_000;

    /// All others are neither looked at nor kept. The secret of GitLab is looked at, and not kept.
    private static final List<String> HEADERS =
            List.of(
                    "content-type",
                    "content-encoding",
                    "x-github-event",
                    "x-gitlab-event",
                    "x-gitlab-event-uuid",
                    "idempotency-key",
                    "webhook-id");

    HookDelivery {
        headers = Map.copyOf(headers);
    }

    /// @param all by any spelling of their names
    static Map<String, String> kept(Map<String, String> all) {
        Map<String, String> kept = new HashMap<>();
        all.forEach(
                (name, value) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (HEADERS.contains(lower) && value.length() <= LONGEST_VALUE) {
                        kept.put(lower, value);
                    }
                });
        return kept;
    }

    /// By what a repetition is known. GitHub does not sign its delivery's id, so the signed bytes
    /// themselves tell; so they do for GitLab without a signature, with the id that a retry keeps.
    static byte[] identity(HookKind kind, Map<String, String> headers, byte[] sha256) {
        String body = HexFormat.of().formatHex(sha256);
        String signed = headers.get("webhook-id");
        return digest(
                switch (kind) {
                    case GITHUB -> body;
                    case STANDARD -> "id " + signed;
                    case GITLAB ->
                            headers.containsKey("webhook-signature") && signed != null
                                    ? "id " + signed
                                    : "uuid "
                                            + headers.getOrDefault(
                                                    "idempotency-key",
                                                    headers.getOrDefault("x-gitlab-event-uuid", ""))
                                            + " "
                                            + body;
                });
    }

    /// The same as the number of an event.
    UUID event() {
        ByteBuffer number =
                ByteBuffer.wrap(digest(hook.subject() + ' ' + HexFormat.of().formatHex(identity)));
        return new UUID(number.getLong(), number.getLong());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
