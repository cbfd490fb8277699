package dev.plumbline.ingest.source.csaf;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.JsonReader.Place;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One document, read and checked.
record CsafDocument(Masthead masthead, ProductTree products, List<Flaw> flaws) {

    CsafDocument {
        flaws = List.copyOf(flaws);
    }

    /// Such as `CSAF 2.0`.
    String format() {
        return "CSAF " + masthead.edition().number();
    }

    /// Reads the document that the walk stands on; `null` if it is no CSAF document at all, as the
    /// feeds and lists are that lie beside them in an archive.
    static @Nullable CsafDocument readIfOne(JsonReader in) throws IOException, Unreadable {
        in.enterObject("a CSAF document");
        Place start = in.place();
        Names ids = new Names("product_id", Source.MOST_ITEMS);
        Names groupIds = new Names("group_id", Source.MOST_ITEMS);
        Room room = new Room();
        ProductTree products = new ProductTree(ids, groupIds);
        List<Flaw> flaws = new ArrayList<>();
        Masthead masthead = null;
        boolean any = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "document" -> masthead = MastheadReading.read(in);
                case "product_tree" -> {
                    products.read(in);
                    any = true;
                }
                case "vulnerabilities" -> {
                    any = true;
                    in.enterList("vulnerabilities");
                    while (in.element()) {
                        if (flaws.size() == Source.MOST_ITEMS) {
                            throw in.refuse(
                                    "there are more than "
                                            + Source.MOST_ITEMS
                                            + " vulnerabilities");
                        }
                        flaws.add(FlawReading.read(in, ids, groupIds, room));
                    }
                }
                case "x_extensions" -> extensions(in);
                default -> in.skip();
            }
        }
        if (masthead == null) {
            if (any) {
                throw start.refuse("document is missing");
            }
            return null;
        }
        products.check(masthead.edition(), start);
        CsafDocument document = new CsafDocument(masthead, products, flaws);
        new Rules(document, ids).check();
        return document;
    }

    /// Reads a document that must be one.
    static CsafDocument read(JsonReader in) throws IOException, Unreadable {
        CsafDocument document = readIfOne(in);
        if (document == null) {
            throw in.refuse("document is missing");
        }
        return document;
    }

    /// An extension that is critical changes what the document means (2.1).
    private static void extensions(JsonReader in) throws IOException, Unreadable {
        in.enterList("x_extensions");
        while (in.element()) {
            in.enterObject("an extension");
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("critical") && in.isTrue()) {
                    throw in.refuse("a critical extension is not understood");
                }
                in.skip();
            }
        }
    }
}
