package dev.plumbline.ingest.http;

import dev.plumbline.ingest.intake.Bodies.TooSlow;
import dev.plumbline.ingest.intake.Offer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.fileupload.FileItemHeaders;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.InvalidFileNameException;
import org.apache.commons.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/// Walks over the parts of a multipart body, one at a time and never back.
///
/// Fields are short and change what is said of the documents after them. Blocks while it reads.
final class UploadParts {
    /// The longest value of a field, in bytes.
    private static final int LONGEST_FIELD = 1024;

    private final Context context;
    private Offer offer;
    private @Nullable FileItemIterator parts;

    /// @param general what the query says
    UploadParts(String contentType, InputStream body, Offer general) {
        this.context = new Context(contentType, body);
        this.offer = general;
    }

    /// What comes next.
    sealed interface Next {}

    /// @param bytes to be read before the next part is asked for, or not at all
    record Document(@Nullable String name, Offer offer, InputStream bytes) implements Next {}

    record End() implements Next {}

    /// Nothing more can be read.
    record Broken(Problem problem) implements Next {}

    Next next() {
        try {
            FileItemIterator walk = parts;
            if (walk == null) {
                FileUpload upload = new FileUpload();
                upload.setPartHeaderSizeMax(8 * 1024);
                walk = upload.getItemIterator(context);
                parts = walk;
            }
            while (walk.hasNext()) {
                FileItemStream part = walk.next();
                if (!part.isFormField()) {
                    return document(part);
                }
                Problem wrong = field(part);
                if (wrong != null) {
                    return new Broken(wrong);
                }
            }
            return new End();
        } catch (FileUploadException | IOException e) {
            return new Broken(broken(e));
        }
    }

    private Document document(FileItemStream part) throws IOException {
        FileItemHeaders headers = part.getHeaders();
        String encoding = headers == null ? null : headers.getHeader("content-encoding");
        return new Document(name(part), offer.packedAs(encoding), part.openStream());
    }

    private static @Nullable String name(FileItemStream part) {
        String name;
        try {
            name = part.getName();
        } catch (InvalidFileNameException e) {
            name = e.getName();
        }
        String shown = name == null || name.isEmpty() ? part.getFieldName() : name;
        return shown == null ? null : Cleaned.text(shown);
    }

    private @Nullable Problem field(FileItemStream part) throws IOException {
        byte[] value;
        try (InputStream in = part.openStream()) {
            value = in.readNBytes(LONGEST_FIELD + 1);
        }
        String name = part.getFieldName();
        if (value.length > LONGEST_FIELD) {
            return Problem.of(
                    ProblemType.INVALID_REQUEST,
                    "a field has at most "
                            + LONGEST_FIELD
                            + " bytes: a document is a part with a file name");
        }
        String text = Cleaned.text(new String(value, StandardCharsets.UTF_8));
        Offer saidNow =
                switch (name == null ? "" : name) {
                    case "product" -> new Offer(text, null, null, null, null, null);
                    case "release" -> new Offer(null, text, null, null, null, null);
                    case "format" -> new Offer(null, null, text, null, null, null);
                    case "observedAt" -> new Offer(null, null, null, text, null, null);
                    default -> null;
                };
        if (saidNow == null) {
            return Problem.of(
                    ProblemType.INVALID_REQUEST,
                    "fields are product, release, format and observedAt: a document is a part with"
                            + " a file name");
        }
        offer = saidNow.or(offer);
        return null;
    }

    /// What a sender is told of a body that is no multipart, or ends too early.
    static Problem broken(Throwable failure) {
        for (Throwable why = failure; why != null; why = why.getCause()) {
            if (why instanceof TooSlow slow) {
                return Problem.of(ProblemType.TOO_SLOW, slow.detail());
            }
        }
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("header")) {
            return Problem.of(
                    ProblemType.INVALID_REQUEST, "the header of a part is longer than 8192 bytes");
        }
        return Problem.of(
                ProblemType.INVALID_REQUEST,
                words.contains("boundary")
                        ? "Content-Type names no boundary between the parts that is there"
                        : "the multipart body is broken or ends too early");
    }

    /// What the walk wants to know of the request.
    private record Context(String contentType, InputStream body) implements UploadContext {
        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        @SuppressWarnings("deprecation") // the older of two ways to ask for the same
        public int getContentLength() {
            return -1;
        }

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public InputStream getInputStream() {
            return body;
        }
    }
}
