package dev.plumbline.ingest.source.zap;

import dev.plumbline.events.Severity;
import dev.plumbline.ingest.source.ScanCollector;
import dev.plumbline.ingest.source.ScanCollector.Found;
import dev.plumbline.ingest.source.ScanCollector.Gathering;
import dev.plumbline.ingest.source.Targets;
import dev.plumbline.ingest.source.Weaknesses;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One alert of a site while it is read: a rule that hit, and where.
final class Alert {
    @Nullable String plugin;
    @Nullable String reference;
    @Nullable String title;
    @Nullable String risk;
    @Nullable String confidence;
    @Nullable String cwe;
    private final List<Instance> instances = new ArrayList<>();

    record Instance(@Nullable String uri, @Nullable String method, @Nullable String param) {}

    void at(Instance instance) {
        instances.add(instance);
    }

    int places() {
        return instances.size();
    }

    void report(Gathering scan, ScanCollector scans) {
        Severity severity =
                switch (risk == null ? "" : risk) {
                    case "3" -> Severity.HIGH;
                    case "2" -> Severity.MEDIUM;
                    case "1" -> Severity.LOW;
                    default -> Severity.UNKNOWN;
                };
        if (instances.isEmpty()) {
            instances.add(new Instance(null, null, null));
        }
        for (Instance instance : instances) {
            if ("0".equals(risk)) {
                scans.other();
            } else {
                scan.add(found(instance, severity));
            }
        }
    }

    private Found found(Instance instance, Severity severity) {
        String cweId = "-1".equals(cwe) ? null : Weaknesses.idOf(cwe);
        String where = instance.method() + " " + instance.param();
        return new Found(
                reference != null ? reference : plugin == null ? "" : plugin,
                title == null ? "alert " + plugin : title,
                severity,
                cweId == null ? List.of() : List.of(cweId),
                Targets.page(instance.uri()),
                null,
                false,
                "0".equals(confidence) ? "marked as a false positive in ZAP" : null,
                null,
                where,
                where);
    }
}
