package dev.plumbline.ingest.source;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A walk over one Protocol Buffers message, field by field, that never holds more of it than the
/// current one. Field numbers come from the format's own schema; there are no generated classes.
///
/// After [#field()] the walk stands *on* a field: it must be entered ([#enter()]), read ([#text()],
/// [#number()], …) or passed over ([#skip()]). A field of another wire type than it is read as is
/// passed over, as a message of a newer schema may hold anything. Places are the byte's offset as
/// column of line 1.
public final class ProtobufReader implements AutoCloseable {
    /// Messages inside of messages.
    private static final int MAX_DEPTH = 400;

    private static final int MAX_STRING = 32 * 1024 * 1024;

    private final InputStream bytes;
    private final CodedInputStream in;
    private int[] limits = new int[16];
    private int depth;
    private int tag;

    private ProtobufReader(InputStream bytes) {
        this.bytes = bytes;
        this.in = CodedInputStream.newInstance(bytes, 64 * 1024);
        in.setSizeLimit(Integer.MAX_VALUE);
    }

    /// What reads a document with a reader that stands before the first field.
    @FunctionalInterface
    public interface Reading {
        ParsedDocument read(ProtobufReader in) throws IOException, Unreadable;
    }

    /// Reads a document that is one message to its last byte.
    public static ParseResult parse(Content content, Reading reading) throws IOException {
        try (ProtobufReader in = new ProtobufReader(content.open())) {
            return new ParseResult.Parsed(reading.read(in));
        } catch (Unreadable e) {
            return e.asResult();
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws IOException;
    }

    private <T> T step(Step<T> step) throws IOException, Unreadable {
        try {
            return step.take();
        } catch (InvalidProtocolBufferException e) {
            throw refuse("not valid Protocol Buffers: " + e.getMessage());
        }
    }

    /// Steps onto the next field of the message and gives its number; 0 at the message's end.
    public int field() throws IOException, Unreadable {
        tag = step(in::readTag);
        if (tag != 0) {
            if (type() == WireFormat.WIRETYPE_START_GROUP
                    || type() == WireFormat.WIRETYPE_END_GROUP) {
                throw refuse("not valid Protocol Buffers: a group, which is read nowhere");
            }
            return WireFormat.getTagFieldNumber(tag);
        }
        if (depth > 0) {
            if (in.getBytesUntilLimit() > 0) {
                throw refuse("not valid Protocol Buffers: the document ends inside a message");
            }
            in.popLimit(limits[--depth]);
        }
        return 0;
    }

    private int type() {
        return WireFormat.getTagWireType(tag);
    }

    /// Whether the walk stands on a message, entering it; anything else is passed over. The next
    /// [#field()] is its first one.
    public boolean enter() throws IOException, Unreadable {
        if (type() != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            skip();
            return false;
        }
        if (depth == MAX_DEPTH) {
            throw refuse("messages are nested deeper than " + MAX_DEPTH);
        }
        if (depth == limits.length) {
            limits = Arrays.copyOf(limits, depth * 2);
        }
        int outer = step(() -> in.pushLimit(in.readRawVarint32()));
        limits[depth++] = outer;
        return true;
    }

    /// Passes over the current field.
    public void skip() throws IOException, Unreadable {
        step(() -> in.skipField(tag));
    }

    /// The current text, cleaned as [JsonReader#text()] does; `null` if the field is none.
    public @Nullable String text() throws IOException, Unreadable {
        if (type() != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            skip();
            return null;
        }
        int length = step(in::readRawVarint32);
        if (length < 0 || length > MAX_STRING) {
            throw refuse("a text is longer than " + MAX_STRING + " bytes");
        }
        byte[] text = step(() -> in.readRawBytes(length));
        return JsonReader.clean(new String(text, StandardCharsets.UTF_8));
    }

    /// The current whole number or enumerated word; 0 if the field is none.
    public long number() throws IOException, Unreadable {
        if (type() != WireFormat.WIRETYPE_VARINT) {
            skip();
            return 0;
        }
        return step(in::readRawVarint64);
    }

    /// The current number with a fraction; `null` if the field is none.
    public @Nullable Double fraction() throws IOException, Unreadable {
        return switch (type()) {
            case WireFormat.WIRETYPE_FIXED64 -> step(in::readDouble);
            case WireFormat.WIRETYPE_FIXED32 -> (double) step(in::readFloat);
            default -> {
                skip();
                yield null;
            }
        };
    }

    /// What takes the numbers of a list one by one.
    @FunctionalInterface
    public interface Numbers {
        void take(long number) throws Unreadable;
    }

    /// The numbers of the current field, which may be packed into one or not.
    public void numbers(Numbers each) throws IOException, Unreadable {
        if (type() != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            each.take(number());
            return;
        }
        int outer = step(() -> in.pushLimit(in.readRawVarint32()));
        while (in.getBytesUntilLimit() > 0) {
            each.take(step(in::readRawVarint64));
        }
        in.popLimit(outer);
    }

    /// The current `google.protobuf.Timestamp`; `null` if it is none that exists.
    public @Nullable Instant instant() throws IOException, Unreadable {
        if (!enter()) {
            return null;
        }
        long seconds = 0;
        long nanos = 0;
        for (int field = field(); field != 0; field = field()) {
            switch (field) {
                case 1 -> seconds = number();
                case 2 -> nanos = number();
                default -> skip();
            }
        }
        try {
            Instant instant = Instant.ofEpochSecond(seconds, nanos);
            return Moments.isKept(instant) ? instant : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /// A refusal that names the place where the walk stands.
    public Unreadable refuse(String reason) {
        return place().refuse(reason);
    }

    /// The place where the walk stands, for a refusal that may or may not follow.
    public JsonReader.Place place() {
        return new JsonReader.Place(1, in.getTotalBytesRead() + 1);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
