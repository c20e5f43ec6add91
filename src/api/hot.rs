//! Answers made before anybody asks: what every reader begins with, coded once with the best effort and kept as long
//! as the snapshot. They bear the address that the operator gave; readers who come by another name are answered the
//! usual way.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use tokio::runtime::Handle;

use super::answer::{Answer, Draft, broken};
use super::ask::Ask;
use super::bodies::{Body, Tag};
use super::coding::{Coding, Effort};
use super::features::{collections, items};
use super::here::Here;
use super::media::Media;
use super::prepared::Prepared;
use super::state::State;
use super::{coverage, take_up, targets, territory};
use crate::diagnosis::take_up::available;
use crate::domain::{Fault, Lang, Theme};

/// A body longer than this is not kept: it is not what a reader begins with.
const LONGEST: usize = 2 << 20;

/// Kept at most for a snapshot, in bytes.
const MOST: usize = 32 << 20;

/// Targets on the first screen of the map.
const FIRST_TARGETS: &str = "20";

/// Where answers made ahead are gathered.
#[derive(Default)]
pub struct Ahead(RefCell<Gathered>);

/// The bytes and the `Link` of an answer, before coding.
type Said = (Vec<u8>, Option<String>);

#[derive(Default)]
struct Gathered {
    kept: HashMap<Tag, Body>,
    bytes: usize,
    /// Bodies by what they say: most do not depend on the language.
    coded: HashMap<Said, Vec<(Coding, Body)>>,
}

/// Makes what every reader of a snapshot begins with. Takes seconds: call it aside, within a Tokio run time.
pub fn make(state: &Arc<State>, prepared: &Arc<Prepared>) {
    let start = Instant::now();
    let (state, ahead) = (Data::from(Arc::clone(state)), Rc::new(Ahead::default()));
    Handle::current().block_on(async {
        for lang in [Lang::Fr, Lang::En] {
            first_answers(&state, prepared, lang, &ahead).await;
        }
    });
    let Gathered { kept, bytes, .. } = ahead.0.take();
    let (snapshot, answers) = (&prepared.atlas.id, kept.len());
    tracing::info!(%snapshot, answers, bytes, seconds = start.elapsed().as_secs_f64(), "first answers are ready");
    // Made twice, they are the same.
    let _ = prepared.kept.set(kept);
    state.recall.forget();
}

/// Asks for what the map and the tools of geographers ask first.
async fn first_answers(state: &Data<State>, prepared: &Arc<Prepared>, lang: Lang, ahead: &Rc<Ahead>) {
    let ask = |path: &str, query: &str| Ask::ahead((Data::clone(state), Arc::clone(prepared)), (path, query), lang, Rc::clone(ahead));
    let mut refused = Vec::new();
    let mut note = |answer: Answer| refused.extend(answer.err());
    if let Ok(asked) = ask("/atlas", "") {
        note(territory::get(asked).await);
    }
    if let Ok(asked) = ask("/collections", "") {
        note(collections::list(asked).await);
    }
    for shelf in &prepared.shelves {
        if let Ok(asked) = ask(&format!("/collections/{}/items", shelf.id), "") {
            note(items::get(asked, Path::from(shelf.id.clone())).await);
        }
    }
    let served = |theme: &Theme| prepared.atlas.services.iter().any(|service| service.themes.contains(theme));
    let theme = Theme::ALL.into_iter().find(served);
    for geography in prepared.atlas.layers.keys() {
        for query in [format!("geography={geography}"), format!("geography={geography}&limit={FIRST_TARGETS}")] {
            if let Ok(asked) = ask("/targets", &query) {
                note(targets::get(asked).await);
            }
        }
        if let Some(Ok(asked)) = theme.map(|theme| ask("/coverage", &format!("theme={theme}&geography={geography}"))) {
            note(coverage::get(asked).await);
        }
        if available(&prepared.atlas, *geography)
            && let Ok(asked) = ask("/take-up", &format!("geography={geography}"))
        {
            note(take_up::get(asked).await);
        }
    }
    if let Some(refusal) = refused.first() {
        tracing::warn!(%refusal, answers = refused.len(), "some first answers could not be made");
    }
}

impl Ask {
    /// Makes an answer that nobody waits for, in every coding.
    pub(super) async fn make_ahead<F>(self, media: Media, make: F) -> Answer
    where
        F: FnOnce(&Prepared, &Here) -> Result<Draft, Fault> + Send + 'static,
    {
        let (prepared, here) = (Arc::clone(&self.prepared), self.here.clone());
        let draft = self.state.pool.run(move || make(&prepared, &here)).await?;
        if let Some(ahead) = &self.ahead {
            ahead.keep(draft, |coding| self.tag(media, coding, Effort::Best)).map_err(|cause| broken(&cause))?;
        }
        Ok(HttpResponse::NoContent().finish())
    }
}

impl Ahead {
    fn keep(&self, Draft { bytes, link }: Draft, tag: impl Fn(Coding) -> Tag) -> std::io::Result<()> {
        let mut gathered = self.0.borrow_mut();
        let Gathered { kept, bytes: total, coded } = &mut *gathered;
        if bytes.len() > LONGEST || *total > MOST {
            return Ok(());
        }
        let said = (bytes, link);
        if !coded.contains_key(&said) {
            let every = Coding::ALL.map(|coding| Ok((coding, Body::new(said.0.clone(), coding, Effort::Best, said.1.clone())?)));
            let every = every.into_iter().collect::<std::io::Result<Vec<_>>>()?;
            *total += every.iter().map(|(_, body)| body.bytes.len()).sum::<usize>();
            coded.insert(said.clone(), every);
        }
        kept.extend(coded[&said].iter().map(|(coding, body)| (tag(*coding), body.clone())));
        Ok(())
    }
}
