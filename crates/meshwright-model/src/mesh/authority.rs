//! Who signs the certificates of a mesh, with which keys.

use crate::words::words;

/// Who signs workload certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateAuthority {
    /// The kind.
    pub kind: CaKind,
    /// The algorithm of the keys that Meshwright makes or asks for.
    pub key_algorithm: KeyAlgorithm,
}

words! {
    /// Where the signing certificate of an istiod comes from.
    CaKind {
        /// An intermediate under one common root, in the Secret `cacerts`.
        PluggedIn = "plugged-in",
        /// A root that each istiod makes for itself.
        SelfSigned = "self-signed",
        /// cert-manager with istio-csr.
        CertManager = "cert-manager",
    }
}

words! {
    /// The algorithm of a certificate's key.
    KeyAlgorithm {
        /// ECDSA on P-256.
        EcdsaP256 = "ecdsa-p256",
        /// ECDSA on P-384.
        EcdsaP384 = "ecdsa-p384",
        /// RSA with 2048 bits.
        Rsa2048 = "rsa-2048",
        /// RSA with 4096 bits.
        Rsa4096 = "rsa-4096",
    }
}
