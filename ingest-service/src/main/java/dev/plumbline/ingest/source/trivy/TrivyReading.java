package dev.plumbline.ingest.source.trivy;

import dev.plumbline.events.Evidence.ScanKind;
import dev.plumbline.ingest.source.FixedVersions;
import dev.plumbline.ingest.source.JsonReader;
import dev.plumbline.ingest.source.ParsedDocument;
import dev.plumbline.ingest.source.Paths;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.Texts;
import dev.plumbline.ingest.source.Unreadable;
import dev.plumbline.ingest.source.trivy.Detected.Misconfiguration;
import dev.plumbline.ingest.source.trivy.Detected.Secret;
import dev.plumbline.ingest.source.trivy.Detected.Vulnerability;
import dev.plumbline.ingest.source.trivy.ResultReading.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk over one report.
final class TrivyReading {
    private static final String VULNERABILITIES = "Trivy";
    private static final String MISCONFIGURATIONS = "Trivy misconfig";
    private static final String SECRETS = "Trivy secret";
    private static final int LONGEST = 300;

    private final JsonReader in;
    private final ScanCollector collector = new ScanCollector();
    private @Nullable String version;
    private int items;

    TrivyReading(JsonReader in) {
        this.in = in;
    }

    /// @param owner what a result belongs to where a report speaks of many things; `""` otherwise
    private record Owned(String owner, Result result) {}

    ParsedDocument read() throws IOException, Unreadable {
        if (in.onList()) {
            return list();
        }
        in.enterObject("a Trivy report");
        Long schema = null;
        String artifact = null;
        String artifactType = null;
        Metadata metadata = new Metadata(null, null);
        String cluster = null;
        boolean ofCluster = false;
        List<Owned> results = new ArrayList<>();
        List<Resource> resources = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "SchemaVersion" -> {
                    schema = in.wholeNumber();
                    if (schema == null || schema < 1 || schema > 2) {
                        throw in.refuse("only schemas 1 and 2 of Trivy's reports are read");
                    }
                }
                case "Trivy" -> version();
                case "ArtifactName" -> artifact = Texts.shortened(in.text(), LONGEST);
                case "ArtifactType" -> artifactType = in.text();
                case "Metadata" -> metadata = metadata();
                case "ClusterName" -> {
                    cluster = Texts.shortened(in.text(), LONGEST);
                    ofCluster = true;
                }
                case "Results" -> results("", results);
                // consolidated, of one kind each, and as they are since 0.32
                case "Resources", "Findings", "Vulnerabilities", "Misconfigurations" -> {
                    if (in.inList()) {
                        while (in.element()) {
                            resources.add(resource());
                        }
                    }
                }
                default -> in.skip();
            }
        }
        String name;
        if (ofCluster || !resources.isEmpty()) {
            cluster(cluster == null ? "" : cluster, resources);
            name = "Trivy JSON of a cluster";
        } else {
            gather(scope(artifact, artifactType, metadata), results, false);
            name = "Trivy JSON";
        }
        return collector.report(name, version == null ? "Trivy" : "Trivy " + version);
    }

    /// Schema 1: the results alone.
    private ParsedDocument list() throws IOException, Unreadable {
        List<Owned> results = new ArrayList<>();
        results("", results);
        String scope = "";
        for (Owned owned : results) {
            if (owned.result().system()) {
                scope = image(owned.result().target());
            }
        }
        gather(scope, results, false);
        return collector.report("Trivy JSON, schema 1", "Trivy");
    }

    /// `registry.example/app:1.2 (alpine 3.19.0)` without what changes from release to release.
    private static String image(String target) {
        int system = target.lastIndexOf(" (");
        String image = Paths.withoutTag(system < 0 ? target : target.substring(0, system));
        return image == null ? "" : image;
    }

    private static String scope(
            @Nullable String artifact, @Nullable String type, Metadata metadata) {
        if ("container_image".equals(type)) {
            // the name may be that of an archive, then the image's own says more
            String image = metadata.image() != null ? metadata.image() : artifact;
            String scope = Paths.withoutTag(image);
            return scope == null ? "" : scope;
        }
        if (metadata.repository() != null) {
            String scope = Paths.withoutUser(metadata.repository());
            return scope == null ? "" : scope;
        }
        String repository = Paths.withoutUser(artifact);
        return Paths.scope(repository);
    }

    private void results(String owner, List<Owned> results) throws IOException, Unreadable {
        if (!in.inList()) {
            return;
        }
        while (in.element()) {
            Result result = new ResultReading(in).read();
            results.add(new Owned(owner, result));
            items += result.detected().size() + 1;
            if (items > Source.MOST_ITEMS) {
                throw in.refuse("the report holds too many results");
            }
        }
    }

    private void version() throws IOException, Unreadable {
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("Version")) {
                    version = Texts.shortened(in.text(), LONGEST);
                } else {
                    in.skip();
                }
            }
        }
    }

    private record Metadata(@Nullable String image, @Nullable String repository) {}

    private Metadata metadata() throws IOException, Unreadable {
        String reference = null;
        String tag = null;
        String repository = null;
        if (in.inObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "Reference" -> reference = Texts.shortened(in.text(), LONGEST);
                    case "RepoTags" -> {
                        List<String> tags = in.texts(1, LONGEST);
                        tag = tags.isEmpty() ? null : tags.getFirst();
                    }
                    case "RepoURL" -> repository = Texts.shortened(in.text(), LONGEST);
                    default -> in.skip();
                }
            }
        }
        return new Metadata(reference != null ? reference : tag, repository);
    }

    private record Resource(String namespace, boolean failed, List<Owned> results) {}

    private Resource resource() throws IOException, Unreadable {
        in.enterObject("a resource");
        String namespace = "";
        String kind = "";
        String name = "";
        boolean failed = false;
        List<Owned> results = new ArrayList<>();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Namespace" -> namespace = text();
                case "Kind" -> kind = text();
                case "Name" -> name = text();
                case "Error" -> failed = !text().isEmpty();
                case "Results" -> results("", results);
                default -> in.skip();
            }
        }
        String owner = kind + '/' + name;
        return new Resource(
                namespace,
                failed,
                results.stream().map(each -> new Owned(owner, each.result())).toList());
    }

    private String text() throws IOException, Unreadable {
        String text = Texts.shortened(in.text(), LONGEST);
        return text == null ? "" : text;
    }

    /// A namespace may be scanned apart, so each is a scope of its own.
    private void cluster(String cluster, List<Resource> resources) {
        if (resources.isEmpty()) {
            gather(cluster, List.of(), false);
        }
        for (Resource resource : resources) {
            String scope =
                    resource.namespace().isEmpty() ? cluster : cluster + '/' + resource.namespace();
            if (resource.results().isEmpty() && !resource.failed()) {
                continue;
            }
            gather(scope, resource.results(), resource.failed());
        }
        if (collector.isEmpty()) {
            gather(cluster, List.of(), false);
        }
    }

    private void gather(String scope, List<Owned> results, boolean failed) {
        boolean anything = false;
        for (Owned owned : results) {
            Result result = owned.result();
            anything |= result.vulnerabilities() || result.misconfigurations() || result.secrets();
            if (result.vulnerabilities()) {
                scan(VULNERABILITIES, scope, ScanKind.SCA, failed);
            }
            if (result.misconfigurations()) {
                scan(MISCONFIGURATIONS, scope, ScanKind.CONFIG, failed).rules(result.checks());
            }
            if (result.secrets()) {
                scan(SECRETS, scope, ScanKind.SECRETS, failed);
            }
            for (Detected detected : result.detected()) {
                add(scope, owned, detected, failed);
            }
        }
        if (!anything) {
            scan(VULNERABILITIES, scope, ScanKind.SCA, true);
        }
    }

    private Gathering scan(String tool, String scope, ScanKind kind, boolean failed) {
        Gathering scan = collector.scan(tool, scope).version(version).kinds(Set.of(kind));
        return failed ? scan.incomplete() : scan;
    }

    private void add(String scope, Owned owned, Detected detected, boolean failed) {
        Result result = owned.result();
        switch (detected) {
            case Vulnerability found ->
                    scan(VULNERABILITIES, scope, ScanKind.SCA, failed)
                            .add(
                                    found.asFlaw(
                                            Packages.purl(
                                                    result.type(),
                                                    found.packageName(),
                                                    found.installed()),
                                            path(owned, found),
                                            FixedVersions.nearest(
                                                    FixedVersions.listed(found.fixed()),
                                                    found.installed())));
            case Misconfiguration found -> {
                if (found.failed()) {
                    scan(MISCONFIGURATIONS, scope, ScanKind.CONFIG, failed)
                            .add(found.asFound(file(owned)));
                }
            }
            case Secret found ->
                    scan(SECRETS, scope, ScanKind.SECRETS, failed).add(found.asFound(file(owned)));
        }
    }

    /// Targets of system packages carry the image's tag, so they are no place.
    private static @Nullable String path(Owned owned, Vulnerability found) {
        String file =
                found.packagePath() != null
                        ? found.packagePath()
                        : owned.result().system() ? "" : owned.result().target();
        return joined(owned.owner(), file);
    }

    private static @Nullable String file(Owned owned) {
        return joined(owned.owner(), owned.result().target());
    }

    private static @Nullable String joined(String owner, String file) {
        if (owner.isEmpty()) {
            return file.isEmpty() ? null : file;
        }
        return file.isEmpty() || file.equals(owner) ? owner : owner + ": " + file;
    }
}
