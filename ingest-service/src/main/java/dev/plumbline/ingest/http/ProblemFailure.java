package dev.plumbline.ingest.http;

/// Carries a problem out of a streaming endpoint, whose answer can't be a plain response.
final class ProblemFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    ProblemFailure(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
