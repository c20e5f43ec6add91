//! Signing in at an identity provider (OpenID Connect Core 1.0), in the shape ProConnect gives it: authorisation code with PKCE
//! where the provider knows it, `client_secret_post`, `state` and `nonce` of 64 characters, userinfo as a signed JWT, and an end
//! of session. Nothing is contacted unless the settings name a provider, and then nothing but the host of its issuer.
//!
//! | what | file |
//! |---|---|
//! | what the settings say | [`settings`] |
//! | what the provider says of itself | [`discovery`] |
//! | its keys, asked for again when it changes them | [`keys`] |
//! | what a token must hold | [`tokens`] |
//! | the exchange from one end to the other | [`provider`] |

pub mod discovery;
pub mod flaw;
pub mod keys;
pub mod provider;
pub mod settings;
pub mod tokens;

pub use provider::{Begun, Drawn, Person, Provider};
pub use settings::IdentitySettings;
