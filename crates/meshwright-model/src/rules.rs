//! The rules of the document itself.
//!
//! A rule's name reads well after "allow …"; its page is `pages/en/<code>.md`, its messages are in
//! `words/en.ftl`. Who speaks for a rule is found by its constant.

use meshwright_diag::{Code, RuleInfo, Severity};

macro_rules! rules {
    ($($code:literal $constant:ident $name:literal $severity:ident $doc:literal;)+) => {
        $(
            #[doc = $doc]
            pub const $constant: &RuleInfo = &RuleInfo {
                code: Code($code),
                name: $name,
                severity: Severity::$severity,
                since: "0.1.0",
                page: include_str!(concat!("../pages/en/", $code, ".md")),
            };
        )+

        /// Every rule of this crate, sorted by code.
        pub const DOCUMENT_RULES: &[&RuleInfo] = &[$($constant),+];
    };
}

rules! {
    "DOC001" NOT_UTF_8 "not-utf-8" Error "The file is no UTF-8 text.";
    "DOC002" TOO_LARGE "too-large" Error "The file has more bytes than a topology may have.";
    "DOC003" SYNTAX_ERROR "syntax-error" Error "The text is no YAML.";
    "DOC004" ALIAS "alias-or-anchor" Error "The text refers to another part of itself.";
    "DOC005" DUPLICATE_KEY "duplicate-key" Error "A map has a key twice.";
    "DOC006" UNSUPPORTED_YAML "unsupported-yaml" Error "The text uses YAML that a topology has no use for.";
    "DOC007" UNKNOWN_VERSION "unknown-version" Error "The text is a document of another kind or version.";
    "DOC008" UNKNOWN_FIELD "unknown-field" Error "There is no such field.";
    "DOC009" WRONG_TYPE "wrong-type" Error "A value is of another type than its field.";
    "DOC010" UNKNOWN_WORD "unknown-word" Error "A value is none of the words that its field knows.";
    "DOC011" MISSING_FIELD "missing-field" Error "A field that has no default is absent.";
    "DOC012" BAD_VALUE "bad-value" Error "A number, version, date or code is not one its field can have.";
    "DOC013" UNKNOWN_REFERENCE "unknown-reference" Error "A name refers to nothing.";
    "DOC014" DUPLICATE_CLUSTER "duplicate-cluster" Error "Two clusters have one name.";
    "DOC015" DUPLICATE_NAME "duplicate-name" Error "Two networks, services or control planes of a remote have one name, or two clusters one context.";
    "DOC016" NO_CLUSTERS "no-clusters" Error "The topology has no clusters.";
    "DOC017" TOO_MANY "too-many" Error "The document holds more than a topology may hold.";
    "DOC018" UNPRINTABLE "unprintable-character" Error "The text has a character that cannot be seen.";
    "DOC019" BAD_ADDRESS "bad-address" Error "A value is no address of the kind its field has.";
    "DOC020" POLICY_WITHOUT_REASON "policy-without-reason" Warning "A finding is accepted without a reason.";
    "DOC021" AMBIGUOUS_WORD "ambiguous-word" Warning "A free-form value means different things to different YAML readers.";
    "DOC022" IDLE_FIELD "idle-field" Error "A field says something that does not apply beside the others.";
    "NAM001" INVALID_NAME "invalid-name" Error "A name is not one that Kubernetes and Istio accept.";
    "NAM002" YAML_WORD "yaml-word-as-name" Error "YAML readers take a name for a boolean, a number or a date.";
}
