package dev.plumbline.dashboard.web;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Tells the browser what a page of ours may do, which is little: no inline script or style,
/// nothing from elsewhere, no frame around it. A page is never stored by what lies between us and
/// the viewer.
final class PageHeaders {
    static final String POLICY =
            String.join(
                    "; ",
                    "default-src 'none'",
                    "script-src 'self'",
                    "style-src 'self'",
                    "img-src 'self' data:",
                    "font-src 'self'",
                    "connect-src 'self'",
                    "form-action 'self'",
                    "base-uri 'none'",
                    "frame-ancestors 'none'");

    @ServerResponseFilter
    void protect(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        if (type != null && MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            MultivaluedMap<String, Object> headers = response.getHeaders();
            headers.putSingle("Content-Security-Policy", POLICY);
            headers.putSingle("Cache-Control", "private, no-cache");
            headers.putSingle("Vary", "HX-Request, Cookie");
        }
    }
}
