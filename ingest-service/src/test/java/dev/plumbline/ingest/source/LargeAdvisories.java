package dev.plumbline.ingest.source;

import java.nio.charset.StandardCharsets;

/// Made advisories of any size, in the shape of those of a distribution and of a package ecosystem.
final class LargeAdvisories {
    private static final int PACKAGES = 400;
    private static final int PACKAGES_OF_A_FLAW = 80;

    private LargeAdvisories() {}

    /// One CSAF document: 400 packages on one platform, and vulnerabilities of 80 of them each.
    static byte[] csaf(int sizeBytes) {
        StringBuilder made =
                new StringBuilder(sizeBytes + 20_000)
                        .append(
                                """
                                {"document":{"category":"csaf_vex","csaf_version":"2.0","title":"Update of many",
                                 "publisher":{"category":"vendor","name":"Northwind","namespace":"https://northwind.example"},
                                 "tracking":{"id":"NW-1","status":"final","version":"1","initial_release_date":"2026-02-01T10:00:00Z",
                                  "current_release_date":"2026-02-03T10:00:00Z",
                                  "revision_history":[{"date":"2026-02-01T10:00:00Z","number":"1","summary":"First."}]}},
                                "product_tree":{"branches":[{"branches":[""");
        for (int i = 0; i < PACKAGES; i++) {
            made.append(i == 0 ? "\n" : ",\n")
                    .append(
                            """
                            {"category":"product_version","name":"%1$s","product":{"name":"%1$s","product_id":"%1$s",\
                            "product_identification_helper":{"purl":"pkg:rpm/redhat/library-%2$d@1.%2$d.3-5.el9?arch=x86_64"}}}"""
                                    .formatted(nevra(i), i));
        }
        made.append(
                """
                ],"category":"architecture","name":"x86_64"},{"category":"product_name","name":"EL 9","product":{"name":"EL 9",\
                "product_id":"EL9","product_identification_helper":{"cpe":"cpe:/o:redhat:enterprise_linux:9::baseos"}}}],
                "relationships":[""");
        for (int i = 0; i < PACKAGES; i++) {
            made.append(i == 0 ? "\n" : ",\n")
                    .append(
                            """
                            {"category":"default_component_of","full_product_name":{"name":"%1$s as a component of EL 9",\
                            "product_id":"EL9:%1$s"},"product_reference":"%1$s","relates_to_product_reference":"EL9"}"""
                                    .formatted(nevra(i)));
        }
        made.append("]},\n\"vulnerabilities\":[");
        for (int i = 0; made.length() < sizeBytes; i++) {
            StringBuilder ids = new StringBuilder();
            for (int k = 0; k < PACKAGES_OF_A_FLAW; k++) {
                ids.append(k == 0 ? "\"EL9:" : ",\"EL9:")
                        .append(nevra((i * 7 + k) % PACKAGES))
                        .append('"');
            }
            made.append(i == 0 ? "\n" : ",\n").append(flaw(i, ids.toString()));
        }
        return made.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String nevra(int i) {
        return "library-" + i + "-0:1." + i + ".3-5.el9.x86_64";
    }

    private static String flaw(int i, String ids) {
        return """
        {"cve":"CVE-2026-%1$d","cwe":{"id":"CWE-416","name":"Use After Free"},"discovery_date":"2026-01-01T00:00:00Z",
         "ids":[{"system_name":"Bug","text":"2%1$d"}],
         "notes":[{"category":"description","text":"A use after free was found in how library %1$d handles names of remote hosts. Somebody on the network could have code run.","title":"Description"},
                  {"category":"summary","text":"library: use after free","title":"Summary"}],
         "product_status":{"fixed":[%2$s]},
         "references":[{"category":"external","summary":"CVE-2026-%1$d","url":"https://northwind.example/cve/CVE-2026-%1$d"}],
         "release_date":"2026-01-02T00:00:00Z",
         "remediations":[{"category":"vendor_fix","date":"2026-02-01T10:00:00Z","details":"How to apply this update stands in the handbook.","product_ids":[%2$s],"url":"https://northwind.example/errata/NW-1"}],
         "scores":[{"cvss_v3":{"attackComplexity":"LOW","attackVector":"NETWORK","availabilityImpact":"HIGH","baseScore":9.8,"baseSeverity":"CRITICAL","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","version":"3.1"},"products":[%2$s]}],
         "threats":[{"category":"impact","details":"Critical"}],"title":"library: use after free"}"""
                .formatted(10_000 + i, ids);
    }

    /// OSV records, one a line.
    static byte[] osv(int sizeBytes) {
        StringBuilder made = new StringBuilder(sizeBytes + 2_000);
        for (int i = 0; made.length() < sizeBytes; i++) {
            StringBuilder versions = new StringBuilder();
            for (int k = 0; k < 20; k++) {
                versions.append(k == 0 ? "\"1." : ",\"1.").append(k).append('.').append(i % 9);
                versions.append('"');
            }
            made.append(
                    """
                    {"id":"NW-2026-%1$d","schema_version":"1.7.0","modified":"2026-01-02T03:04:05Z","published":"2026-01-01T00:00:00Z",\
                    "aliases":["CVE-2026-1%1$d"],"summary":"Use after free in library %1$d",\
                    "details":"A use after free was found in how the library handles names of remote hosts.\\nUpdate to the fixed version.",\
                    "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],\
                    "affected":[{"package":{"ecosystem":"npm","name":"library-%1$d","purl":"pkg:npm/library-%1$d"},\
                    "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.0"}]}],"versions":[%2$s]}],\
                    "references":[{"type":"ADVISORY","url":"https://northwind.example/advisories/NW-2026-%1$d"}],\
                    "database_specific":{"severity":"CRITICAL","cwe_ids":["CWE-416"]}}
                    """
                            .formatted(i, versions));
        }
        return made.toString().getBytes(StandardCharsets.UTF_8);
    }
}
