//! The key of the demo's provider: ES256, made anew at each start.

use anyhow::Context;
use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, PublicKeyUse},
};
use serde_json::{Map, Value};

use crate::ids::{Ids, hash_of};

/// PKCS#8 of a P-256 private key up to its 32 bytes: version, algorithm and curve (RFC
/// 5208), then the key as RFC 5915 writes it, without the public half.
const PKCS8_PREFIX: [u8; 35] = [
    0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
    0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25, 0x02, 0x01,
    0x01, 0x04, 0x20,
];

/// A key to sign with, and its public half.
pub(crate) struct SigningKey {
    private: EncodingKey,
    public: Jwk,
    id: String,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").field("id", &self.id).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A new key.
    ///
    /// # Errors
    /// If the random bytes are no key: once in four thousand million times.
    pub(crate) fn new(ids: &Ids) -> anyhow::Result<Self> {
        let mut secret = [0; 32];
        ids.fill(&mut secret);
        let private = EncodingKey::from_ec_der(&[&PKCS8_PREFIX[..], &secret].concat());
        let mut public = Jwk::from_encoding_key(&private, Algorithm::ES256)
            .context("the random bytes are no key")?;
        let text = serde_json::to_string(&public).context("a public key can be written")?;
        let id = hash_of(&text).chars().take(12).collect::<String>();
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { private, public, id })
    }

    /// The public half.
    pub(crate) fn public(&self) -> &Jwk {
        &self.public
    }

    /// Signs claims.
    ///
    /// # Errors
    /// If they cannot be written as JSON.
    pub(crate) fn sign(&self, claims: &Map<String, Value>) -> anyhow::Result<String> {
        let header = Header { kid: Some(self.id.clone()), ..Header::new(Algorithm::ES256) };
        jsonwebtoken::encode(&header, claims, &self.private).context("cannot sign an ID token")
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{DecodingKey, Validation};

    use super::*;

    #[test]
    fn what_it_signs_its_public_half_confirms() {
        let key = SigningKey::new(&Ids::seeded(3)).expect("a key");
        let claims =
            serde_json::json!({ "sub": "anna", "exp": 4_000_000_000_u32, "aud": "carnet" });
        let token = key.sign(claims.as_object().expect("an object")).expect("a token");
        let mut rules = Validation::new(Algorithm::ES256);
        rules.set_audience(&["carnet"]);
        let read = |k: &SigningKey| {
            let public = DecodingKey::from_jwk(k.public()).expect("a public key");
            jsonwebtoken::decode::<Value>(&token, &public, &rules)
        };
        assert_eq!(read(&key).expect("verified").claims["sub"], "anna");
        assert!(read(&SigningKey::new(&Ids::seeded(4)).expect("a key")).is_err());
    }
}
