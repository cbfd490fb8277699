/// What the tests of all services share: real servers, an identity provider, house rules.
///
/// Test scope only; nothing here reaches a running service.
@NullMarked
package dev.plumbline.test;

import org.jspecify.annotations.NullMarked;
