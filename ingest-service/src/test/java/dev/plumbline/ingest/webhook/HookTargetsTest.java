package dev.plumbline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.events.CatalogChange.HookTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookTargetsTest {
    private static final HookTarget PORTAL = new HookTarget("acme/portal", "portal", "4.2.0");
    private static final HookTarget GROUP = new HookTarget("acme/*", "platform", null);
    private static final HookTarget ALL = new HookTarget("*", "rest", null);

    @Test
    void shouldTakeTheFirstTargetThatFits() {
        List<HookTarget> targets = List.of(PORTAL, GROUP, ALL);

        assertThat(HookTargets.of(targets, "acme/portal")).contains(PORTAL);
        assertThat(HookTargets.of(targets, "Acme/Portal")).contains(PORTAL);
        assertThat(HookTargets.of(targets, "acme/shop")).contains(GROUP);
        assertThat(HookTargets.of(targets, "acme/team/shop")).contains(GROUP);
        assertThat(HookTargets.of(targets, "acmeother/shop")).contains(ALL);
        assertThat(HookTargets.of(List.of(PORTAL), "acme/portal2")).isEmpty();
    }

    @Test
    void shouldAskForOneTargetOrOneForAllWhereNoRepositoryIsNamed() {
        assertThat(HookTargets.only(List.of(PORTAL))).contains(PORTAL);
        assertThat(HookTargets.only(List.of(PORTAL, ALL))).contains(ALL);
        assertThat(HookTargets.only(List.of(PORTAL, GROUP))).isEmpty();
        assertThat(HookTargets.only(List.of())).isEmpty();
    }
}
