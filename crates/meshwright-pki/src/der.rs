//! The few DER structures that are written by hand.
//!
//! The library's own writer of elliptic curve keys works the public key out again, which costs
//! as much as making the key did.

use zeroize::Zeroizing;

/// `ecPublicKey` and the curve P-256.
pub(crate) const P256: &[u8] =
    b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
/// `ecPublicKey` and the curve P-384.
pub(crate) const P384: &[u8] = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22";

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
/// The public key of an `ECPrivateKey`.
const CONTEXT_1: u8 = 0xa1;

/// An elliptic curve key in PKCS #8 with its public key, as RFC 5915 and RFC 5958 have it.
pub(crate) fn ec_private_key(algorithm: &[u8], secret: &[u8], public: &[u8]) -> Zeroizing<Vec<u8>> {
    let bits = value(BIT_STRING, &[&[0], public]);
    let key = value(
        SEQUENCE,
        &[
            &value(INTEGER, &[&[1]]),
            &value(OCTET_STRING, &[secret]),
            &value(CONTEXT_1, &[&bits]),
        ],
    );
    value(
        SEQUENCE,
        &[
            &value(INTEGER, &[&[0]]),
            &value(SEQUENCE, &[algorithm]),
            &value(OCTET_STRING, &[&key]),
        ],
    )
}

/// One value: tag, length, and the parts of its content.
fn value(tag: u8, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    // Room for all of it at once: a vector that grows leaves copies of a key behind.
    let mut out = Zeroizing::new(Vec::with_capacity(length + 1 + 1 + size_of::<usize>()));
    out.push(tag);
    let bytes = length.to_be_bytes();
    let bytes = &bytes[bytes.iter().take_while(|&&byte| byte == 0).count()..];
    match bytes {
        [] => out.push(0),
        [short @ 0..=0x7f] => out.push(*short),
        _ => {
            out.push(0x80 | u8::try_from(bytes.len()).unwrap_or(0x7f));
            out.extend_from_slice(bytes);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{OCTET_STRING, value};

    #[test]
    fn lengths_are_written_in_the_shortest_form() {
        assert_eq!(*value(OCTET_STRING, &[]), [4, 0]);
        assert_eq!(value(OCTET_STRING, &[&[0; 127]])[..2], [4, 127]);
        assert_eq!(value(OCTET_STRING, &[&[0; 128]])[..3], [4, 0x81, 128]);
        assert_eq!(value(OCTET_STRING, &[&[0; 256]])[..4], [4, 0x82, 1, 0]);
    }
}
