package dev.plumbline.scoring.http;

import jakarta.ws.rs.core.Response;

/// What went wrong, as RFC 9457 says it.
record Problem(String type, String title, int status, String detail) {
    private static final String MEDIA_TYPE = "application/problem+json";

    static Problem unknownProduct() {
        return new Problem(
                "urn:plumbline:problem:unknown-product",
                "There is no such product",
                Response.Status.NOT_FOUND.getStatusCode(),
                "or it is not one of yours");
    }

    static Problem invalid(String detail) {
        return new Problem(
                "urn:plumbline:problem:invalid-request",
                "The request is wrong",
                Response.Status.BAD_REQUEST.getStatusCode(),
                detail);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
