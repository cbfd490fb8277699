/// The tables of this service, and the only place that knows SQL.
@NullMarked
package dev.plumbline.dashboard.store;

import org.jspecify.annotations.NullMarked;
