//! Every rule of every crate, for `explain` and for readers of codes.

use meshwright_diag::RuleInfo;

/// Every rule, sorted by code.
pub fn all_rules() -> Vec<&'static RuleInfo> {
    let mut rules: Vec<&'static RuleInfo> = meshwright_model::DOCUMENT_RULES.to_vec();
    rules.extend(meshwright_check::rule_infos());
    rules.extend(meshwright_pki::rule_infos());
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The rule with that code or name, in upper or lower case.
pub fn rule(code: &str) -> Option<&'static RuleInfo> {
    all_rules()
        .into_iter()
        .find(|rule| rule.code.0.eq_ignore_ascii_case(code) || rule.name.eq_ignore_ascii_case(code))
}

/// The page of the rule with that code or name, in upper or lower case; of a retired code too.
pub fn page(code: &str) -> Option<&'static str> {
    let is_meant = |name: &str| name.eq_ignore_ascii_case(code);
    rule(code).map(|rule| rule.page).or_else(|| {
        meshwright_check::RETIRED
            .iter()
            .find(|retired| is_meant(retired.code.0) || is_meant(retired.name))
            .map(|retired| retired.page)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{all_rules, page, rule};

    #[test]
    fn codes_and_names_are_given_once() {
        let rules = all_rules();
        let codes: BTreeSet<_> = rules.iter().map(|rule| rule.code).collect();
        let names: BTreeSet<_> = rules.iter().map(|rule| rule.name).collect();
        assert_eq!((codes.len(), names.len()), (rules.len(), rules.len()));
    }

    #[test]
    fn every_rule_has_an_area_a_page_and_a_sentence() {
        for rule in all_rules() {
            let code = rule.code;
            assert!(code.area().is_some(), "{code}");
            assert!(rule.page.starts_with("# "), "{code}");
            // A rule with cases has a message `CODE-case` for each.
            let has_message = crate::sources().iter().any(|source| {
                let mut lines = source.messages.lines();
                lines.any(|line| line.starts_with(code.0) && line.contains(" = "))
            });
            assert!(has_message, "{code} has no message");
        }
    }

    #[test]
    fn rules_are_found_by_code_and_by_name() {
        let first = all_rules()[0];
        assert_eq!(rule(&first.code.0.to_lowercase()), Some(first));
        assert_eq!(rule(first.name), Some(first));
        assert_eq!(rule("XXX999"), None);
    }

    #[test]
    fn retired_codes_are_explained_and_no_rules() {
        let retired = page("ver105").expect("the code was given once");
        assert!(retired.contains("## Retired"), "{retired}");
        assert_eq!(page("install-method-not-planned"), Some(retired));
        assert_eq!(rule("VER105"), None);
        assert_eq!(page("XXX999"), None);
        let first = all_rules()[0];
        assert_eq!(page(first.name), Some(first.page));
    }
}
