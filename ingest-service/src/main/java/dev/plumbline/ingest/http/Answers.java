package dev.plumbline.ingest.http;

import dev.plumbline.ingest.intake.IntakeConfig;
import dev.plumbline.ingest.intake.Outcome;
import dev.plumbline.ingest.intake.Outcome.Accepted;
import dev.plumbline.ingest.intake.Outcome.Rejected;
import dev.plumbline.ingest.intake.Outcome.Repeated;
import dev.plumbline.ingest.intake.Outcome.SeenBefore;
import dev.plumbline.ingest.intake.Sources;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/// Puts what became of a document into words for whoever sent it.
@ApplicationScoped
class Answers {
    private static final List<String> ENCODINGS = List.of("identity", "gzip", "zstd");

    private final Sources sources;
    private final IntakeConfig config;

    Answers(Sources sources, IntakeConfig config) {
        this.sources = sources;
        this.config = config;
    }

    /// The answer to a request that is one document.
    Response response(Outcome outcome) {
        Result result = result(outcome);
        return result.submission() != null
                ? Response.status(result.status())
                        .location(URI.create(result.submission().progress()))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(result.submission())
                        .build()
                : result.problemOrThrow().asResponse();
    }

    /// One of the answers to a request that is several documents.
    Result result(Outcome outcome) {
        return switch (outcome) {
            case Accepted a ->
                    Result.of(
                            202,
                            new AcceptedBody(
                                    a.id(),
                                    "accepted",
                                    a.product(),
                                    a.release(),
                                    a.format(),
                                    a.tool(),
                                    a.counts(),
                                    progress(a.id().toString())));
            case SeenBefore s ->
                    Result.of(
                            200,
                            new AcceptedBody(
                                    s.first(),
                                    "seen-before",
                                    s.product(),
                                    s.release(),
                                    s.format(),
                                    s.tool(),
                                    s.counts(),
                                    progress(s.first().toString())));
            case Rejected r -> Result.of(problem(r));
            case Repeated repeated ->
                    throw new IllegalStateException("no request is the repetition of an event");
        };
    }

    private String progress(String id) {
        return config.dashboardUrl() + "/api/v1/submissions/" + id;
    }

    private Problem problem(Rejected rejected) {
        Problem problem = Problem.of(rejected);
        return switch (rejected.why()) {
            case UNKNOWN_FORMAT -> problem.lookingFor(sources.titles());
            case UNKNOWN_FORMAT_NAME -> problem.lookingFor(sources.names());
            case UNKNOWN_ENCODING -> problem.lookingFor(ENCODINGS);
            default -> problem;
        };
    }
}
