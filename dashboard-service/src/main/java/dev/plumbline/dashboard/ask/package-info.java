/// Questions about a score that only its ledger answers, put to scoring-service on a person's click
/// and in their name.
@NullMarked
package dev.plumbline.dashboard.ask;

import org.jspecify.annotations.NullMarked;
