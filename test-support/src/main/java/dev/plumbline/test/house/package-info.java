/// The lines that the architecture draws, as rules that fail a build.
///
/// Each module has one test that names its packages and applies the rules here. A rule that finds
/// no class to look at fails: a line around an empty room protects nothing.
@NullMarked
package dev.plumbline.test.house;

import org.jspecify.annotations.NullMarked;
