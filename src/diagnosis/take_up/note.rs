//! The method note of the take-up signal: what it is, and what it is not.

use super::inputs::Inputs;
use crate::diagnosis::Method;
use crate::diagnosis::wording::{counted, number, paragraph};
use crate::domain::Text;
use crate::text;

/// How the signal was obtained.
///
/// # Parameters
/// - `overdispersion`: of the counts.
/// - `told_apart`: zones left out of the reference, zones of which nothing can be said, zones in deficit.
pub fn method(inputs: &Inputs<'_>, overdispersion: f64, told_apart: [u32; 3]) -> Method {
    let [outside, unknown, low] = told_apart;
    let sentences = [
        Some(what_it_is_not()),
        none_low(low),
        Some(comparison(inputs)),
        Some(scope()),
        of_the_census(inputs),
        years_apart(inputs.years_apart()),
        small_municipalities(inputs, unknown),
        Some(spread(overdispersion)),
        left_out(outside),
        silent(unknown),
    ];
    Method {
        name: Text::new("Signal de non-recours au RSA : standardisation indirecte", "Signal of RSA non-take-up: indirect standardisation"),
        note: paragraph(sentences.into_iter().flatten()),
        citation: "Breslow & Day 1987; Ulm 1990; Rousseeuw & Van Driessen 2006; Spiegelhalter 2005; Benjamini & Hochberg 1995; Kulldorff 1997; Zhang, Zhang & Lin 2012"
            .to_owned(),
    }
}

fn what_it_is_not() -> Text {
    Text::new(
        "C’est un signal, non un taux de non-recours : aucune source ne l’observe par quartier.",
        "This is a signal, not a rate of non-take-up: no source observes that by neighbourhood.",
    )
}

fn none_low(low: u32) -> Option<Text> {
    let none = Text::new("Ici, aucune zone n’est à elle seule sûrement en déficit.", "Here, no zone is surely in deficit by itself.");
    (low == 0).then_some(none)
}

fn comparison(inputs: &Inputs<'_>) -> Text {
    let (recipients, income) = (inputs.recipients.year(), inputs.median.year());
    let families = inputs.lone_parents.map(|edition| edition.year());
    let (fr, en) = families.map_or_else(
        || (String::new(), String::new()),
        |year| (format!(" et leurs familles monoparentales ({year})"), format!(" and their lone parents ({year})")),
    );
    text!(
        "Les allocataires du RSA de {recipients} sont comparés à ceux que laissent attendre les revenus des ménages ({income}){fr}, aux taux moyens du territoire : on voit des écarts entre quartiers, non un non-recours général.",
        "The RSA recipients of {recipients} are compared with those that household incomes ({income}){en} lead to expect at the territory’s mean rates: it shows differences between neighbourhoods, not a general non-take-up."
    )
}

/// Households that another source than that of incomes counts.
fn of_the_census(inputs: &Inputs<'_>) -> Option<Text> {
    let year = inputs.households.year();
    (inputs.households.indicator.code != "tax_households").then(|| {
        text!(
            "Les ménages sont ceux du recensement de {year} : quelques-uns ne sont pas des ménages fiscaux ; les quantiles de revenu par UC, qui ne les comptent pas un à un, leur sont appliqués.",
            "Households are those of the census of {year}: some of them are no tax households; quantiles of income per CU, which do not count them one by one, are applied to them."
        )
    })
}

/// What changed in between passes for a difference in take-up.
fn years_apart(years: u16) -> Option<Text> {
    (years > 0).then(|| {
        text!(
            "Ces données sont distantes de {years} an(s) au plus : un quartier qui a changé entre-temps paraît s’écarter.",
            "These figures are {years} year(s) apart at most: a neighbourhood that changed in between seems to depart."
        )
    })
}

fn small_municipalities(inputs: &Inputs<'_>, unknown: u32) -> Option<Text> {
    let (from_fr, from_en) = if inputs.median.year() < 2020 { ("10 000", "10,000") } else { ("5 000", "5,000") };
    (inputs.of_filosofi() && unknown > 0).then(|| {
        text!(
            "Filosofi ne publie rien des communes de moins de {from_fr} habitants : rien n’en est dit.",
            "Filosofi publishes nothing of municipalities under {from_en} people: nothing is said of them."
        )
    })
}

fn scope() -> Text {
    Text::new(
        "Un écart peut avoir d’autres causes : étudiants (revenu faible, sans droit au RSA), patrimoine, ménages fiscaux et allocataires qui ne se recouvrent pas, régime agricole (MSA) absent, domiciliation de personnes sans adresse, années différentes.",
        "A difference may have other causes: students (low income, not entitled), assets, tax households and claimants that do not match, the farmers’ scheme (MSA) left out, registration of people without an address, different years.",
    )
}

fn spread(overdispersion: f64) -> Text {
    let factor = number(overdispersion, 1);
    let (fr, en) = (factor.fr, factor.en);
    text!(
        "L’intervalle à 95\u{a0}% porte le hasard, l’arrondi, l’incertitude des taux et ce que revenus et familles n’expliquent pas (variance multipliée par {fr}) ; n’est dit en déficit qu’un quartier pour lequel la part de fausses alertes est tenue à 5\u{a0}%.",
        "The 95% interval carries chance, rounding, the uncertainty of the rates and what incomes and families do not explain (variance times {en}); a neighbourhood is called in deficit only while the share of false alarms is held to 5%."
    )
}

fn left_out(outside: u32) -> Option<Text> {
    (outside > 0).then(|| {
        counted(
            outside,
            &Text::new(
                "zone très loin de l’attendu n’a pas servi à estimer les taux.",
                "zone very far from expectation was not used to estimate the rates.",
            ),
            &Text::new(
                "zones très loin de l’attendu n’ont pas servi à estimer les taux.",
                "zones very far from expectation were not used to estimate the rates.",
            ),
        )
    })
}

fn silent(unknown: u32) -> Option<Text> {
    (unknown > 0).then(|| {
        counted(
            unknown,
            &Text::new("zone sans valeur publiée ou trop petite n’est pas jugée.", "zone withheld, missing or too small is not judged."),
            &Text::new(
                "zones sans valeur publiée ou trop petites ne sont pas jugées.",
                "zones withheld, missing or too small are not judged.",
            ),
        )
    })
}
