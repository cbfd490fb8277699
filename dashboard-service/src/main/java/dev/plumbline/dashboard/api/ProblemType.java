package dev.plumbline.dashboard.api;

/// All that can be wrong with a request.
enum ProblemType {
    INVALID(422, "invalid", "What was sent does not hold together"),
    UNREADABLE(400, "unreadable", "The request can't be read"),
    NOT_AUTHENTICATED(401, "not-authenticated", "Nobody is signed in"),
    NOT_ALLOWED(403, "not-allowed", "This role may not do this"),
    UNKNOWN(404, "unknown", "There is nothing here"),
    METHOD(405, "method", "This can't be done here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "Not to be had in this form"),
    CONFLICT(409, "conflict", "Something stands in the way"),
    TOO_LARGE(413, "too-large", "Too large"),
    MEDIA_TYPE(415, "media-type", "Not readable in this form"),
    FAILED(500, "failed", "Plumbline failed"),
    GATEWAY(502, "gateway", "Another service did not answer"),
    UNAVAILABLE(503, "unavailable", "Not just now");

    private final int status;
    private final String slug;
    private final String title;

    ProblemType(int status, String slug, String title) {
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /// Stable name of the type, for programs.
    String uri() {
        return "urn:plumbline:problem:" + slug;
    }

    static ProblemType ofStatus(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status >= 500 ? FAILED : UNREADABLE;
    }
}
