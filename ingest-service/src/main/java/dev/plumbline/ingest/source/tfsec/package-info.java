/// What tfsec reports on Terraform as JSON.
///
/// Pure; may import the JDK, JSpecify, `events` and the parent package.
@NullMarked
package dev.plumbline.ingest.source.tfsec;

import org.jspecify.annotations.NullMarked;
