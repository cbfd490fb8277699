/// The whole road from outside: the one door, HTTP with tokens of the real Keycloak, pages in a
// real
/// browser, and what happens when parts of it die.
///
/// Knows nothing inside the services. Every test works on products of its own, so that one install
/// serves them all.
@NullMarked
package dev.plumbline.e2e;

import org.jspecify.annotations.NullMarked;
