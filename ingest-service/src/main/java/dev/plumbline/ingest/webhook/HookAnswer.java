package dev.plumbline.ingest.webhook;

import dev.plumbline.ingest.intake.Outcome;

/// What became of a delivery.
public sealed interface HookAnswer {

    /// There is no such hook.
    record NoHook() implements HookAnswer {}

    /// It is not signed with a secret of the hook.
    record Unsigned() implements HookAnswer {}

    /// Whether it is signed can't be told, because the service can't open the hook's secrets.
    record Sealed() implements HookAnswer {}

    /// It is of a form that is not asked for.
    record WrongForm(String detail) implements HookAnswer {}

    record TooLarge(String detail) implements HookAnswer {}

    /// The forge tried whether somebody listens.
    record Pong() implements HookAnswer {}

    /// It says nothing that is kept.
    ///
    /// @param reason in one sentence
    record Ignored(String reason) implements HookAnswer {}

    /// It was noted, and changes no figure for now.
    record Noted() implements HookAnswer {}

    /// It was done before.
    record Repeated() implements HookAnswer {}

    /// The hook is paused; the delivery is kept until it goes on.
    record Waiting() implements HookAnswer {}

    /// The hook is paused, and there is no room for more that waits.
    record Full() implements HookAnswer {}

    /// What intake made of it.
    record Done(Outcome outcome) implements HookAnswer {}
}
