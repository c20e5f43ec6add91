//! The keys a provider signs with.

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, Header};

use super::flaw::Flaw;

/// The signatures that are taken: of key pairs alone. With a shared secret, whoever knows the public key of a provider that is
/// taken for one could sign in its name.
pub const TAKEN: [Algorithm; 8] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
];

/// The key a token says it is signed with. One that names none is taken when there is no choice.
///
/// # Errors
/// [`Flaw::Key`] when the provider publishes no such key for signing, [`Flaw::Algorithm`] when the key is for another signature.
pub fn of<'a>(set: &'a JwkSet, header: &Header) -> Result<&'a Jwk, Flaw> {
    let signs = |jwk: &&Jwk| !matches!(jwk.common.public_key_use, Some(PublicKeyUse::Encryption));
    let mut signing = set.keys.iter().filter(signs);
    let key = match &header.kid {
        Some(kid) => signing.find(|jwk| jwk.common.key_id.as_ref() == Some(kid)).ok_or(Flaw::Key)?,
        None => match (signing.next(), signing.next()) {
            (Some(only), None) => only,
            _ => return Err(Flaw::Key),
        },
    };
    let named = key.common.key_algorithm.map(|algorithm| algorithm.to_string());
    let other = named.is_some_and(|named| named != format!("{:?}", header.alg));
    let pair = matches!(key.algorithm, AlgorithmParameters::RSA(_) | AlgorithmParameters::EllipticCurve(_));
    if pair && !other { Ok(key) } else { Err(Flaw::Algorithm) }
}
