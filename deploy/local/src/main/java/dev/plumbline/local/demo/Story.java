package dev.plumbline.local.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What happens at Meridian Systems, as the YAML files say it.
///
/// Lists and maps that a file leaves out are empty; everything else that is missing is `null`.
record Story(Maker maker, Map<String, Product> products) {

    record Maker(
            String name,
            List<Unit> units,
            List<Team> teams,
            List<String> products,
            Map<String, Questionnaire> questionnaires,
            List<String> criticalGates,
            Feeds feeds) {}

    record Unit(String key, String name) {}

    record Team(String key, String name, String unit) {}

    /// What products answer: measure → its items, and where the proof stands.
    ///
    /// @param of what is asked about; the product if nothing is said
    record Questionnaire(@Nullable Of of, Map<String, List<String>> asks, String proof) {}

    enum Of {
        /// The newest release of each line.
        @JsonProperty("release")
        RELEASE,
        @JsonProperty("line")
        LINE
    }

    /// From when on the world's feeds are read each week, and from when on every second day.
    record Feeds(Day weekly, Day closer) {}

    record Product(
            String name,
            String team,
            int criticality,
            String description,
            List<Line> lines,
            List<String> stacks,
            Quality sbom,
            List<Release> releases,
            List<Scan> scans,
            List<Finding> findings,
            Gates gates,
            Map<String, Integer> profile,
            Map<String, List<Answers>> answers,
            List<Looks> looks,
            List<OutsideReport> reports,
            List<Commitment> commitments,
            List<RootCause> rootCauses,
            List<Vex> vex,
            List<Asked> decisions,
            List<Misfiled> misfiled) {
        Product {
            scans = orEmpty(scans);
            findings = orEmpty(findings);
            profile = profile == null ? Map.of() : profile;
            answers = answers == null ? Map.of() : answers;
            looks = orEmpty(looks);
            reports = orEmpty(reports);
            commitments = orEmpty(commitments);
            rootCauses = orEmpty(rootCauses);
            vex = orEmpty(vex);
            decisions = orEmpty(decisions);
            misfiled = orEmpty(misfiled);
        }

        Release release(String version) {
            return releases.stream()
                    .filter(release -> release.version().equals(version))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            name + " has no release " + version));
        }
    }

    record Line(String key, @Nullable String note) {}

    /// How much an SBOM says: all that a build can know, the usual, or names and versions only.
    enum Quality {
        @JsonProperty("full")
        FULL,
        @JsonProperty("plain")
        PLAIN,
        @JsonProperty("sparse")
        SPARSE
    }

    /// One release. It carries the components of the release before it in the file, moved by the
    /// version set of its platform and by its own versions.
    ///
    /// @param sbom the day on which its SBOM was sent: that of the release where nothing is said,
    ///     `none` for never
    /// @param stacks component stacks in place of those of the product
    record Release(
            String version,
            String line,
            Day published,
            @Nullable String sbom,
            @Nullable Day supportEnds,
            @Nullable String platform,
            Map<String, String> versions,
            List<String> stacks) {
        Release {
            versions = versions == null ? Map.of() : versions;
            stacks = orEmpty(stacks);
        }

        /// The day on which its SBOM came, `null` if none ever did.
        @Nullable Day sbomSent() {
            return "none".equals(sbom) ? null : sbom == null ? published : new Day(sbom);
        }
    }

    enum ScanKind {
        @JsonProperty("sast")
        SAST,
        @JsonProperty("sca")
        SCA,
        @JsonProperty("secrets")
        SECRETS,
        @JsonProperty("dast")
        DAST
    }

    /// Scans of the newest release of each line, every so many days.
    ///
    /// @param until the first day without; to this day if nothing is said
    /// @param lines the lines scanned; all if nothing is said
    record Scan(
            ScanKind kind,
            String tool,
            int every,
            Day from,
            @Nullable Day until,
            List<String> lines) {
        Scan {
            lines = orEmpty(lines);
        }
    }

    /// What scans of that kind report from one day until another.
    record Finding(
            ScanKind scan, String rule, String path, int line, Day from, @Nullable Day fixed) {}

    /// The gates that every release is held against, and those that were not passed.
    record Gates(@JsonProperty("default") List<String> usual, List<FailedGate> failed) {
        Gates {
            failed = orEmpty(failed);
        }
    }

    record FailedGate(String release, String gate, @Nullable GateException exception) {}

    record GateException(
            String id,
            String owner,
            String grantedBy,
            String role,
            String reason,
            Day granted,
            Day expires) {}

    /// Answers to a questionnaire, given again every so many days.
    ///
    /// @param items those that are met; all if nothing is said
    /// @param without those that are not met
    /// @param values shares, 0 to 1, of items that are neither met nor not
    record Answers(
            Day from,
            int every,
            @Nullable Day until,
            List<String> items,
            List<String> without,
            Map<String, Double> values) {
        Answers {
            items = orEmpty(items);
            without = orEmpty(without);
            values = values == null ? Map.of() : values;
        }

        double value(String item) {
            boolean met = (items.isEmpty() || items.contains(item)) && !without.contains(item);
            return values.getOrDefault(item, met ? 1.0 : 0.0);
        }
    }

    /// Somebody looked, of each kind, every so many days.
    record Looks(List<String> kinds, Day from, int every, @Nullable Day until) {}

    /// Somebody outside reported a flaw.
    ///
    /// @param answered the day of the first answer by a person, `triaged` that of the decision
    record OutsideReport(
            String key,
            String title,
            String severity,
            Day at,
            @Nullable Day answered,
            @Nullable Day triaged) {}

    /// Something was promised in public until a day.
    record Commitment(String key, String title, Day at, Day due, @Nullable Day delivered) {}

    /// The cause of a class of flaws was found, its siblings were looked for, and something
    /// prevents the next one.
    record RootCause(String weakness, Day recorded, String statement) {}

    /// One VEX document; without a release it speaks of the product.
    record Vex(Day at, @Nullable String release, List<Statement> statements) {}

    record Statement(
            String vulnerability,
            @JsonProperty("package") String packageName,
            String status,
            @Nullable String justification,
            @Nullable String action) {}

    /// A decision that was taken, or one that is only asked for.
    record Asked(@Nullable Waiver waiver, @Nullable Request request) {
        /// What it is about, decided or not.
        Waiver subject() {
            return request == null ? Objects.requireNonNull(waiver) : request.waiver();
        }
    }

    /// Still waits for somebody who may approve.
    record Request(Waiver waiver) {}

    /// A risk carried until a day, by name.
    record Waiver(
            String vulnerability, String line, Day at, Day expires, String owner, String reason) {}

    /// The SBOM of another product, filed under this one by mistake.
    ///
    /// @param approved the day of approval; the request still waits if nothing is said
    record Misfiled(
            Day at,
            Source sbom,
            String release,
            Day asked,
            @Nullable Day approved,
            String reason) {}

    record Source(String product, String release) {}

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
