/// The pages people see: Qute templates filled with the records of `view`, and the forms on them.
///
/// A resource here asks `store` for the record of its page and hands it to a template, or passes a
/// checked form to a use case (`catalog`, `decide`) and sends the browser on (303). No figure is
/// computed here.
///
/// Pages load nothing from third parties and carry no inline script or style, so the policy that is
/// sent with each ([PageHeaders]) forbids both. A form is accepted only from our own pages
/// ([SameOrigin]). Parts of a page that move are fragments of its own template, fetched by htmx.
@NullMarked
package dev.plumbline.dashboard.web;

import org.jspecify.annotations.NullMarked;
