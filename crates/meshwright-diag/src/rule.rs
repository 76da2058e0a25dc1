//! The identity of a rule: its code and its name.

use std::fmt;

use crate::Severity;

/// A rule's code: an area of three letters and three digits, such as `GWY101`; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Code(pub &'static str);

impl Code {
    /// The area the code belongs to, or `None` where the code is malformed.
    pub fn area(self) -> Option<Area> {
        let letters = self.0.get(..3)?;
        Area::ALL.into_iter().find(|area| area.as_str() == letters)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Ambient data plane.
    Amb,
    /// Access to API servers.
    Api,
    /// DNS names.
    Dns,
    /// The document itself.
    Doc,
    /// East-west gateways.
    Gwy,
    /// Names.
    Nam,
    /// Networks and addresses.
    Net,
    /// The text of a runbook.
    Rbk,
    /// Security.
    Sec,
    /// Services.
    Svc,
    /// Trust and certificates.
    Tru,
    /// Versions, roles and installation.
    Ver,
}

impl Area {
    /// Every area, sorted by its letters.
    pub const ALL: [Self; 12] = [
        Self::Amb,
        Self::Api,
        Self::Dns,
        Self::Doc,
        Self::Gwy,
        Self::Nam,
        Self::Net,
        Self::Rbk,
        Self::Sec,
        Self::Svc,
        Self::Tru,
        Self::Ver,
    ];

    /// The three letters that begin each code of the area.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Amb => "AMB",
            Self::Api => "API",
            Self::Dns => "DNS",
            Self::Doc => "DOC",
            Self::Gwy => "GWY",
            Self::Nam => "NAM",
            Self::Net => "NET",
            Self::Rbk => "RBK",
            Self::Sec => "SEC",
            Self::Svc => "SVC",
            Self::Tru => "TRU",
            Self::Ver => "VER",
        }
    }
}

/// What is known of a rule without running it.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// The code, also the key of the rule's message.
    pub code: Code,
    /// The kebab-case name; it reads well after "allow …".
    pub name: &'static str,
    /// How bad a finding of this rule is, unless the finding says otherwise.
    pub severity: Severity,
    /// The Meshwright release that brought the rule.
    pub since: &'static str,
    /// The rule's page in English Markdown: what, why, bad and good example, references.
    pub page: &'static str,
}
