/// Which products somebody may see, by the roles and groups of a token: the same answer in every
/// service.
///
/// Knows neither tokens nor tables; a service reads the one and asks the other.
@NullMarked
package dev.plumbline.access;

import org.jspecify.annotations.NullMarked;
