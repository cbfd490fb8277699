package dev.plumbline.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntFunction;

/// Made documents of any size whose pieces look like those of real tools: nothing that repeats
/// itself, so that no cache helps more than it would outside.
final class LargeDocuments {
    private static final String[] NAMES = {
        "commons", "jackson", "netty", "spring", "guava", "vertx", "hibernate", "kafka", "quarkus"
    };
    private static final String[] LICENCES = {"MIT", "Apache-2.0", "BSD-3-Clause", "EPL-2.0"};

    private static final int SARIF_RULES = 40;

    private LargeDocuments() {}

    /// A document of about that many bytes.
    ///
    /// @param kind one of the `kinds` of [ParsingBenchmark]
    static byte[] of(String kind, int sizeBytes) {
        try (InputStream made =
                switch (kind) {
                    case "cyclonedx-json" -> cycloneDxJson(sizeBytes / 1_560);
                    case "cyclonedx-xml" -> cycloneDxXml(sizeBytes / 1_760);
                    case "csaf" -> new ByteArrayInputStream(LargeAdvisories.csaf(sizeBytes));
                    case "osv" -> new ByteArrayInputStream(LargeAdvisories.osv(sizeBytes));
                    case "spdx-json" -> spdxJson(sizeBytes / 1_650);
                    case "spdx-tag-value" -> spdxTagValue(sizeBytes / 1_130);
                    case "sarif" -> sarif(sizeBytes / 2_070);
                    default -> throw new IllegalArgumentException("no such kind: " + kind);
                }) {
            return made.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be read", e);
        }
    }

    /// Made while it is read, so that it needs no memory of its own.
    ///
    /// @param components of 1.5 kB each, their part of the dependency graph included
    static InputStream cycloneDxJson(int components) {
        String head =
                """
                {
                  "$schema" : "http://cyclonedx.org/schema/bom-1.6.schema.json",
                  "bomFormat" : "CycloneDX",
                  "specVersion" : "1.6",
                  "serialNumber" : "urn:uuid:0f6f1d1e-6a5d-4d0c-9a53-0c1b7d0a6c11",
                  "version" : 1,
                  "metadata" : {
                    "timestamp" : "2026-11-22T10:00:00Z",
                    "tools" : { "components" : [ { "type" : "application", "name" : "billmaker", "version" : "2.4.0" } ] },
                    "component" : { "type" : "application", "bom-ref" : "root", "name" : "atlas", "version" : "4.9.2" }
                  },
                  "components" : [
                """;
        return new Made(
                components * 2,
                i ->
                        i < components
                                ? (i == 0 ? head : "") + jsonComponent(i, i == components - 1)
                                : jsonDependency(i - components, components));
    }

    private static String jsonComponent(int i, boolean last) {
        Thing thing = new Thing(i);
        return """
            {
              "type" : "library",
              "bom-ref" : "%1$s",
              "supplier" : { "name" : "%2$s project", "url" : [ "https://%2$s.example" ] },
              "group" : "org.example.%2$s",
              "name" : "%2$s-%3$d",
              "version" : "%4$s",
              "description" : "The part of %2$s that reads, checks and passes on what others of its kind have written, piece by piece.",
              "scope" : "required",
              "hashes" : [
                { "alg" : "MD5", "content" : "%5$s" },
                { "alg" : "SHA-1", "content" : "%6$s" },
                { "alg" : "SHA-256", "content" : "%7$s" }
              ],
              "licenses" : [ { "license" : { "id" : "%8$s", "url" : "https://licences.example/%8$s" } } ],
              "cpe" : "cpe:2.3:a:%2$s:%2$s-%3$d:%4$s:*:*:*:*:*:*:*",
              "purl" : "%1$s",
              "externalReferences" : [
                { "type" : "website", "url" : "https://%2$s.example/%3$d" },
                { "type" : "issue-tracker", "url" : "https://git.example/%2$s/%2$s-%3$d/issues" },
                { "type" : "vcs", "url" : "https://git.example/%2$s/%2$s-%3$d" }
              ]
            }%9$s
            """
                .formatted(
                        thing.purl(),
                        thing.family(),
                        i,
                        thing.version(),
                        thing.hex(16),
                        thing.hex(20),
                        thing.hex(32),
                        thing.licence(),
                        last ? "\n], \"dependencies\" : [" : ",");
    }

    private static String jsonDependency(int i, int components) {
        return """
            {
              "ref" : "%s",
              "dependsOn" : [ "%s", "%s", "%s" ]
            }%s
            """
                .formatted(
                        new Thing(i).purl(),
                        new Thing((i * 7 + 1) % components).purl(),
                        new Thing((i * 13 + 2) % components).purl(),
                        new Thing((i + 3) % components).purl(),
                        i == components - 1 ? "\n] }" : ",");
    }

    /// What a static analyser reports with the code around each result and one flow through it.
    ///
    /// @param results of 2 kB each
    private static InputStream sarif(int results) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < SARIF_RULES; i++) {
            rules.append(i == 0 ? "" : ",").append(sarifRule(i));
        }
        String head =
                """
                {
                  "$schema" : "https://json.schemastore.org/sarif-2.1.0.json",
                  "version" : "2.1.0",
                  "runs" : [ {
                    "tool" : { "driver" : { "name" : "CodeQL", "semanticVersion" : "2.20.0", "rules" : [ %s ] } },
                    "automationDetails" : { "id" : "nightly/2026-11-22" },
                    "results" : [
                """
                        .formatted(rules);
        return new Made(
                results,
                i -> (i == 0 ? head : "") + sarifResult(i) + (i == results - 1 ? "]}]}" : ","));
    }

    private static String sarifRule(int i) {
        return """
            { "id" : "java/rule-%1$d", "name" : "java/rule-%1$d",
              "shortDescription" : { "text" : "Untrusted data reaches place %1$d" },
              "fullDescription" : { "text" : "Data that a user controls is used at place %1$d without being checked, which lets him do there what he likes." },
              "defaultConfiguration" : { "level" : "error" },
              "properties" : { "tags" : [ "security", "external/cwe/cwe-%2$03d" ], "precision" : "high", "security-severity" : "7.8" } }
            """
                .formatted(i, 20 + i);
    }

    private static String sarifResult(int i) {
        Thing thing = new Thing(i);
        return """
            {
              "ruleId" : "java/rule-%1$d",
              "ruleIndex" : %1$d,
              "rule" : { "id" : "java/rule-%1$d", "index" : %1$d },
              "message" : { "text" : "This path depends on a [user-provided value](1) of request %2$d." },
              "locations" : [ { "physicalLocation" : {
                "artifactLocation" : { "uri" : "services/%3$s/src/main/java/org/example/%3$s/Handler%2$d.java", "uriBaseId" : "%%SRCROOT%%", "index" : %2$d },
                "region" : { "startLine" : %4$d, "startColumn" : 17, "endColumn" : 54, "snippet" : { "text" : "        File file = new File(root, request.parameter(\\"name%2$d\\"));" } },
                "contextRegion" : { "startLine" : %4$d, "endLine" : %4$d, "snippet" : { "text" : "    void handle(Request request) {\\n        File file = new File(root, request.parameter(\\"name%2$d\\"));\\n        serve(file);\\n" } }
              } } ],
              "partialFingerprints" : { "primaryLocationLineHash" : "%5$s:1", "primaryLocationStartColumnFingerprint" : "8" },
              "codeFlows" : [ { "threadFlows" : [ { "locations" : [
                { "location" : { "physicalLocation" : { "artifactLocation" : { "uri" : "services/%3$s/src/main/java/org/example/%3$s/Request.java", "uriBaseId" : "%%SRCROOT%%" }, "region" : { "startLine" : 12, "startColumn" : 5, "endColumn" : 30 } }, "message" : { "text" : "parameter(...) : String" } } },
                { "location" : { "physicalLocation" : { "artifactLocation" : { "uri" : "services/%3$s/src/main/java/org/example/%3$s/Handler%2$d.java", "uriBaseId" : "%%SRCROOT%%" }, "region" : { "startLine" : %4$d, "startColumn" : 17, "endColumn" : 54 } }, "message" : { "text" : "new File(...)" } } }
              ] } ] } ],
              "relatedLocations" : [ { "id" : 1, "physicalLocation" : { "artifactLocation" : { "uri" : "services/%3$s/src/main/java/org/example/%3$s/Request.java" }, "region" : { "startLine" : 12 } }, "message" : { "text" : "user-provided value" } } ]
            }
            """
                .formatted(i % SARIF_RULES, i, thing.family(), 20 + i % 900, thing.hex(8));
    }

    private static InputStream cycloneDxXml(int components) {
        String head =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:0f6f1d1e-6a5d-4d0c-9a53-0c1b7d0a6c11" version="1">
                  <metadata>
                    <timestamp>2026-11-22T10:00:00Z</timestamp>
                    <component type="application" bom-ref="root"><name>atlas</name><version>4.9.2</version></component>
                  </metadata>
                  <components>
                """;
        return new Made(
                components * 2,
                i ->
                        i < components
                                ? (i == 0 ? head : "") + xmlComponent(i, i == components - 1)
                                : xmlDependency(i - components, components));
    }

    private static String xmlComponent(int i, boolean last) {
        Thing thing = new Thing(i);
        return """
            <component type="library" bom-ref="%1$s">
              <supplier><name>%2$s project</name><url>https://%2$s.example</url></supplier>
              <group>org.example.%2$s</group>
              <name>%2$s-%3$d</name>
              <version>%4$s</version>
              <description>The part of %2$s that reads, checks &amp; passes on what others of its kind have written, piece by piece.</description>
              <scope>required</scope>
              <hashes>
                <hash alg="MD5">%5$s</hash>
                <hash alg="SHA-1">%6$s</hash>
                <hash alg="SHA-256">%7$s</hash>
              </hashes>
              <licenses>
                <license><id>%8$s</id><url>https://licences.example/%8$s</url></license>
              </licenses>
              <cpe>cpe:2.3:a:%2$s:%2$s-%3$d:%4$s:*:*:*:*:*:*:*</cpe>
              <purl>%1$s</purl>
              <externalReferences>
                <reference type="website"><url>https://%2$s.example/%3$d</url></reference>
                <reference type="issue-tracker"><url>https://git.example/%2$s/%2$s-%3$d/issues</url></reference>
                <reference type="vcs"><url>https://git.example/%2$s/%2$s-%3$d</url></reference>
              </externalReferences>
            </component>%9$s
            """
                .formatted(
                        thing.purl(),
                        thing.family(),
                        i,
                        thing.version(),
                        thing.hex(16),
                        thing.hex(20),
                        thing.hex(32),
                        thing.licence(),
                        last ? "\n</components><dependencies>" : "");
    }

    private static String xmlDependency(int i, int components) {
        return """
            <dependency ref="%s">
              <dependency ref="%s"/>
              <dependency ref="%s"/>
              <dependency ref="%s"/>
            </dependency>%s
            """
                .formatted(
                        new Thing(i).purl(),
                        new Thing((i * 7 + 1) % components).purl(),
                        new Thing((i * 13 + 2) % components).purl(),
                        new Thing((i + 3) % components).purl(),
                        i == components - 1 ? "\n</dependencies></bom>" : "");
    }

    private static InputStream spdxJson(int packages) {
        String head =
                """
                {
                  "spdxVersion" : "SPDX-2.3",
                  "dataLicense" : "CC0-1.0",
                  "SPDXID" : "SPDXRef-DOCUMENT",
                  "name" : "atlas-4.9.2",
                  "documentNamespace" : "https://billmaker.example/atlas-4.9.2-0f6f1d1e",
                  "creationInfo" : { "created" : "2026-11-22T10:00:00Z", "creators" : [ "Tool: billmaker-2.4.0" ] },
                  "packages" : [
                    { "SPDXID" : "SPDXRef-root", "name" : "atlas", "versionInfo" : "4.9.2" },
                """;
        return new Made(
                packages * 2,
                i ->
                        i < packages
                                ? (i == 0 ? head : "") + spdxJsonPackage(i, i == packages - 1)
                                : spdxJsonRelations(i - packages, packages));
    }

    private static String spdxJsonPackage(int i, boolean last) {
        Thing thing = new Thing(i);
        return """
        {
          "name" : "%2$s-%3$d",
          "SPDXID" : "SPDXRef-Package-java-archive-%2$s-%3$d",
          "versionInfo" : "%4$s",
          "supplier" : "Organization: %2$s project",
          "downloadLocation" : "https://git.example/%2$s/%2$s-%3$d/releases/%4$s",
          "filesAnalyzed" : false,
          "checksums" : [
            { "algorithm" : "SHA1", "checksumValue" : "%5$s" },
            { "algorithm" : "SHA256", "checksumValue" : "%6$s" }
          ],
          "sourceInfo" : "acquired package info from the archive: /opt/atlas/lib/%2$s-%3$d.jar",
          "licenseConcluded" : "NOASSERTION",
          "licenseDeclared" : "%7$s",
          "copyrightText" : "NOASSERTION",
          "externalRefs" : [
            {
              "referenceCategory" : "SECURITY",
              "referenceType" : "cpe23Type",
              "referenceLocator" : "cpe:2.3:a:%2$s:%2$s-%3$d:%4$s:*:*:*:*:*:*:*"
            },
            {
              "referenceCategory" : "PACKAGE-MANAGER",
              "referenceType" : "purl",
              "referenceLocator" : "%1$s"
            }
          ]
        }%8$s
        """
                .formatted(
                        thing.purl(),
                        thing.family(),
                        i,
                        thing.version(),
                        thing.hex(20),
                        thing.hex(32),
                        thing.licence(),
                        last
                                ? "\n"
                                        + "], \"relationships\" : [ { \"spdxElementId\" :"
                                        + " \"SPDXRef-DOCUMENT\", \"relationshipType\" :"
                                        + " \"DESCRIBES\", \"relatedSpdxElement\" : \"SPDXRef-root\""
                                        + " },"
                                : ",");
    }

    private static String spdxJsonRelations(int i, int packages) {
        int other = (i * 7 + 1) % packages;
        return """
        {
          "spdxElementId" : "SPDXRef-root",
          "relatedSpdxElement" : "SPDXRef-Package-java-archive-%1$s-%2$d",
          "relationshipType" : "CONTAINS"
        },
        {
          "spdxElementId" : "SPDXRef-Package-java-archive-%1$s-%2$d",
          "relatedSpdxElement" : "SPDXRef-Package-java-archive-%3$s-%4$d",
          "relationshipType" : "DEPENDS_ON"
        }%5$s
        """
                .formatted(
                        new Thing(i).family(),
                        i,
                        new Thing(other).family(),
                        other,
                        i == packages - 1 ? "\n] }" : ",");
    }

    private static InputStream spdxTagValue(int packages) {
        String head =
                """
                SPDXVersion: SPDX-2.3
                DataLicense: CC0-1.0
                SPDXID: SPDXRef-DOCUMENT
                DocumentName: atlas-4.9.2
                DocumentNamespace: https://billmaker.example/atlas-4.9.2-0f6f1d1e
                Creator: Tool: billmaker-2.4.0
                Created: 2026-11-22T10:00:00Z
                Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-root

                PackageName: atlas
                SPDXID: SPDXRef-root
                PackageVersion: 4.9.2
                """;
        return new Made(packages, i -> (i == 0 ? head : "") + spdxTags(i, packages));
    }

    private static String spdxTags(int i, int packages) {
        Thing thing = new Thing(i);
        int other = (i * 7 + 1) % packages;
        return """

        ##### Package: %2$s-%3$d

        PackageName: %2$s-%3$d
        SPDXID: SPDXRef-Package-java-archive-%2$s-%3$d
        PackageVersion: %4$s
        PackageSupplier: Organization: %2$s project
        PackageDownloadLocation: https://git.example/%2$s/%2$s-%3$d/releases/%4$s
        FilesAnalyzed: false
        PackageChecksum: SHA1: %5$s
        PackageChecksum: SHA256: %6$s
        PackageSourceInfo: <text>acquired package info from the archive: /opt/atlas/lib/%2$s-%3$d.jar
        as it was found there</text>
        PackageLicenseConcluded: NOASSERTION
        PackageLicenseDeclared: %7$s
        PackageCopyrightText: NOASSERTION
        ExternalRef: SECURITY cpe23Type cpe:2.3:a:%2$s:%2$s-%3$d:%4$s:*:*:*:*:*:*:*
        ExternalRef: PACKAGE-MANAGER purl %1$s
        Relationship: SPDXRef-root CONTAINS SPDXRef-Package-java-archive-%2$s-%3$d
        Relationship: SPDXRef-Package-java-archive-%2$s-%3$d DEPENDS_ON SPDXRef-Package-java-archive-%8$s-%9$d
        """
                .formatted(
                        thing.purl(),
                        thing.family(),
                        i,
                        thing.version(),
                        thing.hex(20),
                        thing.hex(32),
                        thing.licence(),
                        new Thing(other).family(),
                        other);
    }

    /// The n-th component of a made-up world; always the same for the same n.
    private record Thing(int n, Random random) {
        Thing(int n) {
            this(n, new Random(n));
        }

        String family() {
            return NAMES[n % NAMES.length];
        }

        String version() {
            return n % 9 + "." + n % 31 + "." + n % 7;
        }

        String purl() {
            return "pkg:maven/org.example.%s/%s-%d@%s?type=jar"
                    .formatted(family(), family(), n, version());
        }

        String licence() {
            return LICENCES[n % LICENCES.length];
        }

        String hex(int bytes) {
            byte[] digest = new byte[bytes];
            random.nextBytes(digest);
            return HexFormat.of().formatHex(digest);
        }
    }

    /// A stream of pieces that are made one after the other.
    private static final class Made extends InputStream {
        private final int count;
        private final IntFunction<String> pieces;
        private int next;
        private byte[] buffer = new byte[0];
        private int at;

        Made(int count, IntFunction<String> pieces) {
            this.count = count;
            this.pieces = pieces;
        }

        private boolean filled() {
            if (at == buffer.length && next < count) {
                ByteArrayOutputStream more = new ByteArrayOutputStream(64 * 1024);
                while (next < count && more.size() < 32 * 1024) {
                    more.writeBytes(pieces.apply(next++).getBytes(StandardCharsets.UTF_8));
                }
                buffer = more.toByteArray();
                at = 0;
            }
            return at < buffer.length;
        }

        @Override
        public int read() {
            return filled() ? buffer[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (length == 0) {
                return 0;
            }
            if (!filled()) {
                return -1;
            }
            int some = Math.min(length, buffer.length - at);
            System.arraycopy(buffer, at, into, from, some);
            at += some;
            return some;
        }
    }
}
