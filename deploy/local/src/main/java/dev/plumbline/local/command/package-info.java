/// What `./plumbline` does beyond the shell: one class a command, each answering an exit code.
///
/// A command speaks to the supervisor through the run folder and to the services as any client
/// would, over HTTP with a token from Keycloak. Failures that an operator can mend arrive as
/// [dev.plumbline.local.StartupFailure] and are printed as one line.
@NullMarked
package dev.plumbline.local.command;

import org.jspecify.annotations.NullMarked;
