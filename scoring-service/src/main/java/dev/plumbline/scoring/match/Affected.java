package dev.plumbline.scoring.match;

/// What an advisory calls affected of one package, as one line of text that fits a column.
public sealed interface Affected permits AffectedVersions, AffectedProduct {

    /// Never blank unless nothing is affected; read back by [#parse(String)].
    String text();

    /// @throws IllegalArgumentException if the text is none that [#text()] gave, nor a VERS
    static Affected parse(String text) {
        return AffectedProduct.isText(text)
                ? AffectedProduct.parse(text)
                : AffectedVersions.parse(text);
    }
}
