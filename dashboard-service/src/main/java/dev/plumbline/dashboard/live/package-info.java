/// Open pages that move by themselves.
///
/// A use case that changes what a product's page shows says so in its own transaction
/// ([dev.plumbline.dashboard.store.ChangeNotices#tell]); PostgreSQL hands the notice to every
/// instance of this service once the change is committed, and `LiveResource` passes it on as a
/// server-sent event to those pages whose viewer may see the product. The event carries no figures:
/// the page fetches itself again, with the viewer's own rights.
///
/// Imports `store` for the signals and `access` for who looks. A page says when it was rendered and
/// is told at once if something changed since, or may have: the last notices are kept in memory.
@NullMarked
package dev.plumbline.dashboard.live;

import org.jspecify.annotations.NullMarked;
