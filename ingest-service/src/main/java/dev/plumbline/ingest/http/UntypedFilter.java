package dev.plumbline.ingest.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// A document that comes without a content type is one document, not an upload of several.
final class UntypedFilter {

    @ServerRequestFilter(preMatching = true)
    void takeForOneDocument(ContainerRequestContext request) {
        if (request.getMediaType() == null
                && request.getUriInfo().getPath().equals("/api/v1/submissions")) {
            request.getHeaders()
                    .putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
        }
    }
}
