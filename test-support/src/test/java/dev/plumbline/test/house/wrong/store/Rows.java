package dev.plumbline.test.house.wrong.store;

import dev.plumbline.test.house.wrong.http.EdgeResource;

/// A store that calls its edge.
class Rows {
    String all(EdgeResource edge) {
        return edge.everything();
    }
}
