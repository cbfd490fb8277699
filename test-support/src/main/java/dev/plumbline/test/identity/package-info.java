/// A small OpenID provider for `@QuarkusTest` and the tokens that it signs.
///
/// Quicker than Keycloak and as strict about what a service checks: signature, issuer, audience,
/// expiry. Tests of the whole road use the real Keycloak.
@NullMarked
package dev.plumbline.test.identity;

import org.jspecify.annotations.NullMarked;
