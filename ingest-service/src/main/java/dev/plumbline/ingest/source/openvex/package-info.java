/// OpenVEX 0.0.x and 0.2: the maker's word on whether vulnerabilities concern its products.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.openvex;

import org.jspecify.annotations.NullMarked;
