package dev.plumbline.ingest.source.csaf;

import java.util.List;

/// Small documents of an invented maker.
final class CsafSamples {
    static final String PORTAL =
            """
            {"branches":[{"category":"vendor","name":"Meridian","branches":[{"category":"product_name","name":"Portal","branches":[
              {"category":"product_version","name":"4.9.1","product":{"name":"Portal 4.9.1","product_id":"P1","product_identification_helper":{"purl":"pkg:npm/%40meridian/portal@4.9.1"}}},
              {"category":"product_version","name":"4.9.2","product":{"name":"Portal 4.9.2","product_id":"P2","product_identification_helper":{"purl":"pkg:npm/%40meridian/portal@4.9.2"}}}]}]}]}""";

    /// Two products without any purl.
    static final String NAMED =
            """
            {"full_product_names":[{"name":"Gateway 1","product_id":"G1"},{"name":"Gateway 2","product_id":"G2"}]}""";

    private CsafSamples() {}

    static String masthead(String category, String more) {
        return """
        {"category":"%s","csaf_version":"2.0","title":"Holes in Portal",
         "publisher":{"category":"vendor","name":"Meridian PSIRT","namespace":"https://www.meridian.example/"},
         "tracking":{"id":"MS-7","status":"final","version":"1","initial_release_date":"2026-02-01T10:00:00Z",
                     "current_release_date":"2026-02-03T10:00:00Z",
                     "revision_history":[{"date":"2026-02-01T10:00:00Z","number":"1","summary":"First."}]}%s}"""
                .formatted(category, more);
    }

    static String document(String category, String tree, String... flaws) {
        return "{\"document\":"
                + masthead(category, "")
                + ",\n\"product_tree\":"
                + tree
                + ",\n\"vulnerabilities\":["
                + String.join(",\n", List.of(flaws))
                + "]}";
    }

    /// @param more fields, with a comma in front
    static String flaw(String cve, String status, String more) {
        return "{\"cve\":\"%s\",\"notes\":[{\"category\":\"summary\",\"text\":\"A hole.\"}],\"product_status\":{%s}%s}"
                .formatted(cve, status, more);
    }
}
