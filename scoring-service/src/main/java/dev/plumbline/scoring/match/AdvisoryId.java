package dev.plumbline.scoring.match;

import dev.plumbline.events.Reference.AdvisoryPublished;

/// What an advisory is known by here: `osv/GHSA-jfh8-c2jp-5v3q`, `nvd/CVE-2021-44228`.
///
/// Several sources write of the same CVE under its id, and none may overwrite another.
public final class AdvisoryId {
    private AdvisoryId() {}

    public static String of(AdvisoryPublished advisory) {
        return advisory.source() + "/" + advisory.id();
    }

    /// Who publishes the advisory of such an id.
    public static String sourceIn(String id) {
        return id.substring(0, Math.max(0, id.indexOf('/')));
    }
}
