//! Why a file was not brought, in the words of those who can mend it. Hosts are named, never the mirror behind them.

use std::time::Duration;

use crate::domain::{Fault, Text};
use crate::text;

/// Why a file was not brought.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The words are no address.
    #[error("not an address")]
    NotAnAddress,
    /// Anything but https.
    #[error("not https")]
    NotHttps,
    /// A host that is not in the catalogue, or with a name, a password or a port before or after it.
    #[error("host {0} is not allowed")]
    HostNotAllowed(String),
    /// A host whose number is not of the Internet.
    #[error("{0} is not at a public address")]
    PrivateAddress(String),
    /// More redirects than anybody needs.
    #[error("too many redirects")]
    TooManyRedirects,
    /// No connection comes about.
    #[error("{0} cannot be reached")]
    Unreachable(String),
    /// No answer begins within the time given.
    #[error("no answer")]
    NoAnswer,
    /// It answers that it is too busy, or fails; it may say when to come back.
    #[error("status {status}")]
    Busy {
        /// The HTTP status.
        status: u16,
        /// When to come back.
        after: Option<Duration>,
    },
    /// Nothing is there any more.
    #[error("status {0}: nothing there")]
    Gone(u16),
    /// It refuses.
    #[error("status {0}: refused")]
    Refused(u16),
    /// The body comes too slowly.
    #[error("too slow: {0} bytes a second")]
    TooSlow(u64),
    /// The whole takes too long.
    #[error("too long")]
    TooLong,
    /// The connection broke before the end.
    #[error("broken off after {0} bytes")]
    BrokenOff(u64),
    /// Larger than what the catalogue allows, in mebibytes.
    #[error("larger than {0} MiB")]
    TooLarge(u64),
    /// A page of the web in place of data.
    #[error("a page, not data")]
    Page,
    /// A media type that cannot be what is expected.
    #[error("media type {0}")]
    OtherType(String),
    /// Compressed on the way though it was asked not to be.
    #[error("coded as {0}")]
    Coded(String),
    /// What was brought cannot be written.
    #[error("cannot be kept: {0}")]
    CannotKeep(String),
    /// The machine lacks what connections need.
    #[error("connections cannot be made: {0}")]
    Unusable(String),
}

impl Failure {
    /// Whether another attempt may succeed.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::NoAnswer | Self::Busy { .. } | Self::BrokenOff(_))
    }

    /// The same as a fault with a stable code, in both languages.
    pub fn fault(&self) -> Fault {
        let (code, message, hint) = self.words();
        Fault::new(code, message, hint)
    }

    fn words(&self) -> (&'static str, Text, Text) {
        match self {
            Self::NotAnAddress | Self::NotHttps => (
                "not-https",
                Text::new("l’adresse n’est pas https", "the address is not https"),
                Text::new("la corriger dans le catalogue", "mend it in the catalogue"),
            ),
            Self::HostNotAllowed(host) => (
                "host-not-allowed",
                text!(
                    "l’hôte « {host} » n’est pas de ceux du catalogue, ou son adresse porte un nom ou un port",
                    "host “{host}” is none of the catalogue’s, or its address bears a name or a port"
                ),
                Text::new(
                    "s’il est bien celui du producteur, l’ajouter à hosts d’un catalogue.toml à vous",
                    "if it is indeed the producer’s, add it to hosts of a catalogue.toml of your own",
                ),
            ),
            Self::PrivateAddress(host) => (
                "private-address",
                text!("« {host} » mène à un réseau privé ou à cette machine", "“{host}” leads to a private network or to this machine"),
                Text::new("pour un miroir interne : le réglage [fetch] mirror", "for a mirror inside: the setting [fetch] mirror"),
            ),
            Self::TooManyRedirects => (
                "too-many-redirects",
                Text::new("le producteur renvoie d’adresse en adresse", "the producer sends from address to address"),
                Text::new("vérifier l’adresse dans le catalogue", "check the address in the catalogue"),
            ),
            Self::Unreachable(host) => (
                "producer-unreachable",
                text!("« {host} » est injoignable", "“{host}” cannot be reached"),
                Text::new("vérifier la connexion ; réessayer plus tard", "check the connection; try again later"),
            ),
            Self::NoAnswer => ("producer-silent", Text::new("le producteur ne répond pas", "the producer does not answer"), later()),
            Self::Busy { status, after } => {
                let wait = after.map_or_else(later, |after| {
                    let seconds = after.as_secs();
                    text!("revenir dans {seconds} s, dit-il", "come back in {seconds} s, it says")
                });
                (
                    "producer-busy",
                    text!("le producteur est débordé ou en panne (statut {status})", "the producer is too busy or down (status {status})"),
                    wait,
                )
            }
            Self::Gone(status) => (
                "nothing-there",
                text!(
                    "il n’y a plus rien à cette adresse (statut {status})",
                    "there is nothing at this address any more (status {status})"
                ),
                Text::new(
                    "chercher la nouvelle adresse et la mettre dans un catalogue.toml à vous",
                    "find the new address and put it in a catalogue.toml of your own",
                ),
            ),
            Self::Refused(status) => {
                ("producer-refuses", text!("le producteur refuse (statut {status})", "the producer refuses (status {status})"), moved())
            }
            _ => self.words_of_bodies(),
        }
    }

    fn words_of_bodies(&self) -> (&'static str, Text, Text) {
        match self {
            Self::TooSlow(rate) => (
                "too-slow",
                text!("le fichier arrive trop lentement ({rate} octets par seconde)", "the file comes too slowly ({rate} bytes a second)"),
                later(),
            ),
            Self::TooLong => {
                ("too-slow", Text::new("le fichier met plus d’une heure à venir", "the file takes more than an hour to come"), later())
            }
            Self::BrokenOff(bytes) => (
                "truncated-download",
                text!("la connexion s’est rompue après {bytes} octets", "the connection broke after {bytes} bytes"),
                Text::new("réessayer : la suite sera reprise où elle s’est arrêtée", "try again: the rest is taken up where it stopped"),
            ),
            Self::TooLarge(most) => (
                "file-too-large",
                text!("le fichier dépasse {most} Mio", "the file is larger than {most} MiB"),
                Text::new(
                    "s’il est bien ce qu’on attend, relever largest_mib dans un catalogue.toml à vous",
                    "if it is what is expected, raise largest_mib in a catalogue.toml of your own",
                ),
            ),
            Self::Page => (
                "html-not-data",
                Text::new(
                    "le producteur a répondu par une page web, et non par les données",
                    "the producer answered with a web page, not with data",
                ),
                moved(),
            ),
            Self::OtherType(kind) => (
                "wrong-media-type",
                text!("le producteur a envoyé « {kind} », et non ce qui est attendu", "the producer sent “{kind}”, not what is expected"),
                moved(),
            ),
            Self::Coded(coding) => (
                "wrong-media-type",
                text!(
                    "le producteur a compressé en « {coding} » ce qui ne devait pas l’être",
                    "the producer coded as “{coding}” what was not to be"
                ),
                later(),
            ),
            Self::CannotKeep(cause) => (
                "cannot-keep",
                text!("le fichier ne peut pas être gardé : {cause}", "the file cannot be kept: {cause}"),
                Text::new("libérer de la place dans le dossier de données", "free some space in the data folder"),
            ),
            other => (
                "fetch-unusable",
                text!("rien ne peut être demandé : {other}", "nothing can be asked for: {other}"),
                Text::new(
                    "installer les certificats du système (ca-certificates)",
                    "install the certificates of the system (ca-certificates)",
                ),
            ),
        }
    }
}

fn later() -> Text {
    Text::new("réessayer plus tard : maillage update", "try again later: maillage update")
}

fn moved() -> Text {
    Text::new(
        "ouvrir l’adresse dans un navigateur ; si elle a changé, la corriger dans un catalogue.toml à vous",
        "open the address in a browser; if it has changed, mend it in a catalogue.toml of your own",
    )
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        failure.fault()
    }
}
