//! What went wrong in the store, in the words of the people who must mend it.

use super::StoreError;
use crate::domain::{Fault, Text};
use crate::text;

impl StoreError {
    /// The same as a fault with a stable code, in both languages, without any password.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Opening { database, cause } => cause.fault().in_file(database),
            Self::Inconsistent(fault) => fault.clone(),
            _ => Fault::new(self.code(), self.message(), self.hint()),
        }
    }

    fn code(&self) -> &str {
        match self {
            Self::Opening { cause, .. } => cause.code(),
            Self::BadAddress => "bad-database-address",
            Self::Unavailable(_) => "database-unavailable",
            Self::Locked(_) => "database-locked",
            Self::Denied(_) => "database-access-denied",
            Self::ReadOnly(_) => "database-read-only",
            Self::Full(_) => "database-disk-full",
            Self::Damaged(_) => "database-damaged",
            Self::PostgisMissing(_) => "postgis-missing",
            Self::Newer { .. } => "database-newer-than-program",
            Self::Altered(_) => "database-altered",
            Self::Unreadable { .. } => "database-content-unreadable",
            Self::Inconsistent(fault) => &fault.code,
            Self::Refused(_) => "database-refused",
        }
    }

    fn message(&self) -> Text {
        match self {
            Self::Opening { cause, .. } => cause.message(),
            Self::Inconsistent(fault) => fault.message.clone(),
            Self::BadAddress => Text::new("l’adresse de la base de données est illisible", "the address of the database cannot be read"),
            Self::Unavailable(cause) => text!("la base de données ne répond pas ({cause})", "the database does not answer ({cause})"),
            Self::Locked(_) => Text::new("un autre programme occupe la base de données", "another program is holding the database"),
            Self::Denied(cause) => text!("la base de données refuse l’accès ({cause})", "the database denies access ({cause})"),
            Self::ReadOnly(_) => Text::new("la base de données est en lecture seule", "the database is read-only"),
            Self::Full(_) => Text::new("le disque de la base de données est plein", "the disk of the database is full"),
            Self::Damaged(cause) => {
                text!("ce fichier n’est pas une base de données saine ({cause})", "this file is not a sound database ({cause})")
            }
            Self::PostgisMissing(_) => Text::new("PostGIS manque sur ce serveur PostgreSQL", "this PostgreSQL server lacks PostGIS"),
            Self::Newer { migration } => text!(
                "la base de données a été modifiée par une version plus récente de Maillage (migration {migration})",
                "the database was changed by a newer version of Maillage (migration {migration})"
            ),
            Self::Altered(cause) => text!(
                "les tables de la base de données ne sont pas celles de Maillage ({cause})",
                "the tables of the database are not those of Maillage ({cause})"
            ),
            Self::Unreadable { table, reason } => {
                text!("contenu illisible dans la table « {table} » : {reason}", "unreadable content in table “{table}”: {reason}")
            }
            Self::Refused(cause) => text!("la base de données a refusé l’opération ({cause})", "the database refused ({cause})"),
        }
    }

    fn hint(&self) -> Text {
        match self {
            Self::Opening { cause, .. } => cause.hint(),
            Self::Inconsistent(fault) => fault.hint.clone(),
            Self::BadAddress => Text::new(
                "attendu : le chemin d’un fichier, ou postgres://utilisateur:mot-de-passe@hôte/base",
                "expected the path of a file, or postgres://user:password@host/database",
            ),
            Self::Unavailable(_) => Text::new(
                "vérifier que le serveur tourne et que l’adresse, ou le dossier, existe",
                "check that the server runs and that the address, or the folder, exists",
            ),
            Self::Locked(_) => Text::new(
                "attendre la fin de l’import en cours, puis recommencer : rien n’a été écrit",
                "wait for the running import to end, then try again: nothing was written",
            ),
            Self::Denied(_) => Text::new(
                "vérifier l’utilisateur, son mot de passe et ses droits sur la base",
                "check the user, the password and the rights on the database",
            ),
            Self::ReadOnly(_) => {
                Text::new("donner le droit d’écrire dans le fichier et son dossier", "allow writing to the file and its folder")
            }
            Self::Full(_) => Text::new(
                "libérer de la place, puis recommencer : rien n’a été écrit",
                "free some space, then try again: nothing was written",
            ),
            Self::Damaged(_) => Text::new(
                "restaurer une sauvegarde, ou choisir un autre fichier et importer à nouveau",
                "restore a backup, or choose another file and import again",
            ),
            Self::PostgisMissing(_) => Text::new(
                "installer PostGIS sur le serveur, ou faire exécuter CREATE EXTENSION postgis par un administrateur",
                "install PostGIS on the server, or have an administrator run CREATE EXTENSION postgis",
            ),
            Self::Newer { .. } => Text::new(
                "mettre le programme à jour : cette version n’a rien lu ni écrit",
                "update the program: this version has read and written nothing",
            ),
            Self::Altered(_) | Self::Unreadable { .. } => Text::new(
                "restaurer une sauvegarde, ou importer à nouveau dans une base neuve",
                "restore a backup, or import again into a new database",
            ),
            Self::Refused(_) => Text::new(
                "rien n’a été écrit ; signaler ce message s’il se répète",
                "nothing was written; report this message if it comes back",
            ),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        error.fault()
    }
}

/// A key that was sent before with something else.
pub fn key_reused() -> Fault {
    Fault::new(
        "key-reused",
        Text::new("cette clé porte déjà une autre note", "this key holds another note already"),
        Text::new(
            "une clé par note : donner une nouvelle clé à une nouvelle note ; rien n’a été gardé",
            "one key a note: give a new note a new key; nothing was kept",
        ),
    )
}
