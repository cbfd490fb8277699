package dev.plumbline.ingest.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Limits of what is taken in.
@ConfigMapping(prefix = "plumbline.ingest")
public interface IntakeConfig {

    /// The largest document, after decompression. Also bounds what is read before decompression.
    @WithDefault("268435456")
    long maxDocumentBytes();

    /// How many times larger than its compressed form a document may be, once it is past 16 MiB.
    /// Honest JSON reaches some 50.
    @WithDefault("200")
    int maxExpansion();

    /// Up to this many compressed bytes a document is kept in memory while it is read; above, in a
    /// file.
    @WithDefault("1048576")
    int memoryBytes();

    /// Where those files go; the system's temporary folder if not said.
    Optional<Path> spoolFolder();

    /// The longest line of a bulk. A line is held in memory, so what is longer has to come alone.
    @WithDefault("16777216")
    int maxLineBytes();

    /// How many bodies of senders with a token are read at once; a bulk is one. Others are told to
    /// come back.
    @WithDefault("64")
    int bodiesAtOnce();

    /// How many bodies of webhooks are read at once, whose senders are not known before.
    @WithDefault("16")
    int deliveriesAtOnce();

    /// For how long a body may be waited for before it must have kept its pace.
    @WithDefault("20s")
    Duration bodyGrace();

    /// The least pace of a body after that, on average. The lines of a bulk may come as they like.
    @WithDefault("4096")
    long bodyBytesPerSecond();

    /// How many documents one upload may have.
    @WithDefault("200")
    int maxUploadParts();

    /// How many bytes of parts may wait for the rest of their documents, all together.
    @WithDefault("536870912")
    long stagedQuotaBytes();

    /// How long a document may wait for the rest of its parts before it is refused.
    @WithDefault("1h")
    Duration stagedWithin();

    /// How often it is looked for such documents.
    @WithDefault("30s")
    Duration stagedCheckEvery();

    /// How many documents are parsed at the same time; 0 is one per processor.
    @WithDefault("0")
    int parsers();

    /// Evidence with more components or findings than this goes by the bulk lane, as all back-dated
    /// evidence does.
    @WithDefault("20000")
    int bulkItems();

    /// How many bytes of refused documents are kept, the newest first, to find out later what was
    /// wrong.
    @WithDefault("67108864")
    long refusedQuotaBytes();

    /// Public keys that attestations are checked with, by name: PEM, or the path of a PEM file.
    Map<String, String> attestationKeys();

    /// Address of the dashboard, for the link to a submission's progress.
    @WithName("dashboard-url")
    String dashboardUrl();
}
