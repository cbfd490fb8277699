/// The demonstration: Meridian Systems, a maker that does not exist, with components and flaws that
/// do.
///
/// Data come from the YAML files of the resource folder of the same name: the organisation, one
/// story a product, component stacks, advisories and KEV entries as facts. [Plan] turns them and a
/// day into calls, the same bytes for the same day; [Loading] sends them through the front doors,
/// HTTP with a token of the `plumbline-backfill` client, and remembers in the data folder what was
/// taken, so that a second run changes nothing. Nothing here reads a database or a topic, and
/// nothing of the services is imported. docs/demo.md tells the story.
@NullMarked
package dev.plumbline.local.demo;

import org.jspecify.annotations.NullMarked;
