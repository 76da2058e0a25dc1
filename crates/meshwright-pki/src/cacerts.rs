//! What an istiod signs with: exactly the four files of the Secret `cacerts`.

use std::fmt;

use meshwright_diag::Value;
use meshwright_model::yaml;
use serde_json::Map;
use zeroize::{Zeroize, Zeroizing};

use crate::{Certificate, PkiError, PrivateKey, pem};

/// The signing certificate, its key, the chain up to the root, and the root.
///
/// Source: istio/istio `security/pkg/pki/ca/ca.go` @1.30.3.
pub struct Cacerts {
    /// `ca-cert.pem`: the certificate that signs for workloads.
    pub ca_cert: String,
    /// `ca-key.pem`: its private key.
    pub ca_key: Zeroizing<String>,
    /// `cert-chain.pem`: the certificate first, then its issuers up to the root; istiod sends it
    /// along with every certificate that it signs.
    pub cert_chain: String,
    /// `root-cert.pem`: what every proxy of the mesh trusts.
    pub root_cert: String,
}

impl Cacerts {
    /// The names of the files, in the order in which [`Self::files`] has them.
    pub const FILES: [&'static str; 4] = [
        "ca-cert.pem",
        "ca-key.pem",
        "cert-chain.pem",
        "root-cert.pem",
    ];

    pub(crate) fn new(
        certificate: &Certificate,
        key: &PrivateKey,
        between: &[Certificate],
        root: &str,
    ) -> Result<Self, PkiError> {
        let ca_cert = certificate.to_pem()?;
        let mut cert_chain = ca_cert.clone();
        for issuer in between {
            cert_chain.push_str(&issuer.to_pem()?);
        }
        cert_chain.push_str(root);
        Ok(Self {
            ca_cert,
            ca_key: key.to_pem()?,
            cert_chain,
            root_cert: root.to_owned(),
        })
    }

    /// The files with their names, sorted by name; the one that is secret is `ca-key.pem`.
    pub fn files(&self) -> [(&'static str, &str); 4] {
        let [ca_cert, ca_key, cert_chain, root_cert] = Self::FILES;
        [
            (ca_cert, &self.ca_cert),
            (ca_key, &self.ca_key),
            (cert_chain, &self.cert_chain),
            (root_cert, &self.root_cert),
        ]
    }

    /// The manifest of the Secret `cacerts`; it holds the private key.
    pub fn secret(&self, namespace: &str) -> Zeroizing<String> {
        let mut data = Map::new();
        for (name, text) in self.files() {
            let base64 = pem::base64(text.as_bytes());
            data.insert(name.to_owned(), Value::String(base64.to_string()));
        }
        let mut metadata = Map::new();
        metadata.insert("name".to_owned(), "cacerts".into());
        metadata.insert("namespace".to_owned(), namespace.into());
        let mut manifest = Map::new();
        manifest.insert("apiVersion".to_owned(), "v1".into());
        manifest.insert("kind".to_owned(), "Secret".into());
        manifest.insert("metadata".to_owned(), Value::Object(metadata));
        manifest.insert("type".to_owned(), "Opaque".into());
        manifest.insert("data".to_owned(), Value::Object(data));
        let mut manifest = Value::Object(manifest);
        let text = Zeroizing::new(yaml::write(&manifest));
        if let Some(Value::String(key)) = manifest
            .get_mut("data")
            .and_then(|data| data.get_mut(Self::FILES[1]))
        {
            key.zeroize();
        }
        text
    }
}

impl fmt::Debug for Cacerts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cacerts(..)")
    }
}
