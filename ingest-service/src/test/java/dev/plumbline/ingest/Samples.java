package dev.plumbline.ingest;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Small documents of every format, and ways to pack them.
public final class Samples {
    private Samples() {}

    /// A CycloneDX document with one component; `salt` makes its bytes unlike any other.
    public static byte[] bill(String salt) {
        return bill(salt, 1);
    }

    public static byte[] bill(String salt, int components) {
        StringBuilder bill =
                new StringBuilder(
                        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"metadata\":{\"tools\":{\"components\":[{\"type\":\"application\",\"name\":\"syft\",\"version\":\"1.18.0\"}]},\"properties\":[{\"name\":\"salt\",\"value\":\"");
        bill.append(salt).append("\"}]},\"components\":[");
        for (int i = 0; i < components; i++) {
            bill.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"library\",\"name\":\"lib-")
                    .append(i)
                    .append("\",\"version\":\"1.0.")
                    .append(i)
                    .append("\",\"purl\":\"pkg:npm/lib-")
                    .append(i)
                    .append("@1.0.")
                    .append(i)
                    .append("\"}");
        }
        return utf8(bill.append("]}").toString());
    }

    public static byte[] sarif(String salt) {
        return utf8(
                """
                {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"CodeQL","version":"2.19","rules":[
                 {"id":"js/sql-injection","shortDescription":{"text":"Database query built from user input"},
                  "properties":{"tags":["security","external/cwe/cwe-089"],"security-severity":"8.8"}},
                 {"id":"js/unused","properties":{"tags":["maintainability"]}}]}},
                 "properties":{"salt":"%s"},
                 "results":[
                  {"ruleId":"js/sql-injection","ruleIndex":0,"message":{"text":"tainted"},
                   "locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/db.js"},"region":{"startLine":7}}}],
                   "partialFingerprints":{"primaryLocationLineHash":"39fa2ee980eb94b0:1"}},
                  {"ruleId":"js/unused","ruleIndex":1,"message":{"text":"unused"}}]}]}
                """
                        .formatted(salt));
    }

    public static byte[] openVex(String salt) {
        return utf8(
                """
                {"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:%s","author":"a","timestamp":"2026-01-02T03:04:05Z",
                 "version":1,"statements":[{"vulnerability":{"name":"CVE-2020-11023"},"products":[{"@id":"pkg:npm/jquery@3.4.1"}],
                 "status":"not_affected","justification":"vulnerable_code_not_in_execute_path"}]}
                """
                        .formatted(salt));
    }

    /// An OSV record; `id` also makes its bytes unlike any other.
    public static String osv(String id) {
        return "{\"id\":\""
                + id
                + "\",\"modified\":\"2026-01-02T03:04:05Z\",\"summary\":\"s\",\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"jquery\"},\"ranges\":[{\"type\":\"SEMVER\",\"events\":[{\"introduced\":\"1.2.0\"},{\"fixed\":\"3.5.0\"}]}]}]}";
    }

    public static byte[] kev(String... cves) {
        StringBuilder kev =
                new StringBuilder(
                                "{\"title\":\"k\",\"catalogVersion\":\"2026.01.02\",\"dateReleased\":\"2026-01-02T03:04:05Z\",\"count\":")
                        .append(cves.length)
                        .append(",\"vulnerabilities\":[");
        for (int i = 0; i < cves.length; i++) {
            kev.append(i == 0 ? "" : ",")
                    .append("{\"cveID\":\"")
                    .append(cves[i])
                    .append(
                            "\",\"dateAdded\":\"2025-01-23\",\"dueDate\":\"2025-02-13\",\"knownRansomwareCampaignUse\":\"Known\",\"vulnerabilityName\":\"n\",\"cwes\":[\"CWE-79\"]}");
        }
        return utf8(kev.append("]}").toString());
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    public static byte[] zstd(byte[] plain) {
        return Zstd.compress(plain);
    }

    public static byte[] zip(String... namesAndTexts) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(utf8(namesAndTexts[i + 1]));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
