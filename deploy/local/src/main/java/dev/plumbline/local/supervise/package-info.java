/// Starts the six processes of an install, keeps them running, stops them in order.
///
/// [LaunchPlan] says what is to run, as values; [Supervisor] makes it so and stays. It reports to
/// the run folder of the install, from which the commands read: a lock that lives as long as the
/// supervisor, its phase, the steps so far, and the process id of each part. A part that dies is
/// started again; one that an operator holds (a marker in the run folder) stays down.
@NullMarked
package dev.plumbline.local.supervise;

import org.jspecify.annotations.NullMarked;
