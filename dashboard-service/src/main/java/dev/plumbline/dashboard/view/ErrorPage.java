package dev.plumbline.dashboard.view;

import org.jspecify.annotations.Nullable;

/// What went wrong, and what the person can do about it.
///
/// @param status HTTP status; 0 where nothing went wrong, such as after signing out
/// @param trace what finds the failure in the logs
public record ErrorPage(
        int status,
        String title,
        String advice,
        @Nullable String action,
        @Nullable String actionLabel,
        @Nullable String trace) {

    public static ErrorPage of(int status, @Nullable String trace) {
        return switch (status) {
            case 400 ->
                    new ErrorPage(
                            status,
                            "This address does not make sense",
                            "A part of it is not what the page expects. Go back and choose again.",
                            "/",
                            "To the organisation",
                            null);
            case 401 ->
                    new ErrorPage(
                            status,
                            "Please sign in",
                            "Your session has ended.",
                            "/",
                            "Sign in",
                            null);
            case 403 ->
                    new ErrorPage(
                            status,
                            "This is not yours to do",
                            "You are signed in, but your roles do not allow it. An administrator can change that.",
                            "/",
                            "To the organisation",
                            null);
            case 404 ->
                    new ErrorPage(
                            status,
                            "There is nothing here for you",
                            "It does not exist, or it belongs to a unit or team that you may not see.",
                            "/products",
                            "To the products",
                            null);
            case 409 ->
                    new ErrorPage(
                            status,
                            "Somebody was faster",
                            "What you acted on has changed meanwhile. Look again before you decide.",
                            "/approvals",
                            "To the approvals",
                            null);
            case 502, 503, 504 ->
                    new ErrorPage(
                            status,
                            "Not available right now",
                            "A part of Plumbline does not answer. Nothing is lost: what was accepted waits and is applied later. Try again in a minute.",
                            "/",
                            "Try again",
                            trace);
            default ->
                    new ErrorPage(
                            status,
                            "This should not have happened",
                            "The failure is recorded. Nothing was changed.",
                            "/",
                            "To the organisation",
                            trace);
        };
    }

    public static ErrorPage signedOut() {
        return new ErrorPage(
                0,
                "You are signed out",
                "Close the browser on a shared machine.",
                "/",
                "Sign in again",
                null);
    }
}
