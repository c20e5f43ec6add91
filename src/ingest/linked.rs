//! What a file's services share with those already loaded, said in its report.

use std::collections::HashSet;

use super::Known;
use crate::domain::{Batch, ServiceId, Text};
use crate::linkage;
use crate::text;

/// Says how many services of a batch are known from other sources, and how many decisions are about no record.
pub fn say(batch: &mut Batch, known: &Known) {
    if let Some(remark) = joined(batch, known) {
        batch.dataset.report.remark(remark);
    }
    if let Some(remark) = unknown(batch, known) {
        batch.dataset.report.remark(remark);
    }
}

fn joined(batch: &Batch, known: &Known) -> Option<Text> {
    let others: Vec<_> = known.services.iter().filter(|service| service.dataset != batch.dataset.id).cloned().collect();
    if batch.services.is_empty() || others.is_empty() {
        return None;
    }
    let (first_known, records) = (batch.services.len() as u32, [batch.services.clone(), others].concat());
    let found = linkage::link(&records, &known.decisions);
    let own = |group: &&Vec<u32>| group.iter().any(|record| *record < first_known) && group.iter().any(|record| *record >= first_known);
    let joined: usize = found.groups.iter().filter(own).map(|group| group.iter().filter(|record| **record < first_known).count()).sum();
    let doubts = found.review.iter().filter(|link| (link.one < first_known) != (link.other < first_known)).count();
    let link = found.links.iter().find(|link| (link.one < first_known) != (link.other < first_known))?;
    let (one, other, why) = (&records[link.one as usize].name, &records[link.other as usize].name, link.evidence.words());
    let Text { fr, en } = why;
    Some(text!(
        "{joined} services sont déjà connus d’autres sources : réunis, comme « {one} » et « {other} » ({fr}) ; {doubts} rapprochements à vérifier (maillage links)",
        "{joined} services are known from other sources: joined, as “{one}” and “{other}” ({en}); {doubts} links to review (maillage links)"
    ))
}

fn unknown(batch: &Batch, known: &Known) -> Option<Text> {
    let ids: HashSet<&ServiceId> = known.services.iter().map(|service| &service.id).collect();
    let about_none = batch.decisions.iter().filter(|decision| !ids.contains(&decision.one) || !ids.contains(&decision.other)).count();
    (about_none > 0).then(|| {
        text!(
            "{about_none} décisions portent sur des services qui ne sont pas chargés : sans effet pour l’instant",
            "{about_none} decisions are about services that are not loaded: without effect for now"
        )
    })
}
