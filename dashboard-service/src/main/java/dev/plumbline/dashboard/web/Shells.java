package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.access.Access;
import dev.plumbline.dashboard.store.DecisionReader;
import dev.plumbline.dashboard.view.Shell;
import dev.plumbline.dashboard.view.Viewer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// What stands around a page, for whoever asks for it now.
@Singleton
class Shells {
    private final PagesConfig config;
    private final Assets assets;
    private final Access access;
    private final DecisionReader decisions;

    Shells(PagesConfig config, Assets assets, Access access, DecisionReader decisions) {
        this.config = config;
        this.assets = assets;
        this.access = access;
        this.decisions = decisions;
    }

    Uni<Shell> around(String section) {
        Viewer viewer = access.viewer();
        return decisions.waiting(viewer).map(waiting -> shell(section, viewer, waiting));
    }

    /// Around a page that must work without the database.
    Shell plain() {
        return shell("", access.viewerIfSignedIn(), 0);
    }

    private Shell shell(String section, @Nullable Viewer viewer, long waiting) {
        return new Shell(
                config.organisation(),
                viewer,
                section,
                waiting,
                assets.addresses(),
                new Shell.Door(config.ingestUrl(), config.tokenUrl()));
    }
}
