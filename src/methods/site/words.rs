//! What `site` says of itself, and how it refuses.

use super::Solver;
use crate::domain::{Fault, Text};
use crate::methods::description::Description;
use crate::text;

/// Most identifiers named in one sentence.
const MOST_NAMED: usize = 50;

/// What the method says of itself.
pub fn description() -> Description {
    Description {
        name: "site",
        question: Text::new(
            "Où ouvrir des lieux pour couvrir le plus de monde, raccourcir les trajets ou ne laisser personne trop loin, et de combien pourrait-on faire mieux ?",
            "Where to open places to cover the most people, shorten travel or leave nobody too far, and how much better could one do?",
        ),
        formula: "coverage: max sum_i w_i [min_{j open} d_ij <= r], p open\nset-cover: min sum_{j open} c_j, min_{j open} d_ij <= r for all i\nmedian: min sum_i w_i min_{j open} d_ij, p open\ncenter: min max_i min_{j open} d_ij, p open\ngap: |objective - bound| / |objective|",
        source: "Church & ReVelle 1974 (coverage); Toregas, Swain, ReVelle & Bergman 1971 (set-cover); Hakimi 1964 (median, center); Teitz & Bart 1968, Resende & Werneck 2007 (exchange); Cornuéjols, Fisher & Nemhauser 1977, Beasley 1990 (Lagrangean bound); Minieka 1970 (center by covers)",
        defaults: Text::new(
            "exact : cherche jusqu’à la preuve, au plus 60 secondes ; p compte tous les sites ouverts, ceux déjà ouverts (fixed) compris ; toute portée est comprise ; cost ne sert qu’à set-cover (sans lui, chaque site compte pour un)",
            "exact: looks until proved, for 60 seconds at most; p counts all open sites, those open already (fixed) included; every radius is included; cost serves set-cover alone (without it each site counts for one)",
        ),
        limits: Text::new(
            "la couverture compte des personnes (weight), pas des points ; set-cover et center regardent chaque point quel que soit son poids ; une paire absente est hors d’atteinte ; « optimal » n’est dit que si c’est prouvé ; plusieurs choix peuvent se valoir, un seul est donné ; aucun site n’est jamais saturé",
            "coverage counts people (weight), not points; set-cover and center look at every point whatever its weight; a pair that is absent is out of reach; “optimal” is only said when proved; several choices may be worth the same, one is given; no site is ever full",
        ),
    }
}

/// Identifiers as a list, the first ones when they are many.
pub(super) fn list(names: &[String]) -> Text {
    let named = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMED) {
        0 => Text::new(named.clone(), named),
        more => text!("{named} et {more} autres", "{named} and {more} more"),
    }
}

pub(super) fn infeasible(names: &[String]) -> Fault {
    let (Text { fr, en }, count) = (list(names), names.len());
    Fault::new(
        "infeasible",
        text!(
            "impossible : {count} points de demande ne sont à portée d’aucun candidat : {fr}",
            "impossible: {count} demand points are in reach of no candidate: {en}"
        ),
        Text::new(
            "allonger --radius, ajouter des candidats ou retirer ces points",
            "lengthen --radius, add candidates or remove these points",
        ),
    )
}

pub(super) fn too_few_sites(asked: usize, needed: usize) -> Fault {
    Fault::new(
        "too-few-sites",
        text!("{asked} sites ne peuvent atteindre tout le monde", "{asked} sites cannot reach everyone"),
        text!(
            "il en faut au moins {needed} ; en demander plus avec -p, ou compléter les coûts",
            "at least {needed} are needed; ask for more with -p, or complete the costs"
        ),
    )
    .in_column("-p")
}

pub(super) fn no_solution_in_time(solver: Solver) -> Fault {
    let hint = match solver {
        Solver::Exact => Text::new("allonger --time-limit", "lengthen --time-limit"),
        Solver::Fast => Text::new("chercher jusqu’au bout avec --solver exact", "look to the end with --solver exact"),
    };
    Fault::new(
        "no-solution-in-time",
        Text::new(
            "aucun choix qui atteigne tout le monde n’a été trouvé, ni exclu",
            "no choice that reaches everyone was found, nor ruled out",
        ),
        hint,
    )
}

pub(super) fn too_many_fixed(fixed: usize, asked: usize) -> Fault {
    Fault::new(
        "too-many-fixed",
        text!(
            "{fixed} sites sont déjà ouverts, plus que les {asked} demandés",
            "{fixed} sites are open already, more than the {asked} asked for"
        ),
        Text::new(
            "-p compte tous les sites ouverts, ceux-là compris : en demander plus",
            "-p counts all open sites, these included: ask for more",
        ),
    )
}

pub(super) fn missing_sites() -> Fault {
    Fault::new(
        "missing-sites",
        Text::new("il manque le nombre de sites", "the number of sites is missing"),
        Text::new("le donner avec -p, sites déjà ouverts compris", "give it with -p, sites open already included"),
    )
    .in_column("-p")
}

pub(super) fn no_sites() -> Fault {
    Fault::new(
        "no-sites",
        Text::new("aucun site à ouvrir", "no site to open"),
        Text::new("attendu : un nombre d’au moins 1", "expected a number of at least 1"),
    )
    .in_column("-p")
}

pub(super) fn bad_radius(radius: f64) -> Fault {
    Fault::new(
        "bad-radius",
        text!("{radius} n’est pas une portée", "{radius} is no radius"),
        Text::new("attendu : zéro ou plus, dans l’unité des coûts", "expected zero or above, in the unit of costs"),
    )
    .in_column("--radius")
}

pub(super) fn bad_time_limit(seconds: f64) -> Fault {
    Fault::new(
        "bad-time-limit",
        text!("{seconds} n’est pas une durée", "{seconds} is no duration"),
        Text::new("attendu : des secondes, comme 60", "expected seconds, such as 60"),
    )
    .in_column("--time-limit")
}

pub(super) fn cost_ignored() -> Text {
    Text::new(
        "la colonne « cost » des candidats ne sert qu’à set-cover : elle ne compte pas ici",
        "the column “cost” of candidates serves set-cover alone: it does not count here",
    )
}

pub(super) fn p_ignored() -> Text {
    Text::new(
        "set-cover trouve lui-même le nombre de sites : -p ne compte pas",
        "set-cover finds the number of sites itself: -p does not count",
    )
}

pub(super) fn radius_ignored() -> Text {
    Text::new("--radius ne compte que pour coverage et set-cover", "--radius only counts for coverage and set-cover")
}

pub(super) fn time_is_up(seconds: f64) -> Text {
    text!(
        "rien n’est prouvé après {seconds} secondes : meilleur choix trouvé, voir l’écart",
        "nothing is proved after {seconds} seconds: the best choice found, see the gap"
    )
}
