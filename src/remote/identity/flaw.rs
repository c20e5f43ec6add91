//! What can be wrong with what an identity provider says, or with what somebody says in its name.

use crate::domain::{Fault, Text};
use crate::remote::Failure;
use crate::text;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It is no token, or lacks what a token must hold.
    Form,
    /// It is signed in a way that is not taken: `none`, or with a shared secret.
    Algorithm,
    /// It is signed with a key the provider does not publish.
    Key,
    /// Its signature is not right.
    Signature,
    /// It comes from another provider.
    Issuer,
    /// It is meant for another program.
    Audience,
    /// It is over, or not valid yet.
    Time,
    /// It answers another sign-in.
    Nonce,
    /// Two tokens tell of different people.
    Subject,
}

impl Flaw {
    fn words(self) -> Text {
        match self {
            Self::Form => Text::new("forme du jeton", "form of the token"),
            Self::Algorithm => Text::new("algorithme de signature", "signature algorithm"),
            Self::Key => Text::new("clé inconnue", "unknown key"),
            Self::Signature => Text::new("signature", "signature"),
            Self::Issuer => Text::new("émetteur", "issuer"),
            Self::Audience => Text::new("destinataire", "audience"),
            Self::Time => Text::new("jeton échu", "token over"),
            Self::Nonce => Text::new("nonce", "nonce"),
            Self::Subject => Text::new("personne", "subject"),
        }
    }
}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Self {
        let words = flaw.words();
        let (fr, en) = (&words.fr, &words.en);
        Self::new(
            "identity-refused",
            text!("ce que dit le fournisseur d’identité ne convient pas ({fr})", "what the identity provider says does not suit ({en})"),
            Text::new(
                "recommencer depuis /sign-in ; si cela dure, le dire à l’administration",
                "begin again at /sign-in; if it lasts, tell the administrator",
            ),
        )
    }
}

/// The provider refused, in its own words.
pub fn refused(why: &str) -> Fault {
    let plain: String = why.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | ' ')).take(80).collect();
    Fault::new(
        "identity-refused",
        text!("le fournisseur d’identité refuse : {plain}", "the identity provider refuses: {plain}"),
        Text::new("recommencer depuis /sign-in", "begin again at /sign-in"),
    )
}

/// The provider did not answer as it should.
pub fn unreachable(failure: &Failure) -> Fault {
    if let Failure::Refused { why, .. } = failure {
        return refused(why);
    }
    tracing::warn!(?failure, "the identity provider does not answer");
    Fault::new(
        "identity-unreachable",
        Text::new("le fournisseur d’identité ne répond pas", "the identity provider does not answer"),
        Text::new("réessayer dans quelques minutes", "try again in a few minutes"),
    )
}

/// What the provider says of itself cannot be used.
pub fn unusable(what: &str) -> Fault {
    Fault::new(
        "identity-unusable",
        text!(
            "la description du fournisseur d’identité ne convient pas : {what}",
            "the description of the identity provider does not suit: {what}"
        ),
        Text::new("vérifier le réglage sign_in.issuer", "check the setting sign_in.issuer"),
    )
}
