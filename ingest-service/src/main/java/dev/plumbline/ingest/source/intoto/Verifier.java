package dev.plumbline.ingest.source.intoto;

import java.util.List;

/// Checks signatures with the public keys that the installation trusts.
@FunctionalInterface
public interface Verifier {
    /// Knows no key: whatever is signed is neither proven nor refuted.
    Verifier WITHOUT_KEYS = (message, signatures) -> new Verdict.NoKey();

    /// @param message the bytes that were signed
    /// @param signatures of which one by a known key is enough
    Verdict verify(byte[] message, List<Signature> signatures);

    /// A signature of an envelope.
    ///
    /// @param keyId a hint of the signer; empty if there is none
    record Signature(String keyId, byte[] bytes) {
        public Signature {
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /// What came of it.
    sealed interface Verdict {
        /// @param key name under which the key is configured
        record Verified(String key) implements Verdict {}

        /// A signature names a configured key and is not of it.
        ///
        /// @param key name under which the key is configured
        record Refuted(String key) implements Verdict {}

        /// No configured key is concerned: unsigned, or signed by somebody else.
        record NoKey() implements Verdict {}
    }
}
