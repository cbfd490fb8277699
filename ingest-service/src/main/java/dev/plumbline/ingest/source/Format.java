package dev.plumbline.ingest.source;

/// One document format that is read, and what people must know of it; `docs/formats.md` is made of
/// these.
///
/// @param wireName as it stands in `format=`, in answers and in meters: lower-case, digits, hyphens
/// @param title name of the format with the forms that are read, such as `SARIF 2.1.0`
/// @param speaks of what its documents speak, which decides what must be named with them
/// @param reads what becomes evidence, in Markdown
/// @param ignores what is passed over, in Markdown
/// @param refuses what is refused that the format's own specification may allow, in Markdown
/// @param sample file name of a small document in `samples/` of this service's test resources
public record Format(
        String wireName,
        String title,
        Speaks speaks,
        String reads,
        String ignores,
        String refuses,
        String sample) {

    /// Of what a document speaks.
    public enum Speaks {
        /// of one release of a product: both must be named
        OF_A_RELEASE("a release"),
        /// of a product: a release may be named
        OF_A_PRODUCT("a product"),
        /// of nobody's product in particular
        OF_THE_WORLD("the world"),
        /// the maker's own word where a product is named, else the world's
        OF_EITHER("a product, or the world");

        private final String words;

        Speaks(String words) {
            this.words = words;
        }

        /// As people read it.
        public String words() {
            return words;
        }
    }
}
