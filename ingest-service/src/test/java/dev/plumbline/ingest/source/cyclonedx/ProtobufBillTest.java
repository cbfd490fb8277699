package dev.plumbline.ingest.source.cyclonedx;

import static dev.plumbline.ingest.source.Parsing.parse;
import static dev.plumbline.ingest.source.Parsing.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.protobuf.CodedOutputStream;
import dev.plumbline.events.Evidence.Component;
import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.Opening;
import dev.plumbline.ingest.source.ParseResult.Malformed;
import dev.plumbline.ingest.source.ParsedDocument.Bill;
import dev.plumbline.ingest.source.ParsedDocument.Inventory;
import dev.plumbline.ingest.source.ParsedDocument.ScanReport;
import dev.plumbline.ingest.source.ParsedDocument.Several;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufBillTest {
    private final CycloneDxSource source = new CycloneDxSource();

    /// A message, field by field.
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @FunctionalInterface
        private interface Writing {
            void write(CodedOutputStream out) throws IOException;
        }

        private Message with(Writing writing) {
            try {
                CodedOutputStream out = CodedOutputStream.newInstance(bytes);
                writing.write(out);
                out.flush();
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Message text(int field, String text) {
            return with(out -> out.writeString(field, text));
        }

        Message number(int field, long number) {
            return with(out -> out.writeInt64(field, number));
        }

        Message fraction(int field, double number) {
            return with(out -> out.writeDouble(field, number));
        }

        Message message(int field, Message inner) {
            return with(out -> out.writeByteArray(field, inner.bytes()));
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    private static Message component(String ref, String name) {
        return new Message()
                .number(1, 3)
                .text(3, ref)
                .message(4, new Message().text(1, "Acme").text(2, "https://acme.example"))
                .text(8, name)
                .text(9, "1")
                .message(
                        12,
                        new Message()
                                .number(1, 3)
                                .text(
                                        2,
                                        "f498a8ff2dd007e29c2074f5e4b01a9a01775c3ff3aeaf6906ea503bc5791b7b"))
                .message(13, new Message().message(1, new Message().text(1, "MIT")))
                .text(16, "pkg:npm/" + name + "@1");
    }

    private static Message atlas() {
        return new Message()
                .text(1, "1.6")
                .number(2, 1)
                .text(3, "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79")
                .message(
                        4,
                        new Message()
                                .message(1, new Message().number(1, 1_795_000_000))
                                .message(
                                        2,
                                        new Message()
                                                .message(
                                                        6,
                                                        new Message()
                                                                .text(8, "billmaker")
                                                                .text(9, "2")))
                                .message(3, new Message().text(2, "crew@example.org"))
                                .message(
                                        4,
                                        new Message().number(1, 1).text(3, "root").text(8, "atlas"))
                                .message(9, new Message().number(1, 0)))
                .message(5, component("a", "a").message(21, component("b", "b")))
                .message(8, new Message().message(2, new Message().text(1, "a")).text(1, "root"))
                .message(8, new Message().text(1, "a").message(2, new Message().text(1, "b")))
                .message(
                        10,
                        new Message()
                                .text(2, "CVE-1")
                                .message(5, new Message().fraction(2, 7.5).number(3, 2))
                                .with(
                                        out -> {
                                            // packed, as the schema has it
                                            out.writeTag(6, 2);
                                            out.writeUInt32NoTag(3);
                                            out.writeUInt32NoTag(79);
                                            out.writeUInt32NoTag(200);
                                        })
                                .text(7, "It leaks.")
                                .message(17, new Message().text(1, "b")));
    }

    @Test
    void shouldReadABillWithGraphAndScan() {
        // When
        Several both = parsed(source, atlas().bytes(), Several.class);

        // Then
        Bill bill = (Bill) both.documents().getFirst();
        ScanReport report = (ScanReport) both.documents().getLast();
        Inventory inventory = Objects.requireNonNull(bill.inventory());
        String sha256 = "f498a8ff2dd007e29c2074f5e4b01a9a01775c3ff3aeaf6906ea503bc5791b7b";
        assertThat(bill.format()).isEqualTo("CycloneDX 1.6 Protocol Buffers");
        assertThat(bill.tool()).isEqualTo("billmaker 2");
        assertThat(inventory.components())
                .containsExactly(
                        new Component("pkg:npm/b@1", "MIT", sha256, null, "Acme", null, false),
                        new Component(
                                "pkg:npm/a@1", "MIT", sha256, null, "Acme", List.of(0), true));
        assertThat(inventory.quality().fields())
                .containsEntry("timestamp", 1.0)
                .containsEntry("author", 1.0)
                .containsEntry("generation-context", 1.0)
                .containsEntry("sbom-version", 1.0)
                .containsEntry("producer", 1.0);
        Finding finding = report.scans().getFirst().findings().getFirst();
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.cwes()).containsExactly("CWE-79", "CWE-200");
        assertThat(finding.known()).isEqualTo(new KnownFlaw(List.of("CVE-1"), "pkg:npm/b@1", null));
    }

    @Test
    void shouldAnswerWhateverTheBytesAre() {
        // Given
        byte[] whole = atlas().bytes();
        Random random = new Random(7);

        // Then
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatCode(() -> parse(source, cut)).doesNotThrowAnyException();
        }
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = whole.clone();
            broken[5 + random.nextInt(whole.length - 5)] = (byte) random.nextInt();
            assertThatCode(() -> parse(source, broken)).doesNotThrowAnyException();
        }
    }

    @Test
    void shouldRefuseADocumentThatEndsInsideAMessage() {
        // Given
        byte[] whole = atlas().bytes();

        // When
        Malformed refusal = (Malformed) parse(source, Arrays.copyOf(whole, whole.length - 3));

        // Then
        assertThat(refusal.line()).isEqualTo(1);
        assertThat(refusal.column()).isGreaterThan(100);
        assertThat(refusal.reason()).startsWith("not valid Protocol Buffers: ");
    }

    @Test
    void shouldRefuseMessagesNestedWithoutEnd() {
        // Given
        Message inner = component("c0", "c0");
        for (int i = 1; i < 500; i++) {
            inner = component("c" + i, "c").message(21, inner);
        }

        // When
        Malformed refusal =
                (Malformed) parse(source, new Message().text(1, "1.5").message(5, inner).bytes());

        // Then
        assertThat(refusal.reason()).isEqualTo("messages are nested deeper than 400");
    }

    @Test
    void shouldRecogniseABillAndNothingElse() {
        assertThat(source.recognises(Opening.of(atlas().bytes()))).isTrue();
        assertThat(source.recognises(Opening.of(new byte[] {0x0a, 3, '1', '.', '5'}))).isTrue();
        assertThat(source.recognises(Opening.of(new byte[] {0x0a, 3, '1', '.', '5', 0, 0})))
                .isFalse();
        assertThat(source.recognises(Opening.of(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}))).isFalse();
        assertThat(
                        source.recognises(
                                Opening.of("\n1.5 is a number".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }
}
