package dev.plumbline.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people keep in the dashboard, one entity at a time in its newest state: the organisation,
/// and the connections that bring evidence in by themselves.
///
/// Topic `plumbline.catalog.v1`, key = entity. Owned by dashboard-service. `revision` grows by one
/// with each change of an entity; a reader drops what is not newer than what it has.
public sealed interface CatalogChange extends Event {

    String key();

    long revision();

    boolean archived();

    /// A part of the organisation.
    sealed interface OfOrganisation extends CatalogChange {}

    /// A connection that brings evidence in by itself.
    sealed interface OfConnection extends CatalogChange {}

    record UnitSaved(String key, long revision, boolean archived, String name)
            implements OfOrganisation {
        @Override
        public String subject() {
            return "unit/" + key;
        }
    }

    record TeamSaved(String key, long revision, boolean archived, String name, String unit)
            implements OfOrganisation {
        @Override
        public String subject() {
            return "team/" + key;
        }
    }

    /// @param criticality weight in the roll-up: 1 low, 2 normal, 3 high, 4 vital
    record ProductSaved(
            String key,
            long revision,
            boolean archived,
            String name,
            String team,
            int criticality,
            @Nullable String description)
            implements OfOrganisation {
        public ProductSaved {
            if (criticality < 1 || criticality > 4) {
                throw new IllegalArgumentException("criticality must lie in 1..4: " + criticality);
            }
        }

        @Override
        public String subject() {
            return "product/" + key;
        }
    }

    /// @param key the line's name within its product, such as `4.x`
    record LineSaved(
            String key, long revision, boolean archived, String product, @Nullable String note)
            implements OfOrganisation {
        @Override
        public String subject() {
            return "line/" + product + "/" + key;
        }
    }

    /// A webhook that others call.
    ///
    /// @param paused deliveries are answered and left aside until it goes on
    /// @param world whether it may also say what the world knows, such as published advisories
    /// @param targets which product a delivery speaks of; the first that fits counts
    /// @param secrets that deliveries are signed with, the newest first; sealed for ingest-service,
    ///     see [Seal]
    record HookSaved(
            String key,
            long revision,
            boolean archived,
            HookKind kind,
            boolean paused,
            boolean world,
            List<HookTarget> targets,
            List<HookSecret> secrets)
            implements OfConnection {
        public HookSaved {
            targets = List.copyOf(targets);
            secrets = List.copyOf(secrets);
        }

        @Override
        public String subject() {
            return "hook/" + key;
        }
    }

    /// Whose deliveries a hook understands.
    enum HookKind {
        GITHUB,
        GITLAB,
        /// Standard Webhooks 1.0, with any document that is read as its body
        STANDARD
    }

    /// @param repository full name as the sender writes it, such as `acme/portal`; `acme/*` is all
    ///     of a group, `*` everything
    /// @param release that deliveries about code speak of; `null` is the newest release known
    record HookTarget(String repository, String product, @Nullable String release) {}

    /// @param until when it stops being accepted; `null` never
    record HookSecret(String sealed, @Nullable Instant until) {}

    /// A feed of the world that is fetched again and again.
    ///
    /// @param address where it is fetched; `null` is the publisher's own address
    /// @param everyMinutes how long after one fetch the next begins
    /// @param only what of it is wanted, such as ecosystems of OSV; empty is all
    /// @param sealedKey of its interface, sealed for ingest-service; `null` where it needs none
    record FeedSaved(
            String key,
            long revision,
            boolean archived,
            FeedKind kind,
            boolean paused,
            @Nullable String address,
            int everyMinutes,
            List<String> only,
            @Nullable String sealedKey)
            implements OfConnection {
        public FeedSaved {
            only = List.copyOf(only);
        }

        @Override
        public String subject() {
            return "feed/" + key;
        }
    }

    /// What a feed publishes, and how it is read.
    enum FeedKind {
        OSV,
        KEV,
        EPSS,
        CSAF,
        NVD,
        VULNRICHMENT
    }
}
