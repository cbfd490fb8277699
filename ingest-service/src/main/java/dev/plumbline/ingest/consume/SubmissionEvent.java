package dev.plumbline.ingest.consume;

import dev.plumbline.ingest.access.Sender;
import dev.plumbline.ingest.intake.DocumentInJson;
import dev.plumbline.ingest.intake.DocumentInJson.Others;
import dev.plumbline.ingest.intake.DocumentInJson.Shape;
import dev.plumbline.ingest.intake.Offer;
import dev.plumbline.ingest.intake.StageParts.Piece;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// A record of `plumbline.submission.v1`: a CloudEvent 1.0 whose data is a document or a piece of
/// one.
///
/// Binary mode has the attributes in `ce_` headers and the document as the value; structured mode
/// is one JSON object with the content type `application/cloudevents+json` (CloudEvents Kafka
/// Protocol Binding 1.0.2, sections 3.2 and 3.3).
///
/// @param piece which piece of a document it is; `null` for a whole one
record SubmissionEvent(
        String id, String source, Offer offer, @Nullable Piece piece, InputStream data) {
    static final String TYPE = "dev.plumbline.submission.sent.v1";
    static final String AUTHORIZATION = "authorization";

    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String PREFIX = "ce_";
    private static final int LONGEST = 1024;
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "specversion",
                    "id",
                    "source",
                    "type",
                    "product",
                    "release",
                    "format",
                    "observedat",
                    "feed",
                    "dataencoding",
                    "documentid",
                    "partindex",
                    "partcount",
                    "documentsha256");
    private static final Shape SHAPE =
            new Shape(ATTRIBUTES, "data", "data_base64", Others.PASSED_OVER);

    /// What came of reading a record.
    sealed interface Read {}

    record Event(SubmissionEvent event) implements Read {}

    /// @param why for the operator who finds it among the dead letters
    record NoEvent(String why) implements Read {}

    static Read of(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return new NoEvent("the record has no value");
        }
        String contentType = header(record, CONTENT_TYPE);
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)
                ? structured(value)
                : of(attributes(record), new ByteArrayInputStream(value));
    }

    private static Read structured(byte[] value) {
        return switch (DocumentInJson.read(value, 0, value.length, SHAPE)) {
            case DocumentInJson.Read.Broken broken ->
                    new NoEvent(
                            "the event can't be read: "
                                    + broken.why().reason()
                                    + " (line "
                                    + broken.why().line()
                                    + ", column "
                                    + broken.why().column()
                                    + ")");
            case DocumentInJson.Read.Found found -> {
                InputStream document = found.value().document();
                yield document == null
                        ? new NoEvent("the event has neither data nor data_base64")
                        : of(found.value().words(), document);
            }
        };
    }

    private static Map<String, String> attributes(ConsumerRecord<String, byte[]> record) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : ATTRIBUTES) {
            String value = header(record, PREFIX + name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }

    /// The last header of the name, as in Kafka's own clients.
    static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Read of(Map<String, String> attributes, InputStream data) {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String value = attribute.getValue();
            if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
                return new NoEvent(
                        "attribute "
                                + attribute.getKey()
                                + " is longer than "
                                + LONGEST
                                + " characters or has control characters");
            }
        }
        if (!"1.0".equals(attributes.get("specversion"))) {
            return new NoEvent(
                    "it is no CloudEvent 1.0: attribute specversion is missing or other");
        }
        if (!TYPE.equals(attributes.get("type"))) {
            return new NoEvent("attribute type must be " + TYPE);
        }
        String id = attributes.getOrDefault("id", "");
        String source = attributes.getOrDefault("source", "");
        if (id.isBlank() || source.isBlank()) {
            return new NoEvent("attribute id or source is missing");
        }
        Offer offer =
                new Offer(
                        attributes.get("product"),
                        attributes.get("release"),
                        attributes.get("format"),
                        attributes.get("observedat"),
                        attributes.get("feed"),
                        attributes.get("dataencoding"));
        if (!attributes.containsKey("documentid")
                && !attributes.containsKey("partindex")
                && !attributes.containsKey("partcount")) {
            return new Event(new SubmissionEvent(id, source, offer, null, data));
        }
        Piece piece = piece(attributes);
        return piece == null
                ? new NoEvent(
                        "a part needs documentid, partindex from 1 to partcount, partcount up to "
                                + Piece.MOST
                                + ", and documentsha256 in hexadecimal")
                : new Event(new SubmissionEvent(id, source, offer, piece, data));
    }

    private static @Nullable Piece piece(Map<String, String> attributes) {
        String document = attributes.getOrDefault("documentid", "");
        try {
            int nth = Integer.parseInt(attributes.getOrDefault("partindex", ""));
            int count = Integer.parseInt(attributes.getOrDefault("partcount", ""));
            byte[] sha256 =
                    HexFormat.of()
                            .parseHex(
                                    attributes
                                            .getOrDefault("documentsha256", "")
                                            .toLowerCase(Locale.ROOT));
            return document.isBlank()
                            || count < 1
                            || count > Piece.MOST
                            || nth < 1
                            || nth > count
                            || sha256.length != 32
                    ? null
                    : new Piece(document, nth, count, sha256);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// What the inbox remembers: the same id from the same source is the same event, for one
    /// sender.
    UUID identity(Sender sender) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        for (String word : new String[] {sender.name(), source, id}) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new UUID(
                (hash.getLong() & ~0xf000L) | 0x8000L,
                (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 1L << 63);
    }
}
