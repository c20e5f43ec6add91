//! What `rounds` says of itself.

use crate::domain::Text;
use crate::methods::Description;

/// Question, formula, source, defaults, limits.
pub fn description() -> Description {
    Description {
        name: "rounds",
        question: Text::new(
            "Quelle équipe visite quels arrêts, dans quel ordre et à quelle heure, pour le moins de route ou pour répondre au plus de besoins dans sa demi-journée ?",
            "Which team visits which stops, in what order and when, for the least travel or to meet the most need in its half-day?",
        ),
        formula: "distance: min sum of travel, every stop visited\nneed: max sum of prizes visited, then min travel\nbalance: min travel + prizes missed (a stop without prize must be visited)\neach stop at most once; ready <= arrival <= due; demand of a round <= capacity; return - leaving <= shift",
        source: "Christiaens & Vanden Berghe 2020 (string removals); Vidal, Crainic, Gendreau & Prins 2013 (times in constant time); Held & Karp 1962 (exact up to 12 stops); Christofides, Mingozzi & Toth 1981 (bound by q-routes)",
        defaults: Text::new(
            "le dépôt est la première ligne ; autant de véhicules que nécessaire, un seul par dépôt pour --objective need ; vitesse 1 ; 126 000 pas de recherche, 60 secondes au plus, graine 1 ; jusqu’à 12 arrêts l’optimum est prouvé",
            "the depot is the first row; as many vehicles as needed, one at each depot for --objective need; speed 1; 126,000 search steps, 60 seconds at most, seed 1; up to 12 stops the optimum is proved",
        ),
        limits: Text::new(
            "au-delà de 12 arrêts, de bonnes tournées et non les meilleures : l’écart à la borne est donné ; sans --costs, à vol d’oiseau ; « arrival » est l’heure où l’on commence, l’équipe en avance attend ; la même graine redonne les mêmes tournées, sauf si la limite de temps a coupé la recherche",
            "beyond 12 stops good rounds, not the best: the gap to the bound is given; without --costs, as the crow flies; “arrival” is when service begins, an early team waits; the same seed gives the same rounds unless the time limit cut the search short",
        ),
    }
}
