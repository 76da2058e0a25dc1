//! From a signing certificate to a root, as Go's `x509.Certificate.Verify` looks for it.
//!
//! Only names and signatures count here; dates, usages and lengths are for rules, which can say
//! more about them than that there is no way.

use crate::Certificate;
use crate::signature::{Signature, verify};

/// CAs on a way; more than that is no chain that anybody made on purpose.
const LONGEST: usize = 8;
/// Certificates that are tried; a file may hold thousands with one name.
const MOST_TRIED: usize = 200;

/// What was found.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    /// The signing certificate first, the root last.
    Whole(Vec<Certificate>),
    /// The way ends at this certificate: nobody has the name of its issuer.
    NoIssuer(Certificate),
    /// The way ends at this certificate: whoever has the name of its issuer did not sign it.
    BadSignature(Certificate),
    /// There is no certificate to begin with, or this build cannot tell.
    Unknown,
}

/// Looks for a way from `certificate` to one of `roots`.
pub(crate) fn find(certificate: &Certificate, chain: &[Certificate], roots: &[Certificate]) -> Way {
    let mut search = Search {
        chain,
        roots,
        n_tried: 0,
        dead_end: None,
    };
    let mut way = vec![certificate.clone()];
    if search.go_on(&mut way) {
        return Way::Whole(way);
    }
    search.dead_end.unwrap_or(Way::Unknown)
}

struct Search<'a> {
    chain: &'a [Certificate],
    roots: &'a [Certificate],
    n_tried: usize,
    /// Where the first try ended.
    dead_end: Option<Way>,
}

impl Search<'_> {
    /// Whether the way can be gone on to a root; it then is whole.
    fn go_on(&mut self, way: &mut Vec<Certificate>) -> bool {
        let Some(last) = way.last().cloned() else {
            return false;
        };
        if self.roots.contains(&last) {
            return true;
        }
        if way.len() > LONGEST {
            return false;
        }
        let mut has_namesake = false;
        for issuer in self.roots.iter().chain(self.chain) {
            if issuer.subject_der != last.issuer_der || way.contains(issuer) {
                continue;
            }
            has_namesake = true;
            self.n_tried += 1;
            if self.n_tried > MOST_TRIED {
                return false;
            }
            if verify(&last, &issuer.public_key) == Signature::Bad {
                continue;
            }
            way.push(issuer.clone());
            if self.go_on(way) {
                return true;
            }
            way.pop();
        }
        if self.dead_end.is_none() {
            self.dead_end = Some(if has_namesake {
                Way::BadSignature(last)
            } else {
                Way::NoIssuer(last)
            });
        }
        false
    }
}
