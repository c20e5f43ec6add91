//! Everything that can be wrong with a filter, in words.

use super::expression::{Expression, Operator};
use super::{DEEPEST, LONGEST};
use crate::domain::{Fault, Text};
use crate::text;

fn bad(message: Text, hint: Text) -> Fault {
    Fault::new("bad-filter", message, hint).in_column("filter")
}

/// More characters than a filter may have.
pub fn too_long() -> Fault {
    Fault::new(
        "filter-too-long",
        text!("le filtre compte plus de {LONGEST} caractères", "the filter has more than {LONGEST} characters"),
        Text::new("filtrer par rectangle ou par zone, ou en plusieurs fois", "filter by rectangle or zone, or in several requests"),
    )
    .in_column("filter")
    .at_character(LONGEST as u64 + 1)
}

/// Nested deeper than a filter may be.
pub fn too_deep() -> Fault {
    Fault::new(
        "filter-too-deep",
        text!("le filtre s’emboîte sur plus de {DEEPEST} niveaux", "the filter is nested more than {DEEPEST} levels deep"),
        Text::new("ôter des parenthèses : a AND b AND c n’en demande aucune", "remove parentheses: a AND b AND c needs none"),
    )
    .in_column("filter")
}

/// Something stands where something else should.
pub fn unexpected(found: &str, expected: &str) -> Fault {
    let hint = if expected.is_empty() {
        Text::new("exemple : theme = 'sante' AND capacity > 3", "for example: theme = 'sante' AND capacity > 3")
    } else {
        text!("attendu ici : {expected}", "expected here: {expected}")
    };
    if found.is_empty() {
        return bad(Text::new("le filtre s’arrête trop tôt", "the filter ends too soon"), hint);
    }
    bad(text!("« {found} » n’a pas sa place ici", "“{found}” does not belong here"), hint)
}

/// A quote is opened and never closed.
pub fn unclosed_quote() -> Fault {
    bad(
        Text::new("un guillemet n’est jamais refermé", "a quote is never closed"),
        Text::new("doubler l’apostrophe à l’intérieur des mots : 'l''accueil'", "double an apostrophe within words: 'l''accueil'"),
    )
}

/// Digits that are no number.
pub fn bad_number(digits: &str) -> Fault {
    bad(text!("« {digits} » n’est pas un nombre", "“{digits}” is not a number"), Text::new("exemple : 12.5", "for example: 12.5"))
}

/// What should be JSON is not.
pub fn not_json(cause: &serde_json::Error) -> Fault {
    bad(
        text!("le filtre n’est pas du JSON : {cause}", "the filter is not JSON: {cause}"),
        Text::new("en texte, ajouter filter-lang=cql2-text", "for text, add filter-lang=cql2-text"),
    )
}

/// An operator or function that does not exist.
pub fn unknown_operator(name: &str, nearest: Option<&str>) -> Fault {
    let hint = nearest.map_or_else(
        || {
            Text::new(
                "fonctions d’ici : CASEI, ACCENTI, et celles en S_, T_ et A_ de CQL2",
                "functions here: CASEI, ACCENTI, and those of CQL2 in S_, T_ and A_",
            )
        },
        |nearest| text!("peut-être {nearest} ?", "perhaps {nearest}?"),
    );
    bad(text!("fonction ou opérateur inconnu : « {name} »", "unknown function or operator: “{name}”"), hint)
}

/// An operator with too many or too few arguments.
pub fn wrong_arity(operator: Operator, found: usize) -> Fault {
    let (name, wanted) = (operator.name(), operator.arity().unwrap_or(2));
    bad(text!("{name} reçoit {found} arguments", "{name} is given {found} arguments"), text!("il en attend {wanted}", "it takes {wanted}"))
}

/// A property the collection does not have.
pub fn unknown_property(name: &str, nearest: Option<&str>, known: &str) -> Fault {
    let hint = nearest.map_or_else(
        || text!("choisir parmi {known}", "choose among {known}"),
        |nearest| text!("peut-être {nearest} ? Toutes : {known}", "perhaps {nearest}? All of them: {known}"),
    );
    Fault::new("unknown-property", text!("propriété inconnue ici : « {name} »", "property unknown here: “{name}”"), hint)
        .in_column("filter")
}

/// A part of another kind than the operator takes.
pub fn wrong_kind(part: &Expression, wanted: &Text) -> Fault {
    let (fr, en) = (&wanted.fr, &wanted.en);
    part.at.of(bad(
        Text::new("cette partie du filtre n’est pas de la bonne sorte", "this part of the filter is of the wrong kind"),
        text!("attendu : {fr}", "expected {en}"),
    ))
}

/// Two sides of a comparison that cannot be compared.
pub fn not_comparable(part: &Expression, one: &Text, other: &Text) -> Fault {
    let ((fr, en), (other_fr, other_en)) = ((&one.fr, &one.en), (&other.fr, &other.en));
    part.at.of(bad(
        text!("{fr} ne se compare pas à {other_fr}", "{en} cannot be compared with {other_en}"),
        Text::new(
            "écrire 'des mots', 12.5, TRUE, DATE('2024-05-31') ; pour une liste, A_CONTAINS(themes, ('sante'))",
            "write 'words', 12.5, TRUE, DATE('2024-05-31'); for a list, A_CONTAINS(themes, ('sante'))",
        ),
    ))
}

/// A date or an interval that does not read.
pub fn bad_date(words: &str) -> Fault {
    bad(
        text!("« {words} » n’est pas une date", "“{words}” is not a date"),
        Text::new(
            "attendu : DATE('2024-05-31'), TIMESTAMP('2024-05-31T12:00:00Z') ou INTERVAL('2024-01-01', '..')",
            "expected DATE('2024-05-31'), TIMESTAMP('2024-05-31T12:00:00Z') or INTERVAL('2024-01-01', '..')",
        ),
    )
}

/// A geometry that does not read or encloses nothing.
pub fn bad_geometry(message: Text, hint: Text) -> Fault {
    bad(message, hint)
}
