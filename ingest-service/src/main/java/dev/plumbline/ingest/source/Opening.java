package dev.plumbline.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the first bytes of a document show, by which formats are told apart.
public sealed interface Opening {
    /// How many bytes are looked at.
    int PREFIX = 64 * 1024;

    /// Names longer than this tell nothing.
    int LONGEST_MARK = 300;

    /// Nothing, or nothing but white space.
    record Empty(boolean blank) implements Opening {}

    /// A JSON object, or a list that starts with one.
    ///
    /// @param list whether the document is a list; the names are then those of its first object
    /// @param texts each name at the top level and, as `name.inner`, one level below it; with its
    ///     text where it is a short one, else the empty text. Of a list below, its first element
    ///     counts
    /// @param truncated whether the prefix ended before the document did
    record Json(boolean list, Map<String, String> texts, boolean truncated) implements Opening {
        public Json {
            texts = Map.copyOf(texts);
        }

        /// Whether a name such as `runs` or `scan.type` stands in it.
        public boolean has(String name) {
            return texts.containsKey(name);
        }

        /// The text of a name, or the first of its list of texts; empty where there is none.
        public String text(String name) {
            return texts.getOrDefault(name, "");
        }
    }

    /// An XML document.
    ///
    /// @param root local name of the root element
    /// @param namespace of the root element; empty if it has none
    /// @param attributes of the root element, by local name
    /// @param elements local names of all elements seen
    /// @param namespaces of all elements seen
    record Xml(
            String root,
            String namespace,
            Map<String, String> attributes,
            Set<String> elements,
            Set<String> namespaces)
            implements Opening {
        public Xml {
            attributes = Map.copyOf(attributes);
            elements = Set.copyOf(elements);
            namespaces = Set.copyOf(namespaces);
        }

        public boolean has(String element) {
            return elements.contains(element);
        }
    }

    /// Text that is neither.
    ///
    /// @param text as much of it as was looked at, without white space around it
    record Text(String text) implements Opening {
        /// Whether a line starts so.
        public boolean hasLine(String start) {
            return text.startsWith(start) || text.contains('\n' + start);
        }

        /// The first line, without the white space around it.
        public String firstLine() {
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).strip();
        }
    }

    /// No text at all.
    record Binary(byte[] prefix) implements Opening {
        public Binary {
            prefix = prefix.clone();
        }

        @Override
        public byte[] prefix() {
            return prefix.clone();
        }
    }

    /// A zip archive.
    ///
    /// @param names files that were seen before and including the one that was looked into
    /// @param first opening of its first JSON file; `null` if none was seen
    record Zip(List<String> names, @Nullable Opening first) implements Opening {
        public Zip {
            names = List.copyOf(names);
        }
    }

    /// The opening of a document, for a parser that reads several forms of one format.
    static Opening of(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return of(in.readNBytes(PREFIX));
        }
    }

    /// @param prefix the first bytes of the document, at most [#PREFIX]
    static Opening of(byte[] prefix) {
        return OpeningReading.of(prefix);
    }
}
