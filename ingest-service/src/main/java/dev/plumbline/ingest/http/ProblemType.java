package dev.plumbline.ingest.http;

import dev.plumbline.ingest.intake.Outcome.Why;
import java.util.Locale;

/// Every kind of problem that this service answers with.
enum ProblemType {
    INVALID_REQUEST(400, "The request is not valid"),
    NOT_AUTHENTICATED(401, "No valid token"),
    NOT_SIGNED(401, "The delivery is not signed with a secret of the hook"),
    NOT_ALLOWED(403, "The token does not allow this"),
    UNKNOWN_PRODUCT(404, "There is no such product"),
    UNKNOWN_SUBMISSION(404, "There is no such submission"),
    UNKNOWN_HOOK(404, "There is no such hook"),
    NOT_FOUND(404, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(405, "The address does not know this method"),
    NOT_ACCEPTABLE(406, "The answer can't be given in the form asked for"),
    TOO_SLOW(408, "The body came too slowly"),
    ARCHIVED_PRODUCT(409, "The product is archived"),
    LENGTH_REQUIRED(411, "The request must state its length"),
    TOO_LARGE(413, "The document is too large"),
    UNKNOWN_FORMAT(415, "The format is not known"),
    UNKNOWN_ENCODING(415, "The content encoding is not known"),
    UNREADABLE(422, "The document can't be read"),
    INTERNAL(500, "Something went wrong here"),
    NOT_AVAILABLE(503, "Try again soon");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /// Stands for the problem in machines' eyes; never changes.
    String uri() {
        return "urn:plumbline:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ProblemType of(Why why) {
        return switch (why) {
            case INVALID_REQUEST -> INVALID_REQUEST;
            case NOT_ALLOWED -> NOT_ALLOWED;
            case UNKNOWN_PRODUCT -> UNKNOWN_PRODUCT;
            case ARCHIVED_PRODUCT -> ARCHIVED_PRODUCT;
            case UNKNOWN_SUBMISSION -> UNKNOWN_SUBMISSION;
            case TOO_LARGE -> TOO_LARGE;
            case UNREADABLE -> UNREADABLE;
            case UNKNOWN_FORMAT, UNKNOWN_FORMAT_NAME -> UNKNOWN_FORMAT;
            case UNKNOWN_ENCODING -> UNKNOWN_ENCODING;
        };
    }

    /// The type for a status that the framework chose.
    static ProblemType of(int status) {
        return switch (status) {
            case 401 -> NOT_AUTHENTICATED;
            case 403 -> NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> TOO_SLOW;
            case 411 -> LENGTH_REQUIRED;
            case 413 -> TOO_LARGE;
            case 415 -> UNKNOWN_FORMAT;
            case 422 -> UNREADABLE;
            case 503 -> NOT_AVAILABLE;
            default -> status >= 500 ? INTERNAL : INVALID_REQUEST;
        };
    }
}
