package dev.plumbline.dashboard.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A unit, team, product or line to be made or edited.
///
/// @param action where the form goes, and `back` where "Cancel" does
/// @param archive where archiving or bringing back is asked; `null` where there is nothing to
///     archive yet
public record EntityForm(
        String title,
        String action,
        String back,
        List<Field> fields,
        Form form,
        @Nullable String archive,
        boolean archived,
        String archiveHint) {
    public EntityForm {
        fields = List.copyOf(fields);
    }

    /// @param fixed shown but not to be changed, such as the key of what exists
    /// @param pattern regular expression of HTML; `null` for free text
    /// @param choices what can be chosen; empty for free text
    /// @param look how free text is typed
    public record Field(
            String name,
            String label,
            String hint,
            boolean required,
            boolean fixed,
            int longest,
            @Nullable String pattern,
            List<Choice> choices,
            Look look) {
        /// How free text is typed.
        public enum Look {
            LINE,
            LINES,
            /// not to be read over a shoulder
            SECRET
        }

        public Field {
            choices = List.copyOf(choices);
        }

        public static Field text(String name, String label, String hint, int longest) {
            return new Field(name, label, hint, true, false, longest, null, List.of(), Look.LINE);
        }

        public static Field choice(String name, String label, String hint, List<Choice> choices) {
            return new Field(name, label, hint, true, false, 200, null, choices, Look.LINE);
        }

        public Field looking(Look look) {
            return new Field(name, label, hint, required, fixed, longest, pattern, choices, look);
        }

        public boolean isLines() {
            return look == Look.LINES;
        }

        public boolean isSecret() {
            return look == Look.SECRET;
        }

        public Field hinting(String hint) {
            return new Field(name, label, hint, required, fixed, longest, pattern, choices, look);
        }

        public Field optional() {
            return new Field(name, label, hint, false, fixed, longest, pattern, choices, look);
        }

        public Field unchangeable() {
            return new Field(name, label, hint, required, true, longest, pattern, choices, look);
        }

        public Field matching(String pattern) {
            return new Field(name, label, hint, required, fixed, longest, pattern, choices, look);
        }
    }

    public record Choice(String value, String label) {}
}
