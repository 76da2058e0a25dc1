//! The files of one istiod, read as istiod reads them.

use std::collections::BTreeMap;
use std::fmt;

use pkcs8::PrivateKeyInfoRef;
use pkcs8::der::Decode;
use zeroize::Zeroizing;

use super::Istiod;
use super::way::{Way, find};
use crate::pem::{self, Pem};
use crate::{Cacerts, Certificate, PrivateKey};

/// The files that one istiod would be given.
#[derive(Debug)]
pub struct Bundle {
    /// What to call it: the cluster's name.
    pub name: String,
    /// What the istiod does that gets the files.
    pub istiod: Istiod,
    /// The Secret that the files were found in, where they were found in one.
    pub secret: Option<SecretPlace>,
    /// The files by name, those that istiod does not look at included.
    pub files: BTreeMap<String, BundleFile>,
}

/// The Secret that files come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretPlace {
    /// Its name.
    pub name: String,
    /// Its namespace, where the manifest says one.
    pub namespace: Option<String>,
    /// The certificate in `istio-ca-secret` beside it: the root that the istiod made itself
    /// before it was given one.
    pub own_root: Option<Vec<u8>>,
}

/// A file of a bundle; its memory is wiped, for it may be a key.
pub struct BundleFile {
    /// The content.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Whether others than its owner may read it on this machine.
    pub is_open: bool,
}

impl fmt::Debug for BundleFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BundleFile(..)")
    }
}

impl Bundle {
    /// The files of `cacerts`, as they are made here.
    pub fn of(name: &str, cacerts: &Cacerts, istiod: Istiod) -> Self {
        let files = cacerts.files().into_iter().map(|(name, text)| {
            let bytes = Zeroizing::new(text.as_bytes().to_vec());
            (
                name.to_owned(),
                BundleFile {
                    bytes,
                    is_open: false,
                },
            )
        });
        Self {
            name: name.to_owned(),
            istiod,
            secret: None,
            files: files.collect(),
        }
    }
}

/// The names under which an istiod finds its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Names {
    pub(crate) certificate: &'static str,
    pub(crate) key: &'static str,
    pub(crate) chain: &'static str,
    pub(crate) root: &'static str,
}

/// The names of `cacerts`.
pub(crate) const OWN: Names = Names {
    certificate: "ca-cert.pem",
    key: "ca-key.pem",
    chain: "cert-chain.pem",
    root: "root-cert.pem",
};

/// The names of a Secret of the type `kubernetes.io/tls`; the chain is `tls.crt` and `ca.crt`.
pub(crate) const TLS: Names = Names {
    certificate: "tls.crt",
    key: "tls.key",
    chain: "tls.crt",
    root: "ca.crt",
};

/// A bundle, read.
pub(crate) struct Read<'a> {
    pub(crate) name: &'a str,
    pub(crate) istiod: Istiod,
    pub(crate) secret: Option<&'a SecretPlace>,
    pub(crate) files: &'a BTreeMap<String, BundleFile>,
    /// Which of its files istiod looks at.
    pub(crate) names: Names,
    /// The first certificate of the signing certificate's file.
    pub(crate) certificate: Option<Certificate>,
    pub(crate) key: KeyFile,
    /// What is sent after each workload's certificate.
    pub(crate) chain: Vec<Certificate>,
    pub(crate) roots: Vec<Certificate>,
    /// From the signing certificate to a root.
    pub(crate) way: Way,
}

/// What the key's file holds.
pub(crate) enum KeyFile {
    /// There is none, or nothing in it that begins like a key.
    None,
    /// A key under a passphrase.
    Encrypted,
    /// The first block has a label that istiod does not read; the label.
    Label(String),
    /// The first block has a good label and no key in it.
    Damaged,
    /// A key of a kind that this build cannot read.
    Foreign,
    /// A key, and how many keys follow it.
    Key { key: PrivateKey, n_more: usize },
}

impl<'a> Read<'a> {
    pub(crate) fn new(bundle: &'a Bundle) -> Self {
        let has_tls = bundle.files.contains_key(TLS.certificate);
        let names = if bundle.istiod.reads_tls_names && has_tls {
            TLS
        } else {
            OWN
        };
        let pem = |name: &str| bundle.files.get(name).map(|file| Pem::read(&file.bytes));
        let all = |name: &str| {
            let file = bundle.files.get(name);
            file.map_or_else(Vec::new, |file| Certificate::all_from_pem(&file.bytes))
        };
        let certificate = pem(names.certificate)
            .and_then(|pem| Certificate::from_der(&pem.blocks.first()?.bytes));
        let mut chain = all(names.chain);
        let roots = all(names.root);
        if names == TLS {
            chain.extend(roots.iter().cloned());
        }
        let way = certificate.as_ref().map_or(Way::Unknown, |certificate| {
            find(certificate, &chain, &roots)
        });
        Self {
            name: &bundle.name,
            istiod: bundle.istiod,
            secret: bundle.secret.as_ref(),
            files: &bundle.files,
            names,
            certificate,
            key: pem(names.key).map_or(KeyFile::None, |pem| KeyFile::read(&pem)),
            chain,
            roots,
            way,
        }
    }

    /// Each of its certificates once, with the file that it stands in.
    pub(crate) fn certificates(&self) -> Vec<(&'static str, &Certificate)> {
        let mut all: Vec<(&'static str, &Certificate)> = Vec::new();
        let own = self
            .certificate
            .iter()
            .map(|one| (self.names.certificate, one));
        let roots = self.roots.iter().map(|one| (self.names.root, one));
        let chain = self.chain.iter().map(|one| (self.names.chain, one));
        for (file, certificate) in own.chain(roots).chain(chain) {
            if !all.iter().any(|(_, known)| *known == certificate) {
                all.push((file, certificate));
            }
        }
        all
    }

    /// How many CAs stand between a certificate on the way and a workload's, or `None` for one
    /// that is not on the way.
    pub(crate) fn depth(&self, certificate: &Certificate) -> Option<usize> {
        let Way::Whole(way) = &self.way else {
            return None;
        };
        way.iter().position(|one| one == certificate)
    }
}

impl KeyFile {
    fn read(pem: &Pem) -> Self {
        let Some(first) = pem.blocks.first() else {
            return if pem.n_damaged > 0 {
                Self::Damaged
            } else {
                Self::None
            };
        };
        let is_key = |label: &str| label.ends_with(pem::PRIVATE_KEY);
        if first.label == pem::ENCRYPTED_PRIVATE_KEY || is_key(&first.label) && first.has_headers {
            return Self::Encrypted;
        }
        let key = match first.label.as_str() {
            pem::PRIVATE_KEY => PrivateKey::from_pkcs8(&first.bytes),
            pem::EC_PRIVATE_KEY => PrivateKey::from_sec1(&first.bytes),
            pem::RSA_PRIVATE_KEY => PrivateKey::from_pkcs1(&first.bytes),
            label => return Self::Label(label.to_owned()),
        };
        match key {
            Some(key) => Self::Key {
                key,
                n_more: pem
                    .blocks
                    .iter()
                    .skip(1)
                    .filter(|block| is_key(&block.label))
                    .count(),
            },
            None if first.label != pem::PRIVATE_KEY => {
                Self::foreign_or_damaged(first.bytes.first())
            }
            None if PrivateKeyInfoRef::from_der(&first.bytes).is_ok() => Self::Foreign,
            None => Self::Damaged,
        }
    }

    /// What begins like a DER sequence may be a key of a curve that is not in this build.
    fn foreign_or_damaged(first: Option<&u8>) -> Self {
        match first {
            Some(0x30) => Self::Foreign,
            _ => Self::Damaged,
        }
    }

    /// The key, where there is one that can be read.
    pub(crate) fn key(&self) -> Option<&PrivateKey> {
        match self {
            Self::Key { key, .. } => Some(key),
            _ => None,
        }
    }
}
