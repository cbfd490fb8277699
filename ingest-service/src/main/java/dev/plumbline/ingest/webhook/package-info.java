/// Deliveries of webhooks: whether they are who they say they are, whether they were done before,
/// whether they must wait, and what is done about them.
///
/// May import `intake`, `store`, `source` and `access`; called by `http`. What deliveries say comes
/// from `source.github`, `source.gitlabhook` and, for everybody else, from any document that is
/// read.
@NullMarked
package dev.plumbline.ingest.webhook;

import org.jspecify.annotations.NullMarked;
