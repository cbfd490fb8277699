/// Who sends, what that is worth, and what people may see.
///
/// Reads the verified token only: roles from `realm_access.roles`, the client from `azp`, units and
/// teams from `groups`. Trust is a matter of the role, never of what the sender says of itself
/// (ARCHITECTURE.md section 4). May import Quarkus' security API; imported by `http`,
/// `consume` and `intake`.
@NullMarked
package dev.plumbline.ingest.access;

import org.jspecify.annotations.NullMarked;
