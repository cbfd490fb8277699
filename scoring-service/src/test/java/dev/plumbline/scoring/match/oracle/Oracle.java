package dev.plumbline.scoring.match.oracle;

/// A reference that knows which advisories concern which components.
interface Oracle {

    /// How tables call it.
    String name();

    /// What it is, what is asked of it and what can't be.
    String about();

    /// Asks Plumbline all that the reference answers.
    Tally ask();
}
