package dev.plumbline.ingest.source;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/// A walk over one XML document, element by element, that never holds more of it than the current
/// one.
///
/// After [#child()] the walk stands *on* an element: it must be walked into (by [#child()] until it
/// gives `null`), read ([#text()]) or passed over ([#skip()]). Names are local names; namespaces
/// are told apart by [#namespace()] only where it matters. A document type is passed over without
/// being read, whatever stands in it: no entity but the five of XML is known, nothing outside of
/// the document is ever fetched.
public final class XmlReader implements AutoCloseable {
    /// How large the text of one element may be, in characters.
    private static final int MAX_TEXT = 32 * 1024 * 1024;

    private static final int MAX_ATTRIBUTE = 1024 * 1024;
    private static final int MAX_ATTRIBUTES = 1_000;
    private static final WstxInputFactory FACTORY = factory();

    private final InputStream bytes;
    private final XMLStreamReader xml;

    private XmlReader(InputStream bytes, XMLStreamReader xml) {
        this.bytes = bytes;
        this.xml = xml;
    }

    private static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.configureForSpeed();
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory2.P_AUTO_CLOSE_INPUT, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, JsonReader.MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
        return factory;
    }

    /// What reads a document with a reader that stands on its root element.
    @FunctionalInterface
    public interface Reading {
        /// @param root local name of the root element
        ParsedDocument read(XmlReader in, String root) throws IOException, Unreadable;
    }

    /// Reads a document; what follows its root element is looked at, too.
    public static ParseResult parse(Content content, Reading reading) throws IOException {
        try (XmlReader in = of(content.open())) {
            ParsedDocument document = reading.read(in, in.root());
            in.end();
            return new ParseResult.Parsed(document);
        } catch (Unreadable e) {
            return e.asResult();
        }
    }

    /// Reads from a stream and closes it in the end. The encoding is told by a byte-order mark or
    /// the declaration.
    public static XmlReader of(InputStream bytes) throws IOException, Unreadable {
        try {
            return new XmlReader(bytes, FACTORY.createXMLStreamReader(bytes));
        } catch (XMLStreamException e) {
            bytes.close();
            throw unreadable(e, new JsonReader.Place(1, 1));
        } catch (RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /// Steps onto the root element and gives its local name.
    public String root() throws IOException, Unreadable {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            // comments, instructions and the document type
        }
        return xml.getLocalName();
    }

    /// Steps onto the next element inside the one that was walked into and gives its local name;
    /// `null` at that one's end.
    public @Nullable String child() throws IOException, Unreadable {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return xml.getLocalName();
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return null;
            }
        }
    }

    /// Steps onto the next element, however deep; `null` at the end of the document.
    @Nullable String anyElement() throws IOException, Unreadable {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return xml.getLocalName();
            }
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return null;
            }
        }
    }

    /// Passes over the current element and all that is in it.
    public void skip() throws IOException, Unreadable {
        int depth = 1;
        while (depth > 0) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /// The text of the current element without the white space around it, cleaned as
    /// [JsonReader#text()] does; what elements inside it say is left out. `null` if it is empty. An
    /// entity is refused: without what it stands for, the text would be another.
    public @Nullable String text() throws IOException, Unreadable {
        String first = null;
        StringBuilder more = null;
        int depth = 1;
        while (depth > 0) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (depth == 1) {
                        String piece = piece();
                        if (first == null) {
                            first = piece;
                        } else {
                            more = more == null ? new StringBuilder(first) : more;
                            more.append(piece);
                            if (more.length() > MAX_TEXT) {
                                throw refuse("a text is longer than " + MAX_TEXT + " characters");
                            }
                        }
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw refuse(
                                "the entity &"
                                        + JsonReader.clean(xml.getLocalName())
                                        + "; is used: document types are not read, and no entity but"
                                        + " the five of XML is known");
                default -> {}
            }
        }
        String text = more != null ? more.toString() : first;
        if (text == null) {
            return null;
        }
        String bare = text.strip();
        return bare.isEmpty() ? null : JsonReader.clean(bare);
    }

    private String piece() throws IOException, Unreadable {
        try {
            return xml.getText();
        } catch (RuntimeException e) {
            // Woodstox reads texts late and wraps what goes wrong then
            if (e.getCause() instanceof XMLStreamException cause) {
                throw brokenHere(cause);
            }
            throw e;
        }
    }

    /// An attribute of the current element by its local name; `null` if it has none.
    public @Nullable String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return JsonReader.clean(xml.getAttributeValue(i));
            }
        }
        return null;
    }

    /// Namespace of the current element; empty if it has none.
    public String namespace() {
        String namespace = xml.getNamespaceURI();
        return namespace == null ? "" : namespace;
    }

    /// Short attributes of the current element, by local name.
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String value = xml.getAttributeValue(i);
            if (value.length() <= Opening.LONGEST_MARK) {
                attributes.put(xml.getAttributeLocalName(i), JsonReader.clean(value));
            }
        }
        return attributes;
    }

    /// Reads to the end of the document: what is broken after the last thing of interest is broken
    /// all the same.
    void end() throws IOException, Unreadable {
        while (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
            next();
        }
    }

    private int next() throws IOException, Unreadable {
        try {
            return xml.next();
        } catch (XMLStreamException e) {
            throw brokenHere(e);
        }
    }

    /// A refusal that names the place where the walk stands.
    public Unreadable refuse(String reason) {
        return place().refuse(reason);
    }

    /// The place where the walk stands, for a refusal that may or may not follow.
    public JsonReader.Place place() {
        return place(xml.getLocation());
    }

    private static JsonReader.Place place(@Nullable Location at) {
        return at == null
                ? new JsonReader.Place(0, 0)
                : new JsonReader.Place(
                        Math.max(at.getLineNumber(), 0), Math.max(at.getColumnNumber(), 0));
    }

    private Unreadable brokenHere(XMLStreamException e) throws IOException {
        return unreadable(e, place());
    }

    /// @param here where the walk stands, for failures that name no place themselves
    private static Unreadable unreadable(XMLStreamException e, JsonReader.Place here)
            throws IOException {
        Throwable cause = e.getCause() != null ? e.getCause() : e.getNestedException();
        if (cause instanceof IOException io
                && !(io instanceof CharConversionException)
                && !(io instanceof EOFException)) {
            throw io;
        }
        String message = firstLine(e.getMessage());
        if (message.startsWith("Maximum Element Depth")) {
            return here.refuse("the XML is nested deeper than " + JsonReader.MAX_DEPTH + " levels");
        }
        JsonReader.Place at = e.getLocation() == null ? here : place(e.getLocation());
        return at.refuse("not valid XML: " + message);
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "broken";
        }
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return JsonReader.clean(line.length() > 200 ? line.substring(0, 200) : line);
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        } finally {
            bytes.close();
        }
    }
}
