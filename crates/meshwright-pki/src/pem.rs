//! PEM as Go's `encoding/pem` reads it, because that is what istiod reads with.
//!
//! Text around blocks is skipped, lines may end in CRLF, a block that is damaged is skipped
//! together with what it holds. What was skipped is counted, so that a check can say so.

use base64ct::{Base64, Encoding};
use pkcs8::der::pem::{LineEnding, encode_string};
use zeroize::Zeroizing;

use crate::PkiError;

/// The label of a certificate.
pub(crate) const CERTIFICATE: &str = "CERTIFICATE";
/// The label of a private key in PKCS #8.
pub(crate) const PRIVATE_KEY: &str = "PRIVATE KEY";
/// The label of an encrypted private key in PKCS #8.
pub(crate) const ENCRYPTED_PRIVATE_KEY: &str = "ENCRYPTED PRIVATE KEY";
/// The label of an RSA key in PKCS #1.
pub(crate) const RSA_PRIVATE_KEY: &str = "RSA PRIVATE KEY";
/// The label of an elliptic curve key in SEC 1.
pub(crate) const EC_PRIVATE_KEY: &str = "EC PRIVATE KEY";
/// The label of a certificate request.
pub(crate) const CERTIFICATE_REQUEST: &str = "CERTIFICATE REQUEST";

/// One block of a PEM file; its bytes are wiped, for they may be a key.
pub(crate) struct Block {
    /// What stands after `BEGIN`.
    pub(crate) label: String,
    /// Whether lines such as `Proc-Type: 4,ENCRYPTED` stand before the base64.
    pub(crate) has_headers: bool,
    /// What the base64 holds.
    pub(crate) bytes: Zeroizing<Vec<u8>>,
}

/// A PEM file, read.
pub(crate) struct Pem {
    /// The blocks, in the order of the file.
    pub(crate) blocks: Vec<Block>,
    /// How many blocks begin and cannot be read.
    pub(crate) n_damaged: usize,
}

impl Pem {
    /// Reads all blocks of a text.
    pub(crate) fn read(text: &[u8]) -> Self {
        let mut pem = Self {
            blocks: Vec::new(),
            n_damaged: 0,
        };
        let mut lines = text.split(|&byte| byte == b'\n').map(trim);
        let mut next = lines.next();
        while let Some(line) = next {
            let Some(label) = marker(line, b"-----BEGIN ") else {
                next = lines.next();
                continue;
            };
            let mut base64 = Zeroizing::new(Vec::new());
            let mut has_headers = false;
            let mut ended = false;
            next = None;
            for line in lines.by_ref() {
                if line.starts_with(b"-----BEGIN ") {
                    next = Some(line);
                    break;
                }
                if line.starts_with(b"-----END ") {
                    ended = marker(line, b"-----END ").as_deref() == Some(&label);
                    break;
                }
                if line.contains(&b':') {
                    has_headers = true;
                } else {
                    base64.extend(line.iter().filter(|byte| !byte.is_ascii_whitespace()));
                }
            }
            match decode(&base64).filter(|_| ended) {
                Some(bytes) => pem.blocks.push(Block {
                    label,
                    has_headers,
                    bytes,
                }),
                None => pem.n_damaged += 1,
            }
            if next.is_none() {
                next = lines.next();
            }
        }
        pem
    }
}

/// Text in PEM, 64 columns, ending in a line feed.
pub(crate) fn write(label: &str, der: &[u8]) -> Result<Zeroizing<String>, PkiError> {
    encode_string(label, LineEnding::LF, der)
        .map(Zeroizing::new)
        .map_err(|error| PkiError::Writing(error.to_string()))
}

/// Base64 without line breaks, as a Secret has it.
pub(crate) fn base64(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(Base64::encode_string(bytes))
}

fn decode(base64: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = str::from_utf8(base64).ok()?;
    Base64::decode_vec(text).ok().map(Zeroizing::new)
}

/// The label of a line such as `-----BEGIN CERTIFICATE-----`.
fn marker(line: &[u8], begin: &[u8]) -> Option<String> {
    let label = line.strip_prefix(begin)?.strip_suffix(b"-----")?;
    let plain =
        |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b" #".contains(byte);
    let is_label = !label.is_empty() && label.len() <= 64 && label.iter().all(plain);
    is_label.then(|| String::from_utf8_lossy(label).into_owned())
}

/// The line without white space at its end.
fn trim(line: &[u8]) -> &[u8] {
    line.trim_ascii_end()
}

#[cfg(test)]
mod tests {
    use super::{CERTIFICATE, Pem, write};

    fn labels(text: &str) -> (Vec<String>, usize) {
        let pem = Pem::read(text.as_bytes());
        let labels = pem.blocks.into_iter().map(|block| block.label).collect();
        (labels, pem.n_damaged)
    }

    #[test]
    fn what_is_written_is_read_also_with_junk_and_other_line_ends() {
        let text = write(CERTIFICATE, &[7; 100]).expect("100 bytes can be written");
        let junk = format!("subject=/CN=x\n{}\nbye", text.as_str());
        for text in [text.to_string(), junk, text.replace('\n', "\r\n")] {
            let pem = Pem::read(text.as_bytes());
            assert_eq!(pem.blocks.len(), 1, "{text}");
            assert_eq!(*pem.blocks[0].bytes, [7; 100]);
            assert_eq!(pem.n_damaged, 0);
        }
    }

    #[test]
    fn damaged_blocks_are_counted_and_hide_no_other() {
        let good = write(CERTIFICATE, b"abc").expect("3 bytes can be written");
        let good = good.as_str();
        let cut = format!("-----BEGIN CERTIFICATE-----\nAAAA\n{good}");
        assert_eq!(labels(&cut), (vec![CERTIFICATE.to_owned()], 1));
        let other_end = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END X-----\n";
        assert_eq!(labels(&format!("{other_end}{good}")).1, 1);
        let bad_base64 = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
        assert_eq!(labels(&format!("{bad_base64}{good}")).1, 1);
        assert_eq!(labels("-----BEGIN A-----"), (Vec::new(), 1));
        assert_eq!(labels(""), (Vec::new(), 0));
    }

    #[test]
    fn headers_are_noticed() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        assert!(Pem::read(text.as_bytes()).blocks[0].has_headers);
    }
}
