//! What disagrees with what was met, in words.

use crate::diagnosis::take_up::ZoneTakeUp;
use crate::diagnosis::wording::{number, percent, whole};
use crate::disclosure::release::SHOWN_FROM;
use crate::domain::{Interval, Quarter, Text};

/// People met had not taken up a right, and the figures do not show it.
pub fn heard(signal: &ZoneTakeUp, value: f64, within: Interval, quarter: Quarter) -> Option<Text> {
    let (name, count, low, high) = (&signal.name, whole(value), whole(within.low()), whole(within.high()));
    let ratio = number(signal.ratio.value()?, 2);
    let fr = format!(
        "{name}\u{a0}: {} rencontres au {quarter} où un droit n’était pas demandé ({} à {}), et les allocataires du RSA n’y sont pas moins nombreux qu’attendu (rapport {})\u{a0}; à vérifier sur le terrain\u{a0}: un autre droit que le RSA, ou des personnes que les chiffres ne comptent pas",
        count.fr, low.fr, high.fr, ratio.fr
    );
    let en = format!(
        "{name}: {} encounters in {quarter} in which a right was not taken up ({} to {}), and RSA recipients are no fewer than expected (ratio {}); to be checked on the spot: another right than RSA, or people whom the figures do not count",
        count.en, low.en, high.en, ratio.en
    );
    Some(Text::new(fr, en))
}

/// The figures point there, and next to nobody was met.
pub fn few(signal: &ZoneTakeUp, need: f64, quarter: Quarter) -> Option<Text> {
    let (name, among, ratio) = (&signal.name, percent(need), number(signal.ratio.value()?, 2));
    let fr = format!(
        "{name}\u{a0}: besoin social plus fort que dans {} des autres zones et moins d’allocataires du RSA qu’attendu (rapport {}), mais moins de {SHOWN_FROM} rencontres au {quarter}\u{a0}; à vérifier sur le terrain\u{a0}: une équipe y va-t-elle\u{a0}?",
        among.fr, ratio.fr
    );
    let en = format!(
        "{name}: more social need than in {} of other zones and fewer RSA recipients than expected (ratio {}), but fewer than {SHOWN_FROM} encounters in {quarter}; to be checked on the spot: does any team go there?",
        among.en, ratio.en
    );
    Some(Text::new(fr, en))
}
