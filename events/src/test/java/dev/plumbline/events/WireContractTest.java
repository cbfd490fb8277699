package dev.plumbline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plumbline.events.CloudEvents.UnreadableEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What others have on disk and on topics stays readable: samples and schemas are frozen, the
/// records follow them.
///
/// A new optional field is added to the sample by hand; a sample that has to change otherwise is a
/// new major version. `-Dplumbline.freeze=true` writes what is missing, and never touches what is
/// there.
class WireContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// What others send: its data are documents of formats that are not ours.
    private static final List<String> FOREIGN = List.of("dev.plumbline.submission.sent.v1");

    private static final boolean FREEZE = Boolean.getBoolean("plumbline.freeze");

    @ParameterizedTest
    @EnumSource
    void shouldReadAndWriteTheFrozenSample(EventType type) throws Exception {
        // Given
        byte[] frozen =
                frozen(
                        "src/test/resources/samples",
                        type,
                        pretty(CloudEvents.write(Samples.of(type))));
        // When
        Event read = CloudEvents.read(type, frozen);
        // Then
        assertThat(read).isEqualTo(Samples.of(type));
        assertThat(JSON.readTree(CloudEvents.write(read))).isEqualTo(JSON.readTree(frozen));
    }

    @ParameterizedTest
    @EnumSource
    void shouldDescribeTheSampleByItsSchema(EventType type) throws Exception {
        // Given
        byte[] schema =
                frozen(
                        "src/main/resources/dev/plumbline/events/schema",
                        type,
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(schemaOf(type)));
        // When
        var errors =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(new String(schema, StandardCharsets.UTF_8))
                        .validate(
                                new String(
                                        CloudEvents.write(Samples.of(type)),
                                        StandardCharsets.UTF_8),
                                com.networknt.schema.InputFormat.JSON);
        // Then
        assertThat(errors).isEmpty();
        assertThat(JSON.readTree(schema))
                .as("the record of %s no longer is what its schema says", type.wireName())
                .isEqualTo(JSON.readTree(JSON.writeValueAsBytes(schemaOf(type))));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryEveryEventThroughKafkaHeaders(EventType type) throws Exception {
        // Given
        var envelope =
                new Envelope<>(
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000ff"),
                        "/test",
                        Instant.parse("2026-11-22T14:05:00.123456Z"),
                        UUID.fromString("0199b3a0-0000-7000-8000-000000000001"),
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        Samples.of(type));
        // When
        var encoded = CloudEvents.encode(envelope);
        // Then
        assertThat(CloudEvents.decode(encoded.headers(), encoded.body())).isEqualTo(envelope);
        assertThat(encoded.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", type.wireName())
                .containsEntry("ce_subject", envelope.data().subject());
    }

    @ParameterizedTest
    @EnumSource
    void shouldIgnoreWhatItDoesNotKnow(EventType type) throws Exception {
        // Given
        ObjectNode newer = (ObjectNode) JSON.readTree(CloudEvents.write(Samples.of(type)));
        newer.put("addedLater", "by a newer version");
        // When
        Event read = CloudEvents.read(type, JSON.writeValueAsBytes(newer));
        // Then
        assertThat(read).isEqualTo(Samples.of(type));
    }

    @Test
    void shouldRefuseWhatIsNoEvent() {
        Map<String, String> headers =
                new HashMap<>(
                        CloudEvents.encode(
                                        new Envelope<>(
                                                UUID.randomUUID(),
                                                "/t",
                                                Instant.EPOCH,
                                                null,
                                                null,
                                                new AssessmentRequested("p")))
                                .headers());
        assertThatThrownBy(() -> CloudEvents.decode(Map.of(), new byte[0]))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("ce_type");
        assertThatThrownBy(() -> CloudEvents.decode(headers, null))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("no body");
        assertThatThrownBy(
                        () ->
                                CloudEvents.decode(
                                        headers, "{\"product\":".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class);
        assertThatThrownBy(
                        () -> CloudEvents.decode(headers, "null".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class);
        headers.put("ce_type", "dev.plumbline.unheard-of.v1");
        assertThatThrownBy(() -> CloudEvents.decode(headers, new byte[0]))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("unheard-of");
        headers.put("ce_type", EventType.ASSESSMENT_REQUESTED.wireName());
        headers.put("ce_id", "not a uuid");
        assertThatThrownBy(
                        () ->
                                CloudEvents.decode(
                                        headers,
                                        "{\"product\":\"p\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("headers");
    }

    @Test
    void shouldNameEveryTopicAndEveryEventInAsyncApi() throws Exception {
        // Given
        JsonNode document;
        try (InputStream in = Topics.class.getResourceAsStream("asyncapi.yaml")) {
            document = new YAMLMapper().readTree(in);
        }
        // When
        List<String> addresses = new ArrayList<>();
        document.get("channels").forEach(c -> addresses.add(c.get("address").asText()));
        List<String> messages = new ArrayList<>();
        document.at("/components/messages").forEach(m -> messages.add(m.get("name").asText()));
        List<String> own = messages.stream().filter(name -> !FOREIGN.contains(name)).toList();
        List<String> schemas = new ArrayList<>();
        document.at("/components/messages")
                .forEach(
                        m -> {
                            if (own.contains(m.get("name").asText())) {
                                schemas.add(m.at("/payload/$ref").asText());
                            }
                        });
        // Then
        assertThat(addresses).containsExactlyInAnyOrderElementsOf(Topics.ALL);
        assertThat(messages).containsAll(FOREIGN);
        assertThat(own)
                .containsExactlyInAnyOrderElementsOf(
                        java.util.Arrays.stream(EventType.values())
                                .map(EventType::wireName)
                                .toList());
        assertThat(schemas)
                .allSatisfy(ref -> assertThat(Topics.class.getResource(ref)).isNotNull());
        assertThat(
                        StreamSupport.stream(document.get("channels").spliterator(), false)
                                .flatMap(
                                        c ->
                                                StreamSupport.stream(
                                                        c.get("messages").spliterator(), false))
                                .map(
                                        m ->
                                                document.at(m.get("$ref").asText().substring(1))
                                                        .get("name")
                                                        .asText())
                                .distinct())
                .as("every message is on a channel")
                .containsExactlyInAnyOrderElementsOf(messages);
    }

    private static byte[] frozen(String folder, EventType type, byte[] otherwise)
            throws IOException {
        Path file = Path.of(folder, type.wireName() + ".json");
        if (FREEZE && Files.notExists(file)) {
            Files.createDirectories(file.getParent());
            Files.write(file, otherwise);
        }
        assertThat(file).exists();
        return Files.readAllBytes(file);
    }

    private static byte[] pretty(byte[] json) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(JSON.readTree(json));
    }

    private static JsonNode schemaOf(EventType type) {
        var config =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        config.forFields()
                .withRequiredCheck(field -> !isNullable(field.getRawMember()))
                .withNullableCheck(field -> false);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(
                        (java, context) -> {
                            String format =
                                    java.isInstanceOf(Instant.class)
                                            ? "date-time"
                                            : java.isInstanceOf(LocalDate.class)
                                                    ? "date"
                                                    : java.isInstanceOf(UUID.class) ? "uuid" : null;
                            if (format == null) {
                                return null;
                            }
                            ObjectNode node =
                                    context.getGeneratorConfig()
                                            .createObjectNode()
                                            .put("type", "string")
                                            .put("format", format);
                            return new com.github.victools.jsonschema.generator.CustomDefinition(
                                    node, true);
                        });
        ObjectNode schema = new SchemaGenerator(config.build()).generateSchema(type.record());
        schema.put("title", type.wireName());
        return schema;
    }

    private static boolean isNullable(java.lang.reflect.Field field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
