package dev.plumbline.ingest.source;

import dev.plumbline.ingest.source.Opening.Binary;
import dev.plumbline.ingest.source.Opening.Empty;
import dev.plumbline.ingest.source.Opening.Json;
import dev.plumbline.ingest.source.Opening.Text;
import dev.plumbline.ingest.source.Opening.Xml;
import dev.plumbline.ingest.source.Opening.Zip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// Makes an [Opening] of the first bytes of a document.
final class OpeningReading {
    private static final int MOST_NAMES = 400;

    private OpeningReading() {}

    static Opening of(byte[] prefix) {
        if (prefix.length == 0) {
            return new Empty(false);
        }
        if (startsWith(prefix, 'P', 'K', 3, 4)) {
            return zip(prefix);
        }
        String text = decode(prefix).strip();
        if (text.isEmpty()) {
            return new Empty(true);
        }
        char first = text.charAt(0);
        if (first == '{' || first == '[') {
            Json json = json(prefix, first == '[');
            return json.texts().isEmpty() && json.truncated() ? new Text(text) : json;
        }
        if (first == '<') {
            Xml xml = xml(prefix);
            return xml == null ? new Text(text) : xml;
        }
        return isBinary(text) ? new Binary(prefix) : new Text(text);
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] prefix) {
        if (startsWith(prefix, 0xef, 0xbb, 0xbf)) {
            return new String(prefix, 3, prefix.length - 3, StandardCharsets.UTF_8);
        }
        Charset charset = StandardCharsets.UTF_8;
        int from = 0;
        if (startsWith(prefix, 0xfe, 0xff)) {
            charset = StandardCharsets.UTF_16BE;
            from = 2;
        } else if (startsWith(prefix, 0xff, 0xfe)) {
            charset = StandardCharsets.UTF_16LE;
            from = 2;
        } else if (prefix.length > 1 && prefix[0] == 0 && prefix[1] != 0) {
            charset = StandardCharsets.UTF_16BE;
        } else if (prefix.length > 1 && prefix[0] != 0 && prefix[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        }
        return new String(prefix, from, prefix.length - from, charset);
    }

    private static boolean isBinary(String text) {
        return text.chars()
                .limit(2_000)
                .anyMatch(c -> c == 0xfffd || (c < ' ' && c != '\n' && c != '\r' && c != '\t'));
    }

    /// The first JSON file in it tells what the others are.
    private static Zip zip(byte[] prefix) {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(prefix))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    names.add(shortened(entry.getName()));
                }
                if (entry.getName().endsWith(".json")) {
                    return new Zip(names, of(start(zip)));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // the prefix ends inside an entry: what was seen until then decides
            return new Zip(names, null);
        }
        return new Zip(names, null);
    }

    /// As much of an entry as the prefix holds.
    private static byte[] start(ZipInputStream zip) {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        byte[] buffer = new byte[4 * 1024];
        try {
            for (int read = zip.read(buffer);
                    read >= 0 && start.size() < Opening.PREFIX;
                    read = zip.read(buffer)) {
                start.write(buffer, 0, read);
            }
        } catch (IOException e) {
            return start.toByteArray();
        }
        return start.toByteArray();
    }

    private static Json json(byte[] prefix, boolean list) {
        Map<String, String> texts = new LinkedHashMap<>();
        boolean truncated = false;
        try (JsonReader in = JsonReader.of(prefix)) {
            if (in.nextDocument() && (!list || in.element()) && in.inObject()) {
                for (String name = in.field();
                        name != null && texts.size() < MOST_NAMES;
                        name = in.field()) {
                    note(in, texts, shortened(name), true);
                }
            }
        } catch (Unreadable | IOException e) {
            truncated = true;
        }
        return new Json(list, texts, truncated);
    }

    /// Notes a name with its text and, once, what stands below it.
    private static void note(JsonReader in, Map<String, String> texts, String name, boolean deeper)
            throws IOException, Unreadable {
        texts.put(name, "");
        if (in.onString()) {
            texts.put(name, shortened(text(in)));
        } else if (in.onList()) {
            boolean first = true;
            while (in.element()) {
                if (first && in.onString()) {
                    texts.put(name, shortened(text(in)));
                } else if (first && deeper && in.inObject()) {
                    below(in, texts, name);
                } else {
                    in.skip();
                }
                first = false;
            }
        } else if (deeper && in.inObject()) {
            below(in, texts, name);
        } else {
            in.skip();
        }
    }

    private static void below(JsonReader in, Map<String, String> texts, String name)
            throws IOException, Unreadable {
        for (String inner = in.field(); inner != null; inner = in.field()) {
            if (texts.size() < MOST_NAMES) {
                note(in, texts, name + '.' + shortened(inner), false);
            } else {
                in.skip();
            }
        }
    }

    private static String text(JsonReader in) throws IOException, Unreadable {
        String text = in.text();
        return text == null ? "" : text;
    }

    private static String shortened(String text) {
        String cut =
                text.length() > Opening.LONGEST_MARK
                        ? text.substring(0, Opening.LONGEST_MARK)
                        : text;
        return JsonReader.clean(cut);
    }

    private static @Nullable Xml xml(byte[] prefix) {
        Set<String> elements = new LinkedHashSet<>();
        Set<String> namespaces = new LinkedHashSet<>();
        String root = null;
        String namespace = "";
        Map<String, String> attributes = Map.of();
        try (XmlReader in = XmlReader.of(new ByteArrayInputStream(prefix))) {
            root = shortened(in.root());
            namespace = shortened(in.namespace());
            attributes = in.attributes();
            namespaces.add(namespace);
            for (String name = in.anyElement();
                    name != null && elements.size() < MOST_NAMES;
                    name = in.anyElement()) {
                elements.add(shortened(name));
                namespaces.add(shortened(in.namespace()));
            }
        } catch (Unreadable | IOException e) {
            // the prefix ends inside the document, or is broken: what was seen until then decides
            return root == null ? null : new Xml(root, namespace, attributes, elements, namespaces);
        }
        return new Xml(root, namespace, attributes, elements, namespaces);
    }
}
