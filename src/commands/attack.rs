//! `maillage attack`: the red team in the box. What an attacker gets out of a running instance, beside what theory allows him; and,
//! with `--worlds`, out of throw-away instances planted for it.

use super::arguments::Attack;
use super::terminal::Terminal;
use super::worlds;
use crate::attack::{self, Effort, Report, Target};
use crate::domain::Fault;
use crate::text;

/// Attacks, and prints the table.
///
/// # Errors
/// `bound-broken` when an attack gained more than its bound; when the instance cannot be reached.
pub async fn run(asked: &Attack, terminal: &Terminal) -> Result<(), Fault> {
    let target = Target::new(&asked.url)?;
    let effort = Effort { notches: asked.notches as usize, repeats: asked.repeats as usize, smallest: asked.smallest, ..Effort::FULL };
    let mut outcomes = attack::on_instance(&target, effort).await?;
    if asked.worlds > 0 {
        let count = asked.worlds;
        terminal.tell(&text!(
            "{count} publications plantées, faites et attaquées à part…",
            "{count} planted releases, made and attacked apart…"
        ));
        outcomes.extend(worlds::attack(count as usize, terminal).await?);
    }
    let report = Report { instance: asked.url.clone(), outcomes };
    terminal.answer(&report, &report.words());
    match report.broken() {
        0 => Ok(()),
        broken => Err(bound_broken(broken)),
    }
}

fn bound_broken(broken: usize) -> Fault {
    Fault::new(
        "bound-broken",
        text!("{broken} attaque(s) ont obtenu plus que leur borne", "{broken} attack(s) gained more than their bound"),
        text!(
            "ne plus rien publier, et lire docs/PRIVACY.md : ce que chaque attaque exploite y est dit",
            "release nothing more, and read docs/PRIVACY.md: it says what each attack makes use of"
        ),
    )
}
