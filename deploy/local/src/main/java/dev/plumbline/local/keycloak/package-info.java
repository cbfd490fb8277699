/// The real Keycloak, from its own distribution.
///
/// [KeycloakDistribution] unpacks and builds it once per version; [KeycloakAdmin] speaks to its
/// admin API for what the realm file cannot say. The realm itself is
/// `deploy/keycloak/plumbline-realm.json`, imported at the first start with secrets from the
/// environment.
@NullMarked
package dev.plumbline.local.keycloak;

import org.jspecify.annotations.NullMarked;
