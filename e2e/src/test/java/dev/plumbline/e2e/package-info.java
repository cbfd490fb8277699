/// The whole road from outside: the one door, HTTP with tokens of the real Keycloak, pages in a
/// real browser, and what happens when parts of it die.
///
/// Knows nothing inside the services. One install serves all classes, and each works on products
/// of its own. What the world knows is common to all products, so the classes have an order: those
/// that count on few advisories come before the demonstration brings many.
@NullMarked
package dev.plumbline.e2e;

import org.jspecify.annotations.NullMarked;
