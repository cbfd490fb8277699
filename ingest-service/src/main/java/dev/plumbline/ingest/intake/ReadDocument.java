package dev.plumbline.ingest.intake;

import dev.plumbline.access.Sight;
import dev.plumbline.ingest.store.Documents;
import dev.plumbline.ingest.store.Documents.Found;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Gives a document back, byte for byte as it came in, to a person who may see its product.
@ApplicationScoped
public class ReadDocument {
    private final Documents documents;

    ReadDocument(Documents documents) {
        this.documents = documents;
    }

    /// @param bytes the plain bytes, read piece by piece as they are asked for
    public record Readable(byte[] sha256, long sizeBytes, Multi<byte[]> bytes) {}

    /// Empty if there is no such document, or the viewer may not know of it. Must be called on the
    /// event loop of a request.
    public Uni<Optional<Readable>> of(UUID submission, Sight sight) {
        Hop hop = Hop.here();
        return documents
                .of(submission, sight)
                .map(
                        found ->
                                found.map(
                                        f ->
                                                new Readable(
                                                        f.sha256(), f.sizeBytes(), bytes(hop, f))));
    }

    private Multi<byte[]> bytes(Hop hop, Found found) {
        return Multi.createFrom()
                .resource(
                        Unpacking::new,
                        unpacking -> {
                            AtomicInteger nth = new AtomicInteger();
                            return Multi.createBy()
                                    .repeating()
                                    .uni(
                                            () ->
                                                    hop.onLoop(
                                                            () ->
                                                                    documents.piece(
                                                                            found.sha256(),
                                                                            nth.getAndIncrement())))
                                    .atMost(found.pieces())
                                    .emitOn(Infrastructure.getDefaultWorkerPool())
                                    .onItem()
                                    .transformToMultiAndConcatenate(
                                            piece ->
                                                    Multi.createFrom()
                                                            .iterable(unpacking.feed(piece)));
                        })
                .withFinalizer(Unpacking::close);
    }
}
