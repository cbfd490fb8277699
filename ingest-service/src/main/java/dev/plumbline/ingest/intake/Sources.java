package dev.plumbline.ingest.intake;

import dev.plumbline.ingest.source.Detect;
import dev.plumbline.ingest.source.Detected;
import dev.plumbline.ingest.source.Source;
import dev.plumbline.ingest.source.bandit.BanditSource;
import dev.plumbline.ingest.source.burp.BurpSource;
import dev.plumbline.ingest.source.cargoaudit.CargoAuditSource;
import dev.plumbline.ingest.source.checkov.CheckovSource;
import dev.plumbline.ingest.source.csaf.CsafSource;
import dev.plumbline.ingest.source.cve.CveSource;
import dev.plumbline.ingest.source.cyclonedx.CycloneDxSource;
import dev.plumbline.ingest.source.dependencycheck.DependencyCheckSource;
import dev.plumbline.ingest.source.detectsecrets.DetectSecretsSource;
import dev.plumbline.ingest.source.epss.EpssSource;
import dev.plumbline.ingest.source.generic.DefectDojoSource;
import dev.plumbline.ingest.source.generic.GenericSource;
import dev.plumbline.ingest.source.ghsa.GhsaSource;
import dev.plumbline.ingest.source.gitlab.GitLabSource;
import dev.plumbline.ingest.source.gitleaks.GitleaksSource;
import dev.plumbline.ingest.source.gosec.GosecSource;
import dev.plumbline.ingest.source.govulncheck.GovulncheckSource;
import dev.plumbline.ingest.source.grype.GrypeSource;
import dev.plumbline.ingest.source.hadolint.HadolintSource;
import dev.plumbline.ingest.source.intoto.InTotoSource;
import dev.plumbline.ingest.source.intoto.Verifier;
import dev.plumbline.ingest.source.kev.KevSource;
import dev.plumbline.ingest.source.kics.KicsSource;
import dev.plumbline.ingest.source.nessus.NessusSource;
import dev.plumbline.ingest.source.npmaudit.NpmAuditSource;
import dev.plumbline.ingest.source.nuclei.NucleiSource;
import dev.plumbline.ingest.source.nvd.NvdSource;
import dev.plumbline.ingest.source.openvex.OpenVexSource;
import dev.plumbline.ingest.source.osv.OsvSource;
import dev.plumbline.ingest.source.osvscanner.OsvScannerSource;
import dev.plumbline.ingest.source.pipaudit.PipAuditSource;
import dev.plumbline.ingest.source.sarif.SarifSource;
import dev.plumbline.ingest.source.scorecard.ScorecardSource;
import dev.plumbline.ingest.source.securitytxt.SecurityTxtSource;
import dev.plumbline.ingest.source.semgrep.SemgrepSource;
import dev.plumbline.ingest.source.snyk.SnykSource;
import dev.plumbline.ingest.source.sonarqube.SonarQubeSource;
import dev.plumbline.ingest.source.spdx.SpdxSource;
import dev.plumbline.ingest.source.spdx3.Spdx3Source;
import dev.plumbline.ingest.source.spotbugs.SpotBugsSource;
import dev.plumbline.ingest.source.testssl.TestsslSource;
import dev.plumbline.ingest.source.tfsec.TfsecSource;
import dev.plumbline.ingest.source.trivy.TrivySource;
import dev.plumbline.ingest.source.trufflehog.TruffleHogSource;
import dev.plumbline.ingest.source.vcs.VcsSource;
import dev.plumbline.ingest.source.zap.ZapSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// The parser of each format.
@ApplicationScoped
public class Sources {
    private final List<Source> all;
    private final Detect detect;

    Sources(IntakeConfig config) {
        this.all = all(config.maxDocumentBytes(), AttestationKeys.of(config.attestationKeys()));
        this.detect = new Detect(all);
    }

    /// Every format that is read, in the order in which people look for them.
    ///
    /// @param maxUnpackedBytes how much an archive of records may hold, unpacked
    public static List<Source> all(long maxUnpackedBytes) {
        return all(maxUnpackedBytes, Verifier.WITHOUT_KEYS);
    }

    /// The same, with keys that signatures are checked with.
    static List<Source> all(long maxUnpackedBytes, Verifier verifier) {
        return List.of(
                new CycloneDxSource(),
                new SpdxSource(),
                new Spdx3Source(),
                new SarifSource(),
                new ZapSource(),
                new BurpSource(),
                new NucleiSource(),
                new NessusSource(),
                new TestsslSource(),
                new SemgrepSource(),
                new BanditSource(),
                new GosecSource(),
                new SpotBugsSource(),
                new SonarQubeSource(),
                new GitleaksSource(),
                new TruffleHogSource(),
                new DetectSecretsSource(),
                new CheckovSource(),
                new KicsSource(),
                new TfsecSource(),
                new HadolintSource(),
                new GitLabSource(),
                new GenericSource(),
                new DefectDojoSource(),
                new TrivySource(),
                new GrypeSource(),
                new OsvScannerSource(),
                new SnykSource(),
                new DependencyCheckSource(),
                new NpmAuditSource(),
                new PipAuditSource(),
                new CargoAuditSource(),
                new GovulncheckSource(),
                new CsafSource(maxUnpackedBytes),
                new InTotoSource(verifier, new CycloneDxSource(), new OpenVexSource()),
                new ScorecardSource(),
                new SecurityTxtSource(),
                new VcsSource(),
                new OpenVexSource(),
                new OsvSource(maxUnpackedBytes),
                new GhsaSource(),
                new CveSource(),
                new NvdSource(),
                new KevSource(),
                new EpssSource());
    }

    /// What the first bytes of a document show it to be.
    public Detected detect(byte[] prefix) {
        return detect.of(prefix);
    }

    /// The parser that `format=` names.
    public Optional<Source> named(String wireName) {
        return all.stream()
                .filter(source -> source.format().wireName().equalsIgnoreCase(wireName))
                .findFirst();
    }

    /// Names for `format=`.
    public List<String> names() {
        return all.stream().map(source -> source.format().wireName()).toList();
    }

    /// What is read, for people who sent something else.
    public List<String> titles() {
        return all.stream().map(source -> source.format().title()).toList();
    }
}
