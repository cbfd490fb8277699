package dev.plumbline.ingest.source.ghsa;

import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.Unreadable;
import java.io.IOException;

/// Several things in the ways in which GitHub lists them: a plain list (REST), `nodes`, or `edges`
/// with a `node` each (GraphQL).
final class Connection {
    private static final int MOST = 10_000;

    private Connection() {}

    @FunctionalInterface
    interface Reading {
        void read(JsonReader in) throws IOException, Unreadable;
    }

    static void each(JsonReader in, Reading reading) throws IOException, Unreadable {
        if (in.onList()) {
            list(in, reading);
        } else if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "nodes" -> list(in, reading);
                    case "edges" -> list(in, edge -> node(edge, reading));
                    default -> in.skip();
                }
            }
        }
    }

    private static void list(JsonReader in, Reading reading) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        int read = 0;
        while (in.element()) {
            if (++read > MOST) {
                throw in.refuse("one answer lists more than " + MOST + " things");
            }
            reading.read(in);
        }
    }

    private static void node(JsonReader in, Reading reading) throws IOException, Unreadable {
        if (!in.inObject()) {
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("node")) {
                reading.read(in);
            } else {
                in.skip();
            }
        }
    }
}
