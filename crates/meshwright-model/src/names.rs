//! One type per kind of name, made by a parsing constructor and by nothing else.

use std::fmt;
use std::net::IpAddr;

use meshwright_diag::Arg;

/// Why a text is no name of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// There is nothing.
    Empty,
    /// It has more characters than the kind allows; the limit.
    TooLong(usize),
    /// Not lower-case letters, digits and `-`, beginning and ending with a letter or digit.
    NotALabel,
    /// Not labels joined by dots.
    NotASubdomain,
    /// YAML 1.1 readers take it for a boolean, a number, a date or nothing.
    YamlWord,
    /// Not labels joined by dots, of an object's name rather than a domain.
    NotAnObjectName,
    /// It holds a control, line-separator or bidirectional control character.
    Unprintable,
    /// Not `https://host[:port]`.
    NotAnHttpsUrl,
    /// Not a version of the form `1.30` or `1.30.3`.
    NotAVersion,
}

/// Whether a character may stand in no text of ours: C0, C1, U+0085, U+2028/9, U+FEFF, bidi controls.
pub const fn is_unprintable(c: char) -> bool {
    matches!(
        c,
        '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{200b}'..='\u{200f}'
            | '\u{61c}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// Whether YAML 1.1 readers take a plain `text` for something other than a string.
pub fn is_yaml_word(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(
        lower.as_str(),
        "" | "~"
            | "null"
            | "y"
            | "n"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "true"
            | "false"
            | "="
            | "<<"
            | ".inf"
            | "-.inf"
            | "+.inf"
            | ".nan"
    ) {
        return true;
    }
    is_number(&lower) || is_date(&lower)
}

/// Whether some reader takes the lower-case text for a number: whole, octal, hexadecimal, binary,
/// with a point or an exponent, or sexagesimal.
fn is_number(lower: &str) -> bool {
    let unsigned = lower.strip_prefix(['+', '-']).unwrap_or(lower);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            return digits.chars().all(|c| c == '_' || c.is_digit(radix));
        }
    }
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let (mantissa, exponent) = match unsigned.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let has_digit = mantissa.starts_with(|c: char| c.is_ascii_digit())
        || mantissa
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    has_digit
        && mantissa
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'_' | b'.' | b':'))
        && exponent.is_none_or(|exponent| {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !digits.is_empty() && is_digits(digits)
        })
}

/// Whether some reader takes the lower-case text for a date, or a date and a time.
fn is_date(lower: &str) -> bool {
    let day_end = lower.find(['t', ' ']).unwrap_or(lower.len());
    let mut parts = lower[..day_end].split('-');
    let mut is_next = |lengths: std::ops::RangeInclusive<usize>| {
        parts.next().is_some_and(|part| {
            lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        })
    };
    is_next(4..=4) && is_next(1..=2) && is_next(1..=2) && parts.next().is_none()
}

fn check_label(text: &str) -> Result<(), NameError> {
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if text.len() > 63 {
        return Err(NameError::TooLong(63));
    }
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    if !bytes.iter().all(|&b| inner(b) || b == b'-')
        || !ends.into_iter().flatten().all(|&b| inner(b))
    {
        return Err(NameError::NotALabel);
    }
    if is_yaml_word(text) {
        return Err(NameError::YamlWord);
    }
    Ok(())
}

fn check_subdomain(text: &str) -> Result<(), NameError> {
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if text.len() > 253 {
        return Err(NameError::TooLong(253));
    }
    for label in text.split('.') {
        match check_label(label) {
            // A label of a domain may look like a word of YAML: `10.in-addr.arpa`.
            Ok(()) | Err(NameError::YamlWord) => {}
            Err(_) => return Err(NameError::NotASubdomain),
        }
    }
    if is_yaml_word(text) {
        return Err(NameError::YamlWord);
    }
    Ok(())
}

/// Names of most Kubernetes objects have the form of domains, and are none.
fn check_object(text: &str) -> Result<(), NameError> {
    check_subdomain(text).map_err(|error| match error {
        NameError::NotASubdomain => NameError::NotAnObjectName,
        other => other,
    })
}

fn check_free(text: &str, limit: usize) -> Result<(), NameError> {
    if text.is_empty() {
        return Err(NameError::Empty);
    }
    if text.len() > limit {
        return Err(NameError::TooLong(limit));
    }
    if text.chars().any(is_unprintable) {
        return Err(NameError::Unprintable);
    }
    Ok(())
}

fn check_version(text: &str) -> Result<(), NameError> {
    let mut parts = text.split('.');
    let number = |part: Option<&str>| {
        part.is_some_and(|p| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
    };
    let major_minor = number(parts.next()) && number(parts.next());
    let rest = parts.next();
    if major_minor && (rest.is_none() || number(rest)) && parts.next().is_none() {
        Ok(())
    } else {
        Err(NameError::NotAVersion)
    }
}

macro_rules! name {
    ($(#[$meta:meta])* $name:ident, $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a text as a name of this kind.
            ///
            /// # Errors
            ///
            /// Says why the text is none.
            pub fn parse(text: &str) -> Result<Self, NameError> {
                let check: fn(&str) -> Result<(), NameError> = $check;
                check(text).map(|()| Self(text.to_owned()))
            }

            /// The name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&$name> for Arg {
            fn from(name: &$name) -> Self {
                Self::Word(name.0.clone())
            }
        }
    };
}

name!(
    /// A mesh's name: a DNS-1123 label.
    MeshName, check_label
);
name!(
    /// `values.global.meshID`: a DNS-1123 label, the same in the whole mesh.
    MeshId, check_label
);
name!(
    /// A cluster's name: `multiCluster.clusterName`, the name of its remote secret; a DNS-1123 label.
    ClusterName, check_label
);
name!(
    /// A network's name, the value of the label `topology.istio.io/network`; a DNS-1123 label.
    NetworkName, check_label
);
name!(
    /// A Kubernetes namespace: a DNS-1123 label.
    Namespace, check_label
);
name!(
    /// A Kubernetes Service's name: a DNS-1123 label.
    ServiceName, check_label
);
name!(
    /// The name of a Service's port: a DNS-1123 label.
    PortName, check_label
);
name!(
    /// A control plane revision: a DNS-1123 label.
    Revision, check_label
);
name!(
    /// An installation profile such as `default`, `minimal` or `demo`.
    Profile, check_label
);
name!(
    /// A mesh's trust domain: a DNS-1123 subdomain such as `cluster.local`.
    TrustDomain, check_subdomain
);
name!(
    /// The DNS domain of a cluster's Services: a DNS-1123 subdomain such as `cluster.local`.
    ClusterDomain, check_subdomain
);
name!(
    /// A Kubernetes Secret's name: a DNS-1123 subdomain.
    SecretName, check_object
);
name!(
    /// A kubeconfig context: any printable text, quoted wherever it is used.
    Context, |text| check_free(text, 1024)
);
name!(
    /// A path to a kubeconfig: any printable text, quoted wherever it is used.
    KubeconfigPath, |text| check_free(text, 4096)
);
name!(
    /// An Istio version as written: `1.30`, the newest patch known, or `1.30.3`.
    IstioVersion, check_version
);
name!(
    /// A Kubernetes version as written: `1.33` or `1.33.4`.
    KubernetesVersion, check_version
);

/// An API server's URL as other clusters must reach it: `https://host[:port]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiServerUrl {
    text: String,
    host: String,
    port: u16,
}

impl ApiServerUrl {
    /// Takes `https://host[:port]`, with an optional `/` or path at the end.
    ///
    /// # Errors
    ///
    /// Says why the text is no such URL.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        check_free(text, 2048)?;
        let rest = text
            .strip_prefix("https://")
            .ok_or(NameError::NotAnHttpsUrl)?;
        let authority = rest.split('/').next().unwrap_or_default();
        let bad = authority.is_empty()
            || authority.contains(['@', '?', '#', ' ', '\\', '\'', '"', '$', '`']);
        if bad || rest.contains([' ', '?', '#', '\'', '"', '$', '`', '\\']) {
            return Err(NameError::NotAnHttpsUrl);
        }
        let (host, port) = match authority.strip_prefix('[') {
            Some(v6) => {
                let (host, rest) = v6.split_once(']').ok_or(NameError::NotAnHttpsUrl)?;
                host.parse::<std::net::Ipv6Addr>()
                    .map_err(|_| NameError::NotAnHttpsUrl)?;
                (host, rest.strip_prefix(':'))
            }
            None => match authority.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (authority, None),
            },
        };
        let in_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
        if host.is_empty() || !host.chars().all(in_host) {
            return Err(NameError::NotAnHttpsUrl);
        }
        let port = match port {
            None => 443,
            Some(port) => port
                .parse::<u16>()
                .ok()
                .filter(|&p| p > 0)
                .ok_or(NameError::NotAnHttpsUrl)?,
        };
        Ok(Self {
            text: text.to_owned(),
            host: host.to_ascii_lowercase(),
            port,
        })
    }

    /// The URL as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host, lower case, without the brackets of an IPv6 address.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host as an IP address, or `None` where it is a name.
    pub fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// The port, 443 where none is written.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Whether the host means "this machine" and so another machine to every reader:
    /// loopback, unspecified, `localhost`, and the host names of container engines.
    pub fn is_loopback(&self) -> bool {
        match self.ip() {
            Some(ip) => ip.is_loopback() || ip.is_unspecified(),
            None => {
                matches!(
                    self.host.as_str(),
                    "localhost"
                        | "host.docker.internal"
                        | "gateway.docker.internal"
                        | "host.containers.internal"
                        | "kubernetes.docker.internal"
                ) || self.host.ends_with(".localhost")
            }
        }
    }
}

impl fmt::Display for ApiServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<&ApiServerUrl> for Arg {
    fn from(url: &ApiServerUrl) -> Self {
        Self::Word(url.text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{ApiServerUrl, ClusterName, IstioVersion, NameError, is_yaml_word};

    #[test]
    fn cluster_names_are_labels_and_no_yaml_words() {
        for good in ["cluster1", "a", "1a", "x-y", "e1x"] {
            assert!(ClusterName::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "A",
            "a_b",
            "-a",
            "a-",
            "a.b",
            "y",
            "no",
            "null",
            "1e3",
            "0x1f",
            "123",
            "2026-01-01",
            "a b",
            "é",
        ] {
            assert!(ClusterName::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(
            ClusterName::parse(&"a".repeat(64)),
            Err(NameError::TooLong(63))
        );
    }

    #[test]
    fn yaml_words_are_what_yaml_11_readers_misread() {
        for word in [
            "yes",
            "No",
            "ON",
            "~",
            "1_000",
            "12:30:45",
            "0o17",
            ".inf",
            "2026-01-01",
            "1e3",
            "=",
            "<<",
            "+1",
            "-.5",
            "1.",
            "0b101",
            "0x1F",
            "2026-1-1t10:00:00z",
        ] {
            assert!(is_yaml_word(word), "{word}");
        }
        for text in [
            "cluster1",
            "north",
            "1.30.3-alpine",
            "v1",
            "1a",
            "10-20",
            "1e",
            "2026-01",
            "3c",
        ] {
            assert!(!is_yaml_word(text), "{text}");
        }
    }

    #[test]
    fn urls_name_host_and_port() {
        let url = ApiServerUrl::parse("https://10.20.144.83:6443").expect("a URL");
        assert_eq!(
            (url.host(), url.port(), url.is_loopback()),
            ("10.20.144.83", 6443, false)
        );
        let url = ApiServerUrl::parse("https://[::1]").expect("a URL");
        assert_eq!(
            (url.host(), url.port(), url.is_loopback()),
            ("::1", 443, true)
        );
        for bad in [
            "http://a",
            "https://",
            "https://u@h",
            "https://h:0",
            "https://h:99999",
            "https://$(id)",
            "https://h/?x",
            "https://a;id>x*",
        ] {
            assert!(ApiServerUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn versions_have_two_or_three_numbers() {
        assert!(IstioVersion::parse("1.30").is_ok() && IstioVersion::parse("1.30.3").is_ok());
        for bad in ["1", "1.", "v1.30", "1.30.3.4", "1.x", "1.30-alpha"] {
            assert!(IstioVersion::parse(bad).is_err(), "{bad}");
        }
    }
}
