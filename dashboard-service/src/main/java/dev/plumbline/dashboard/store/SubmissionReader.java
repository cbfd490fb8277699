package dev.plumbline.dashboard.store;

import jakarta.enterprise.context.ApplicationScoped;

/// Submissions as pages and scripts see them.
@ApplicationScoped
public class SubmissionReader {

    /// The row `s` of `submission` as the JSON of a [dev.plumbline.dashboard.view.SubmissionRow].
    static String row(String productName) {
        return """
               jsonb_build_object('id', s.id, 'product', s.product, 'productName', %s, 'release', s.release,
                   'format', s.format, 'tool', s.tool, 'sender', s.sender, 'receivedAt', s.received_at,
                   'observedAt', s.observed_at, 'step', s.step, 'counts', s.counts, 'problem', s.problem)
               """
                .formatted(productName);
    }
}
