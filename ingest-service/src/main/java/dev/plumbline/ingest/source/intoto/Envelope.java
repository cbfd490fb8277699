package dev.plumbline.ingest.source.intoto;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.intoto.Verifier.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A DSSE envelope: a payload, its type, and signatures over both.
///
/// @param place where it starts, for refusals
record Envelope(String payloadType, byte[] payload, List<Signature> signatures, Place place) {
    private static final int MOST_SIGNATURES = 100;

    Envelope {
        signatures = List.copyOf(signatures);
    }

    /// The same, where its signatures name no key and are known to be somebody's.
    Envelope by(String signer) {
        return new Envelope(
                payloadType,
                payload,
                signatures.stream()
                        .map(s -> s.keyId().isEmpty() ? new Signature(signer, s.bytes()) : s)
                        .toList(),
                place);
    }

    /// The bytes that DSSE signs (PAE): type and payload, each with its length before it.
    byte[] signed() {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                ("DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[head.length + payload.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(payload, 0, signed, head.length, payload.length);
        return signed;
    }

    /// Gathers the fields of an envelope, wherever they stand.
    static final class Draft {
        private @Nullable String payloadType;
        private byte @Nullable [] payload;
        private final List<Signature> signatures = new ArrayList<>();

        /// Whether the field was one of an envelope, and read.
        boolean read(String field, JsonReader in) throws IOException, Unreadable {
            switch (field) {
                case "payloadType" -> payloadType = in.text();
                case "payload" -> payload = decoded(in.text(), in);
                case "signatures" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            signature(in);
                        }
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void signature(JsonReader in) throws IOException, Unreadable {
            in.enterObject("a signature");
            if (signatures.size() >= MOST_SIGNATURES) {
                throw in.refuse("more than " + MOST_SIGNATURES + " signatures");
            }
            String key = "";
            byte[] bytes = null;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "keyid" -> {
                        String said = Texts.shortened(in.text(), 200);
                        key = said == null ? "" : said;
                    }
                    case "sig" -> bytes = decoded(in.text(), in);
                    default -> in.skip();
                }
            }
            if (bytes != null && bytes.length > 0) {
                signatures.add(new Signature(key, bytes));
            }
        }

        Envelope whole(Place place) throws Unreadable {
            if (payloadType == null || payload == null) {
                throw place.refuse("an envelope must have payloadType and payload");
            }
            return new Envelope(payloadType, payload, signatures, place);
        }

        private static byte @Nullable [] decoded(@Nullable String text, JsonReader in)
                throws Unreadable {
            if (text == null) {
                return null;
            }
            try {
                return text.indexOf('-') >= 0 || text.indexOf('_') >= 0
                        ? Base64.getUrlDecoder().decode(text)
                        : Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw in.refuse("payload and signatures must be base64");
            }
        }
    }
}
