//! Every kind of error the interface answers, with its status: the one table.

use actix_web::http::StatusCode;

use crate::domain::Text;

/// One kind of error.
pub struct Kind {
    /// The code of the fault, and the end of the problem's `type`.
    pub code: &'static str,
    /// The HTTP status.
    pub status: StatusCode,
    fr: &'static str,
    en: &'static str,
}

impl Kind {
    const fn new(status: StatusCode, code: &'static str, fr: &'static str, en: &'static str) -> Self {
        Self { code, status, fr, en }
    }

    /// What it means in general.
    pub fn meaning(&self) -> Text {
        Text::new(self.fr, self.en)
    }
}

use StatusCode as S;

/// The table.
pub const KINDS: &[Kind] = &[
    Kind::new(S::BAD_REQUEST, "bad-bbox", "Le rectangle ne se lit pas.", "The bounding box cannot be read."),
    Kind::new(S::BAD_REQUEST, "bad-datetime", "La date ne se lit pas.", "The date cannot be read."),
    Kind::new(S::BAD_REQUEST, "bad-filter", "Le filtre ne se lit pas.", "The filter cannot be read."),
    Kind::new(S::BAD_REQUEST, "bad-json", "Le corps n’est pas du JSON.", "The body is not JSON."),
    Kind::new(S::BAD_REQUEST, "bad-parameter", "La valeur d’un paramètre ne convient pas.", "The value of a parameter does not suit."),
    Kind::new(S::BAD_REQUEST, "bad-request", "La requête ne se lit pas.", "The request cannot be read."),
    Kind::new(S::BAD_REQUEST, "bad-week-time", "Le moment de la semaine ne se lit pas.", "The moment of the week cannot be read."),
    Kind::new(S::BAD_REQUEST, "filter-too-deep", "Le filtre s’emboîte trop.", "The filter is nested too deep."),
    Kind::new(S::BAD_REQUEST, "filter-too-long", "Le filtre est trop long.", "The filter is too long."),
    Kind::new(S::BAD_REQUEST, "missing-parameter", "Il manque un paramètre.", "A parameter is missing."),
    Kind::new(S::BAD_REQUEST, "repeated-parameter", "Un paramètre est donné deux fois.", "A parameter is given twice."),
    Kind::new(S::BAD_REQUEST, "unknown-audience", "Ce public n’existe pas.", "There is no such audience."),
    Kind::new(S::BAD_REQUEST, "unknown-crs", "Ce système de coordonnées n’est pas servi.", "This reference system is not served."),
    Kind::new(S::NOT_FOUND, "bad-tile", "Cette tuile n’existe pas.", "There is no such tile."),
    Kind::new(S::NOT_FOUND, "unknown-tiling", "Ce quadrillage n’existe pas.", "There is no such tiling."),
    Kind::new(S::BAD_REQUEST, "unknown-format", "Ce format n’existe pas ici.", "This format does not exist here."),
    Kind::new(S::BAD_REQUEST, "unknown-geography", "Ce maillage n’existe pas.", "There is no such geography."),
    Kind::new(S::BAD_REQUEST, "unknown-mode", "Ce mode de déplacement n’existe pas.", "There is no such way of travelling."),
    Kind::new(S::BAD_REQUEST, "unknown-language", "Cette langue n’est pas parlée.", "This language is not spoken."),
    Kind::new(S::BAD_REQUEST, "unknown-parameter", "Un paramètre est inconnu ici.", "A parameter is not known here."),
    Kind::new(S::BAD_REQUEST, "unknown-property", "Une propriété est inconnue ici.", "A property is not known here."),
    Kind::new(S::BAD_REQUEST, "unknown-theme", "Ce thème n’existe pas.", "There is no such theme."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-body", "Un membre du corps ne convient pas.", "A member of the body does not suit."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-scenario", "Le scénario se contredit.", "The scenario contradicts itself."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-opening-hours", "Les horaires ne se lisent pas.", "The opening hours cannot be read."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "too-many-changes", "Le scénario a trop de changements.", "The scenario has too many changes."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "repeated-service", "Un service est changé deux fois.", "A service is changed twice."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "unknown-service", "Ce service n’est pas chargé.", "This service is not loaded."),
    Kind::new(
        S::UNPROCESSABLE_ENTITY,
        "not-of-the-theme",
        "Ce service ne compte pas pour ce thème.",
        "This service does not count for this theme.",
    ),
    Kind::new(S::NOT_FOUND, "unknown-job", "Ce calcul n’est pas connu, ou n’est plus gardé.", "This job is not known, or no longer kept."),
    Kind::new(S::CONFLICT, "not-finished", "Le calcul n’est pas fini.", "The job is not finished."),
    Kind::new(S::GONE, "dismissed", "Le calcul a été abandonné.", "The job was dismissed."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "no-people", "Rien de chargé ne compte les habitants.", "Nothing loaded counts people."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "nothing-in-reach", "Rien n’est à portée de ce départ.", "Nothing is in reach of this start."),
    Kind::new(S::BAD_REQUEST, "bad-weights", "Les poids ne conviennent pas.", "The weights do not suit."),
    Kind::new(S::NOT_FOUND, "geography-not-loaded", "Ce maillage n’est pas chargé.", "This geography is not loaded."),
    Kind::new(S::NOT_FOUND, "no-take-up-data", "Il manque des données pour le non-recours.", "Data for non-take-up are missing."),
    Kind::new(S::NOT_FOUND, "not-found", "Il n’y a rien à cette adresse.", "There is nothing at this address."),
    Kind::new(S::NOT_FOUND, "unknown-collection", "Cette collection n’existe pas.", "There is no such collection."),
    Kind::new(S::NOT_FOUND, "unknown-feature", "Cet objet n’existe pas.", "There is no such feature."),
    Kind::new(S::NOT_FOUND, "unknown-indicator", "Cet indicateur n’est pas chargé.", "This indicator is not loaded."),
    Kind::new(S::NOT_FOUND, "unknown-zone", "Cette zone n’est pas chargée.", "This zone is not loaded."),
    Kind::new(
        S::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "Cette adresse n’admet pas cette méthode.",
        "This address does not take this method.",
    ),
    Kind::new(S::NOT_ACCEPTABLE, "not-acceptable", "Aucun des formats admis n’existe ici.", "None of the formats taken exists here."),
    Kind::new(S::REQUEST_TIMEOUT, "slow-request", "La requête est arrivée trop lentement.", "The request came too slowly."),
    Kind::new(S::REQUEST_HEADER_FIELDS_TOO_LARGE, "head-too-long", "L’en-tête est trop long.", "The head is too long."),
    Kind::new(S::GONE, "snapshot-gone", "Cet état des données n’est plus servi.", "This state of the data is no longer served."),
    Kind::new(S::PAYLOAD_TOO_LARGE, "body-too-large", "Le corps est trop grand.", "The body is too large."),
    Kind::new(S::URI_TOO_LONG, "address-too-long", "L’adresse est trop longue.", "The address is too long."),
    Kind::new(S::UNSUPPORTED_MEDIA_TYPE, "not-json", "Le corps doit être du JSON.", "The body must be JSON."),
    Kind::new(S::NOT_FOUND, "no-zones-loaded", "Aucune zone n’est chargée.", "No zone is loaded."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "outside-territory", "Le lieu est hors du territoire.", "The place is outside the territory."),
    Kind::new(
        S::UNPROCESSABLE_ENTITY,
        "off-the-streets",
        "De ce point, les temps ne sont pas connus.",
        "From this point, times are not known.",
    ),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-coordinate", "Un sommet n’est pas sur le globe.", "A vertex is not on the globe."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "crosses-antimeridian", "Le contour passe l’antiméridien.", "The outline crosses the antimeridian."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "empty-geometry", "Le contour est vide.", "The outline is empty."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "not-a-polygon", "Le corps n’est pas un polygone.", "The body is not a polygon."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "open-ring", "Un anneau n’est pas fermé.", "A ring is not closed."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "self-crossing", "Le contour se croise.", "The outline crosses itself."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "short-ring", "Un anneau a trop peu de points.", "A ring has too few points."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "too-many-vertices", "Le contour a trop de sommets.", "The outline has too many vertices."),
    Kind::new(S::UNAUTHORIZED, "not-signed-in", "Il faut être connecté.", "One must be signed in."),
    Kind::new(S::UNAUTHORIZED, "wrong-credentials", "Identifiant ou mot de passe inexact.", "Wrong login or password."),
    Kind::new(S::UNAUTHORIZED, "bad-key", "Cette clé n’ouvre rien.", "This key opens nothing."),
    Kind::new(S::FORBIDDEN, "not-allowed", "Ce compte ou cette clé ne le permet pas.", "This account or key does not allow it."),
    Kind::new(
        S::FORBIDDEN,
        "identity-refused",
        "Ce que dit le fournisseur d’identité ne convient pas.",
        "What the identity provider says does not suit.",
    ),
    Kind::new(S::FORBIDDEN, "stale-sign-in", "Cette connexion n’est plus en cours.", "This sign-in is no longer under way."),
    Kind::new(S::FORBIDDEN, "no-account", "Cette personne n’a pas de compte ici.", "This person has no account here."),
    Kind::new(S::NOT_FOUND, "no-provider", "Aucun fournisseur d’identité n’est réglé.", "No identity provider is set."),
    Kind::new(
        S::SERVICE_UNAVAILABLE,
        "identity-unreachable",
        "Le fournisseur d’identité ne répond pas.",
        "The identity provider does not answer.",
    ),
    Kind::new(
        S::SERVICE_UNAVAILABLE,
        "identity-unusable",
        "La description du fournisseur d’identité ne convient pas.",
        "The description of the identity provider does not suit.",
    ),
    Kind::new(S::FORBIDDEN, "cross-site", "La demande ne vient pas de nos pages.", "The request does not come from our pages."),
    Kind::new(S::TOO_MANY_REQUESTS, "too-many-attempts", "Trop d’essais de connexion.", "Too many attempts to sign in."),
    Kind::new(S::TOO_MANY_REQUESTS, "too-many-requests", "Trop de demandes en peu de temps.", "Too many requests in a short time."),
    Kind::new(
        S::TOO_MANY_REQUESTS,
        "quota-spent",
        "Les demandes du jour de cette clé sont faites.",
        "The requests of this key for today are made.",
    ),
    Kind::new(S::NOT_FOUND, "unknown-account", "Ce compte n’existe pas.", "There is no such account."),
    Kind::new(S::NOT_FOUND, "unknown-key", "Cette clé n’existe pas.", "There is no such key."),
    Kind::new(S::CONFLICT, "login-taken", "Cet identifiant a déjà un compte.", "This login has an account already."),
    Kind::new(
        S::CONFLICT,
        "last-administrator",
        "C’est le dernier compte d’administration.",
        "This is the last account of an administrator.",
    ),
    Kind::new(
        S::UNPROCESSABLE_ENTITY,
        "weak-password",
        "Le mot de passe est trop facile à deviner.",
        "The password is too easily guessed.",
    ),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-login", "L’identifiant ne convient pas.", "The login does not suit."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "unknown-role", "Ce rôle n’existe pas.", "There is no such role."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-territory", "Ce code ne nomme aucun territoire.", "This code names no territory."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "missing-territory", "Ce rôle agit dans un territoire.", "This role acts in a territory."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "needless-territory", "Ce rôle n’a pas de territoire.", "This role has no territory."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-team", "Le nom de l’équipe ne convient pas.", "The name of the team does not suit."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "unknown-scope", "Cette portée de clé n’existe pas.", "There is no such scope of a key."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-label", "Le libellé ne convient pas.", "The label does not suit."),
    Kind::new(S::SERVICE_UNAVAILABLE, "accounts-unavailable", "Les comptes ne répondent pas.", "The accounts do not answer."),
    Kind::new(S::BAD_REQUEST, "missing-idempotency-key", "L’en-tête Idempotency-Key manque.", "The header Idempotency-Key is missing."),
    Kind::new(S::BAD_REQUEST, "bad-idempotency-key", "La clé de l’envoi ne convient pas.", "The key of the sending does not suit."),
    Kind::new(S::CONFLICT, "key-reused", "Cette clé porte déjà autre chose.", "This key holds something else already."),
    Kind::new(S::CONFLICT, "note-released", "Une publication a déjà compté cette note.", "A release has counted this note already."),
    Kind::new(S::NOT_FOUND, "unknown-note", "Aucune note de cette clé.", "No note of this key."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "personal-data", "Ceci ressemble à une personne.", "This looks like a person."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-zone-code", "Ce n’est pas un code de zone.", "This is not a zone code."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "zone-not-loaded", "Cette zone n’est pas chargée.", "This zone is not loaded."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-day", "Ce jour ne se lit pas.", "This day cannot be read."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "future-day", "Ce jour n’est pas encore venu.", "This day has not come yet."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "too-old-day", "Les notes ne se gardent que 24 mois.", "Notes are kept for 24 months only."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "bad-persons", "Ce n’est pas un nombre de personnes.", "This is not a number of persons."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "too-many-persons", "Trop de personnes pour une rencontre.", "Too many persons for one encounter."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "no-theme", "Aucun thème.", "No theme."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "too-many-themes", "Trop de thèmes pour une rencontre.", "Too many themes for one encounter."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "repeated-theme", "Un thème est donné deux fois.", "A theme is given twice."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "unknown-reason", "Ce motif n’est pas de la liste.", "This reason is not on the list."),
    Kind::new(S::UNPROCESSABLE_ENTITY, "unknown-offer", "Cette offre n’est pas de la liste.", "This offer is not on the list."),
    Kind::new(
        S::UNPROCESSABLE_ENTITY,
        "unknown-age-band",
        "Cette tranche d’âge n’est pas de la liste.",
        "This age band is not on the list.",
    ),
    Kind::new(S::UNPROCESSABLE_ENTITY, "unknown-sighting", "Ce constat n’est pas de la liste.", "This sighting is not on the list."),
    Kind::new(S::SERVICE_UNAVAILABLE, "notes-door-closed", "La porte des notes est fermée.", "The door of notes is closed."),
    Kind::new(S::BAD_REQUEST, "bad-quarter", "Le trimestre ne se lit pas.", "The quarter cannot be read."),
    Kind::new(S::NOT_FOUND, "unknown-release", "Rien n’est publié pour ce trimestre.", "Nothing is released for this quarter."),
    Kind::new(
        S::INTERNAL_SERVER_ERROR,
        "chain-broken",
        "La chaîne des publications a été changée.",
        "The chain of releases was tampered with.",
    ),
    Kind::new(
        S::INTERNAL_SERVER_ERROR,
        "release-unreadable",
        "Une ligne des publications ne se lit pas.",
        "A line of the releases cannot be read.",
    ),
    Kind::new(S::INTERNAL_SERVER_ERROR, "internal", "Le serveur a échoué.", "The server failed."),
    Kind::new(S::SERVICE_UNAVAILABLE, "not-ready", "Les données se chargent.", "The data are being loaded."),
    Kind::new(S::SERVICE_UNAVAILABLE, "overloaded", "Trop de calculs à la fois.", "Too many computations at once."),
];

/// The status of a code. A fault that is not in the table is one of what the user gave: 400.
pub fn status(code: &str) -> StatusCode {
    KINDS.iter().find(|kind| kind.code == code).map_or(StatusCode::BAD_REQUEST, |kind| kind.status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once() {
        for (index, kind) in KINDS.iter().enumerate() {
            assert!(KINDS.iter().skip(index + 1).all(|other| other.code != kind.code), "{}", kind.code);
        }
    }
}
