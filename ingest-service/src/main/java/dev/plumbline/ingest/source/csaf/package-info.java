/// Reads CSAF 2.0 and 2.1 (OASIS, *Common Security Advisory Framework*): advisories and VEX.
///
/// One walk keeps what the document says of products and flaws, by number and not by name; the
/// checks that need the whole document follow, and only then is it turned into what the world says
/// ([dev.plumbline.ingest.source.csaf.WorldAdvisories]) or what a maker says of its product
/// ([dev.plumbline.ingest.source.csaf.MakersWord]). Pure.
@NullMarked
package dev.plumbline.ingest.source.csaf;

import org.jspecify.annotations.NullMarked;
