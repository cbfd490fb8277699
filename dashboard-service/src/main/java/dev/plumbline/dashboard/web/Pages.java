package dev.plumbline.dashboard.web;

import dev.plumbline.dashboard.view.Words;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;

/// Answers that all pages have in common.
@Singleton
class Pages {
    private static final int UNPROCESSABLE = 422;
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("utf-8");

    private final Clock clock;

    Pages(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Words words() {
        return new Words(clock.instant());
    }

    /// The whole page, or only what moves where htmx asks for that.
    static TemplateInstance fitting(
            HttpHeaders headers,
            Supplier<TemplateInstance> content,
            Supplier<TemplateInstance> page) {
        boolean part = Objects.equals(headers.getHeaderString("HX-Target"), "content");
        return part ? content.get() : page.get();
    }

    static Response ok(TemplateInstance page) {
        return Response.ok(page, HTML).build();
    }

    /// The form once more, with what is wrong.
    static Response refused(TemplateInstance page) {
        return Response.status(UNPROCESSABLE).entity(page).type(HTML).build();
    }

    /// What is not there and what may not be seen look alike; [ErrorPages] finds the words.
    static Response notFound() {
        return Response.status(Response.Status.NOT_FOUND).build();
    }

    static Response conflict() {
        return Response.status(Response.Status.CONFLICT).build();
    }

    static Response forbidden() {
        return Response.status(Response.Status.FORBIDDEN).build();
    }

    /// After a form was taken, so that a reload does not send it again.
    static Response goTo(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
