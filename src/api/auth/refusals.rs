//! What somebody is told who is not let in.

use crate::access::Right;
use crate::domain::{Fault, Lang, Text};
use crate::store::StoreError;
use crate::text;

/// Nobody is signed in, and this needs somebody.
pub fn not_signed_in() -> Fault {
    Fault::new(
        "not-signed-in",
        Text::new("il faut être connecté", "one must be signed in"),
        Text::new("se connecter à /sign-in, ou envoyer une clé : Authorization: Bearer mlg_…", "sign in at /sign-in, or send a key: Authorization: Bearer mlg_…"),
    )
}

/// Somebody is known who may not do this.
pub fn not_allowed(right: Right) -> Fault {
    let label = right.label();
    let (fr, en) = (label.get(Lang::Fr), label.get(Lang::En));
    Fault::new(
        "not-allowed",
        text!("ce compte ou cette clé ne permet pas de : {fr}", "this account or key does not allow one to: {en}"),
        Text::new("demander ce droit à l’administration", "ask the administrator for this right"),
    )
}

/// A zone that is not loaded, or lies in another's territory: the answer is the same.
pub fn unknown_zone(code: &str) -> Fault {
    crate::diagnosis::card::unknown(code)
}

/// Login and password are not those of an account that is open; which of them is wrong is not said.
pub fn wrong_credentials() -> Fault {
    Fault::new(
        "wrong-credentials",
        Text::new("identifiant ou mot de passe inexact", "wrong login or password"),
        Text::new("vérifier les deux, ou demander un nouveau mot de passe à l’administration", "check both, or ask the administrator for a new password"),
    )
}

/// A key that opens nothing: unknown, expired or revoked.
pub fn bad_key() -> Fault {
    Fault::new(
        "bad-key",
        Text::new("cette clé n’ouvre rien", "this key opens nothing"),
        Text::new("elle est inconnue, échue ou révoquée : en demander une autre", "it is unknown, over or revoked: ask for another"),
    )
}

/// A request that another site made the browser send, or that lacks what shows the contrary.
pub fn cross_site() -> Fault {
    Fault::new(
        "cross-site",
        Text::new("cette demande ne vient pas de nos pages", "this request does not come from our pages"),
        Text::new(
            "envoyer l’en-tête Maillage-Token avec le « token » de GET /session, depuis la même origine",
            "send the header Maillage-Token with the “token” of GET /session, from the same origin",
        ),
    )
}

/// Too many sign-ins failed.
pub fn too_many_attempts(seconds: i64) -> Fault {
    Fault::new(
        "too-many-attempts",
        text!("trop d’essais : réessayer dans {seconds} s", "too many attempts: try again in {seconds} s"),
        Text::new("attendre, ou demander un nouveau mot de passe à l’administration", "wait, or ask the administrator for a new password"),
    )
}

/// The accounts cannot be read; what the store said is in the log, never in the answer.
pub fn accounts_unavailable(cause: &StoreError) -> Fault {
    if let StoreError::Inconsistent(fault) = cause {
        return fault.clone();
    }
    tracing::error!(%cause, "the accounts do not answer");
    unavailable()
}

/// Accounts cannot be used now.
pub fn unavailable() -> Fault {
    Fault::new(
        "accounts-unavailable",
        Text::new("les comptes ne répondent pas", "the accounts do not answer"),
        Text::new("réessayer dans quelques secondes", "try again in a few seconds"),
    )
}
