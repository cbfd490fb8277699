package dev.plumbline.scoring.store;

import dev.plumbline.events.Evidence.Finding;
import dev.plumbline.events.Evidence.FindingsObserved;
import dev.plumbline.events.Evidence.KnownFlaw;
import dev.plumbline.events.Evidence.Scan;
import dev.plumbline.outbox.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Scans, and what they reported. What a scanner says of one thing is stored once, however many
/// scans repeat it.
@ApplicationScoped
public class ScanStore {

    /// Adds a scan with all its findings.
    ///
    /// @param observed any part of it: all carry the same scan
    public Uni<Void> add(
            Transaction transaction,
            FindingsObserved observed,
            UUID release,
            List<Finding> findings) {
        SortedMap<UUID, Finding> byId = new TreeMap<>();
        for (Finding finding : findings) {
            byId.putIfAbsent(identity(finding), finding);
        }
        UUID set = Identity.ofSet("findings", byId.keySet());
        Scan scan = observed.scan();
        return addFindings(transaction, byId)
                .chain(
                        () ->
                                transaction
                                        .session()
                                        .createNativeQuery(
                                                """
                                                with new_set as (
                                                    insert into finding_set (id, findings)
                                                    values (:set, cast(:findings as uuid[])) on conflict do nothing),
                                                new_release as (
                                                    insert into release (id, product, version)
                                                    values (:release, :product, :version) on conflict do nothing)
                                                insert into scan (submission, product, release_id, set_id, tool,
                                                    scope, kinds, rules, files, code_lines, observed_at, trust)
                                                values (:submission, :product, :release, :set, :tool, :scope, :kinds,
                                                    cast(:rules as int), cast(:files as int),
                                                    cast(:codeLines as bigint), :observedAt, :trust)
                                                on conflict do nothing
                                                """)
                                        .setParameter("set", set)
                                        .setParameter(
                                                "findings", byId.keySet().toArray(UUID[]::new))
                                        .setParameter("release", release)
                                        .setParameter("product", observed.product())
                                        .setParameter("version", observed.release())
                                        .setParameter(
                                                "submission", observed.provenance().submission())
                                        .setParameter("tool", scan.tool())
                                        .setParameter("scope", scan.scope())
                                        .setParameter(
                                                "kinds",
                                                scan.kinds().stream()
                                                        .map(Enum::name)
                                                        .sorted()
                                                        .distinct()
                                                        .collect(Collectors.joining(" ")))
                                        .setParameter("rules", scan.rules())
                                        .setParameter("files", scan.files())
                                        .setParameter("codeLines", scan.codeLines())
                                        .setParameter(
                                                "observedAt", observed.provenance().observedAt())
                                        .setParameter("trust", observed.provenance().trust())
                                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> addFindings(
            Transaction transaction, SortedMap<UUID, Finding> findings) {
        if (findings.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var all = findings.values();
        return transaction
                .session()
                .createNativeQuery(
                        """
                        insert into finding (id, fingerprint, rule, title, severity, cwes, path, line, secret,
                            suppressed, known_as, component, fixed_in)
                        select f.id, f.fingerprint, f.rule, f.title, f.severity, f.cwes, f.path, f.line, f.secret,
                            f.suppressed, f.known_as, f.component, f.fixed_in
                        from unnest(cast(:id as uuid[]), cast(:fingerprint as text[]), cast(:rule as text[]),
                            cast(:title as text[]), cast(:severity as int[]), cast(:cwes as text[]),
                            cast(:path as text[]), cast(:line as int[]), cast(:secret as boolean[]),
                            cast(:suppressed as text[]), cast(:knownAs as text[]), cast(:component as text[]),
                            cast(:fixedIn as text[]))
                            as f(id, fingerprint, rule, title, severity, cwes, path, line, secret, suppressed,
                                known_as, component, fixed_in)
                        order by f.id
                        on conflict do nothing
                        """)
                .setParameter("id", findings.keySet().toArray(UUID[]::new))
                .setParameter(
                        "fingerprint",
                        all.stream().map(Finding::fingerprint).toArray(String[]::new))
                .setParameter("rule", all.stream().map(Finding::rule).toArray(String[]::new))
                .setParameter("title", all.stream().map(Finding::title).toArray(String[]::new))
                .setParameter(
                        "severity",
                        all.stream().map(f -> f.severity().ordinal()).toArray(Integer[]::new))
                .setParameter(
                        "cwes",
                        all.stream().map(f -> String.join(",", f.cwes())).toArray(String[]::new))
                .setParameter("path", all.stream().map(Finding::path).toArray(String[]::new))
                .setParameter("line", all.stream().map(Finding::line).toArray(Integer[]::new))
                .setParameter("secret", all.stream().map(Finding::secret).toArray(Boolean[]::new))
                .setParameter(
                        "suppressed", all.stream().map(Finding::suppressed).toArray(String[]::new))
                .setParameter("knownAs", known(all, k -> String.join("\n", k.ids())))
                .setParameter("component", known(all, KnownFlaw::purl))
                .setParameter("fixedIn", known(all, KnownFlaw::fixedIn))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String[] known(
            Collection<Finding> findings, Function<KnownFlaw, @Nullable String> what) {
        return findings.stream()
                .map(Finding::known)
                .map(known -> known == null ? null : what.apply(known))
                .toArray(String[]::new);
    }

    /// All that decides something; the line in the file does not, for it moves with every edit
    /// above it.
    private static UUID identity(Finding finding) {
        List<String> parts =
                new ArrayList<>(
                        List.of(
                                "finding",
                                finding.fingerprint(),
                                finding.rule(),
                                finding.title(),
                                finding.severity().name(),
                                String.join(",", finding.cwes()),
                                String.valueOf(finding.path()),
                                String.valueOf(finding.secret()),
                                String.valueOf(finding.suppressed())));
        KnownFlaw known = finding.known();
        if (known != null) {
            parts.add(String.join(" ", known.ids()));
            parts.add(String.valueOf(known.purl()));
            parts.add(String.valueOf(known.fixedIn()));
        }
        return Identity.of(parts.toArray(String[]::new));
    }
}
