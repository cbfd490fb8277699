package dev.plumbline.dashboard.view;

/// What a viewer may do beyond reading; `access` derives it from the roles of the token.
///
/// A page offers a button only where the viewer has the ability; the door behind the button checks
/// again.
public enum Ability {
    /// create, edit and archive units, teams, products and lines
    EDIT_CATALOGUE,
    /// decide whether a vulnerability concerns a line, or propose it
    TRIAGE,
    /// ask to carry a risk until a day, or to take out a submission that was filed wrongly
    ASK,
    /// approve or decline what another person asked
    APPROVE
}
