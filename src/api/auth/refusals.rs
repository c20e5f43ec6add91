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
        Text::new(
            "se connecter à /sign-in, ou envoyer une clé : Authorization: Bearer mlg_…",
            "sign in at /sign-in, or send a key: Authorization: Bearer mlg_…",
        ),
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
        Text::new(
            "vérifier les deux, ou demander un nouveau mot de passe à l’administration",
            "check both, or ask the administrator for a new password",
        ),
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

/// No account has this number.
pub fn unknown_account(number: &str) -> Fault {
    Fault::new(
        "unknown-account",
        text!("aucun compte n’a le numéro « {number} »", "no account has the number “{number}”"),
        Text::new("les numéros sont ceux de GET /accounts", "numbers are those of GET /accounts"),
    )
}

/// Nobody would be left to make accounts.
pub fn last_administrator() -> Fault {
    Fault::new(
        "last-administrator",
        Text::new("c’est le dernier compte d’administration", "this is the last account of an administrator"),
        Text::new("en créer un autre d’abord", "make another first"),
    )
}

/// No key has this number.
pub fn unknown_key(number: &str) -> Fault {
    Fault::new(
        "unknown-key",
        text!("aucune clé n’a le numéro « {number} »", "no key has the number “{number}”"),
        Text::new("les numéros sont ceux de GET /keys", "numbers are those of GET /keys"),
    )
}

/// A key asked for more than its day allows.
pub fn quota_spent(quota: i64) -> Fault {
    Fault::new(
        "quota-spent",
        text!("les {quota} demandes du jour de cette clé sont faites", "the {quota} requests of this key for today are made"),
        Text::new(
            "reprendre demain (temps universel), ou prendre les collections entières plutôt que zone par zone",
            "go on tomorrow (universal time), or take whole collections rather than zone by zone",
        ),
    )
}

/// Too many requests from one address, key or session.
pub fn too_many_requests(seconds: u64) -> Fault {
    Fault::new(
        "too-many-requests",
        text!("trop de demandes : réessayer dans {seconds} s", "too many requests: try again in {seconds} s"),
        Text::new("attendre, puis demander moins souvent", "wait, then ask less often"),
    )
}

/// More requests at once than this machine answers.
pub fn too_busy() -> Fault {
    Fault::new(
        "overloaded",
        Text::new("trop de demandes à la fois", "too many requests at once"),
        Text::new("réessayer dans quelques secondes", "try again in a few seconds"),
    )
}

/// A return from the provider that nobody waits for: used once already, begun in another browser, or too long ago.
pub fn stale_sign_in() -> Fault {
    Fault::new(
        "stale-sign-in",
        Text::new("cette connexion n’est plus en cours", "this sign-in is no longer under way"),
        Text::new("recommencer depuis /sign-in, dans la même fenêtre", "begin again at /sign-in, in the same window"),
    )
}

/// Somebody the provider knows and we do not.
pub fn no_account(subject: &str) -> Fault {
    Fault::new(
        "no-account",
        Text::new(
            "la connexion a réussi, mais aucun compte d’ici n’est à ce nom : aucun droit n’est donné",
            "signing in succeeded, but no account here is yours: no right is given",
        ),
        text!(
            "demander un compte à l’administration, pour l’adresse professionnelle ; identité : {subject}",
            "ask the administrator for an account, for your work address; identity: {subject}"
        ),
    )
}

/// No provider is set.
pub fn no_provider() -> Fault {
    Fault::new(
        "no-provider",
        Text::new("ce serveur n’a pas de fournisseur d’identité", "this server has no identity provider"),
        Text::new("se connecter avec un mot de passe, à /sign-in", "sign in with a password, at /sign-in"),
    )
}
