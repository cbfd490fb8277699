/// The little that this service answers over HTTP besides health and metrics. Each endpoint names
/// who may call it.
@NullMarked
package dev.plumbline.scoring.http;

import org.jspecify.annotations.NullMarked;
