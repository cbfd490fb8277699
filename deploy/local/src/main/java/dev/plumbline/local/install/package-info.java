/// What one local install is: its folders, its ports, its secrets.
///
/// Values only. Everything here is read from or written to the data folder (`.plumbline/` unless
/// told otherwise); files that hold secrets are readable by their owner alone from the moment they
/// exist.
@NullMarked
package dev.plumbline.local.install;

import org.jspecify.annotations.NullMarked;
