package dev.plumbline.ingest.webhook;

import dev.plumbline.events.CatalogChange.HookKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Whether a delivery was made by somebody who has one of the hook's secrets.
///
/// It is computed over the raw bytes while they come in, so that nothing is looked into before it
/// is known whose it is, and compared in constant time. Nothing holds until the bytes were read to
/// their end.
///
/// * GitHub: `X-Hub-Signature-256`, HMAC-SHA256 of the body in hex.
/// * GitLab: with a signing token (`whsec_` and Base64) as Standard Webhooks; else
///   `X-Gitlab-Token`, the secret itself. A signing token is never taken as a plain one, and a
///   delivery with a signature must have a right one where a signing token is configured.
/// * Standard Webhooks 1.0: `webhook-signature`, HMAC-SHA256 of `id.timestamp.body`, at most five
///   minutes old or ahead.
final class Signature {
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String HMAC = "HmacSHA256";
    private static final String SIGNING_TOKEN = "whsec_";
    private static final String GITHUB_PREFIX = "sha256=";
    private static final int MOST_SIGNATURES = 20;
    private static final int LONGEST_ID = 300;

    /// One secret's way to compute it, and the answers that would do.
    private record Candidate(Mac mac, List<byte[]> claims) {}

    private final List<Candidate> candidates;
    private final boolean proven;
    private boolean read;

    private Signature(List<Candidate> candidates, boolean proven) {
        this.candidates = List.copyOf(candidates);
        this.proven = proven;
    }

    /// What a delivery claims. `null` if it claims nothing that could hold: then its bytes need not
    /// be read.
    ///
    /// @param headers by lower-case name
    /// @param secrets that are valid now
    static @Nullable Signature of(
            HookKind kind, Map<String, String> headers, List<String> secrets, Instant now) {
        return switch (kind) {
            case GITHUB -> github(headers.get("x-hub-signature-256"), secrets);
            case GITLAB -> gitlab(headers, secrets, now);
            case STANDARD -> standard(headers, secrets, now);
        };
    }

    private static @Nullable Signature github(@Nullable String header, List<String> secrets) {
        byte[] claim = hex(header);
        if (claim == null) {
            return null;
        }
        List<Candidate> candidates = new ArrayList<>();
        for (String secret : secrets) {
            Mac mac = mac(secret.getBytes(StandardCharsets.UTF_8));
            if (mac != null) {
                candidates.add(new Candidate(mac, List.of(claim)));
            }
        }
        return orNull(candidates);
    }

    private static byte @Nullable [] hex(@Nullable String header) {
        if (header == null || !header.startsWith(GITHUB_PREFIX)) {
            return null;
        }
        try {
            byte[] claim = HexFormat.of().parseHex(header.strip(), 7, header.strip().length());
            return claim.length == 32 ? claim : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Signature gitlab(
            Map<String, String> headers, List<String> secrets, Instant now) {
        List<String> signing =
                secrets.stream().filter(secret -> secret.startsWith(SIGNING_TOKEN)).toList();
        if (headers.containsKey("webhook-signature") && !signing.isEmpty()) {
            return standard(headers, signing, now);
        }
        String token = headers.get("x-gitlab-token");
        if (token == null) {
            return null;
        }
        boolean right = false;
        for (String secret : secrets) {
            boolean same =
                    !secret.startsWith(SIGNING_TOKEN)
                            && MessageDigest.isEqual(digest(token), digest(secret));
            right = right || same;
        }
        return right ? new Signature(List.of(), true) : null;
    }

    private static @Nullable Signature standard(
            Map<String, String> headers, List<String> secrets, Instant now) {
        String id = headers.get("webhook-id");
        String timestamp = headers.get("webhook-timestamp");
        String signatures = headers.get("webhook-signature");
        if (id == null
                || id.isEmpty()
                || id.length() > LONGEST_ID
                || timestamp == null
                || signatures == null
                || !isNear(timestamp, now)) {
            return null;
        }
        List<byte[]> claims = claims(signatures);
        if (claims.isEmpty()) {
            return null;
        }
        List<Candidate> candidates = new ArrayList<>();
        for (String secret : secrets) {
            Mac mac = mac(key(secret));
            if (mac != null) {
                mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
                candidates.add(new Candidate(mac, claims));
            }
        }
        return orNull(candidates);
    }

    private static boolean isNear(String timestamp, Instant now) {
        if (timestamp.isEmpty()
                || timestamp.length() > 11
                || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
    }

    /// The symmetric signatures of a header such as `v1,K5o= v1a,hnO= v1,bm9=`.
    private static List<byte[]> claims(String header) {
        List<byte[]> claims = new ArrayList<>();
        for (String one : header.split(" ", MOST_SIGNATURES + 1)) {
            if (!one.startsWith("v1,") || claims.size() == MOST_SIGNATURES) {
                continue;
            }
            try {
                byte[] claim = Base64.getDecoder().decode(one.substring(3));
                if (claim.length == 32) {
                    claims.add(claim);
                }
            } catch (IllegalArgumentException e) {
                // no Base64: no claim
            }
        }
        return claims;
    }

    /// The key that a secret such as `whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw` holds.
    private static byte[] key(String secret) {
        String bare =
                secret.startsWith(SIGNING_TOKEN)
                        ? secret.substring(SIGNING_TOKEN.length())
                        : secret;
        try {
            return Base64.getDecoder().decode(bare);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static @Nullable Mac mac(byte[] key) {
        if (key.length == 0) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (InvalidKeyException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable Signature orNull(List<Candidate> candidates) {
        return candidates.isEmpty() ? null : new Signature(candidates, false);
    }

    /// The body, with this listening in.
    InputStream listeningTo(InputStream body) {
        return new Listening(body);
    }

    /// Whether it is right; to be asked once, after the body was read.
    boolean holds() {
        if (!read) {
            return false;
        }
        boolean right = proven;
        for (Candidate candidate : candidates) {
            byte[] computed = candidate.mac().doFinal();
            for (byte[] claim : candidate.claims()) {
                right |= MessageDigest.isEqual(computed, claim);
            }
        }
        return right;
    }

    private final class Listening extends FilterInputStream {
        Listening(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            if (one < 0) {
                read = true;
            } else {
                candidates.forEach(candidate -> candidate.mac().update((byte) one));
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count < 0) {
                read = true;
            } else {
                candidates.forEach(candidate -> candidate.mac().update(bytes, offset, count));
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
