//! Who may do what, and where: roles, rights and territories, one policy table, and how somebody shows to be who they say.
//!
//! Pure but for chance: nothing here reads a clock, a request or a database. `store::accounts` keeps what is named here,
//! `api::auth` asks it of each request.

mod account;
mod event;
mod key;
mod password;
mod place;
mod policy;
mod right;
mod role;
mod secret;
mod territory;

pub use account::{Account, AccountId, Login};
pub use event::{Actor, checkpoint, checkpointed, cut_short, event, moment};
pub use key::{Key, KeyId, KeySecret, Scope, check_label};
pub use password::{Password, PasswordHash};
pub use place::AccountPlace;
pub use policy::allows;
pub use right::Right;
pub use role::Role;
pub use secret::{NoChance, Secret, SecretHash};
pub use territory::{Area, Territory};
