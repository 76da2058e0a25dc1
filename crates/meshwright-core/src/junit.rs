//! What was tried, as JUnit has it, for continuous integration.
//!
//! Not here: what is a test, and which text its failure has; each command knows that of itself.

use std::fmt::Write;

use meshwright_diag::render::printable::clean;

/// The tests of one mesh.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suite {
    /// The mesh.
    pub name: String,
    /// How long all of it took, in seconds; `None` where nobody looked at the clock.
    pub seconds: Option<f64>,
    /// The tests, in their order.
    pub tests: Vec<Test>,
}

/// One test.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// What kind of test it is.
    pub class: String,
    /// What it is about.
    pub name: String,
    /// How long it took, in seconds; `None` where nobody looked at the clock.
    pub seconds: Option<f64>,
    /// How it ended.
    pub verdict: Verdict,
}

/// How a test ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should.
    Passed,
    /// Not as it should.
    Failed {
        /// In a line.
        message: String,
        /// Everything that is known; empty where the line says it all.
        detail: String,
    },
    /// It was not tried.
    Skipped {
        /// Why not.
        message: String,
    },
}

impl Suite {
    /// The whole file.
    pub fn render(&self) -> String {
        let count = |is: fn(&Verdict) -> bool| {
            let tests = self.tests.iter();
            tests.filter(|test| is(&test.verdict)).count()
        };
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        // Writing to a String cannot fail.
        let _ = writeln!(
            xml,
            "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\"{}>",
            escape(&self.name),
            self.tests.len(),
            count(|it| matches!(it, Verdict::Failed { .. })),
            count(|it| matches!(it, Verdict::Skipped { .. })),
            time(self.seconds)
        );
        for test in &self.tests {
            test.render(&mut xml);
        }
        xml.push_str("</testsuite>\n");
        xml
    }
}

impl Test {
    fn render(&self, xml: &mut String) {
        let _ = write!(
            xml,
            "  <testcase classname=\"{}\" name=\"{}\"{}",
            escape(&self.class),
            escape(&self.name),
            time(self.seconds)
        );
        let _ = match &self.verdict {
            Verdict::Passed => writeln!(xml, "/>"),
            Verdict::Failed { message, detail } => writeln!(
                xml,
                ">\n    <failure message=\"{}\">{}</failure>\n  </testcase>",
                escape(message),
                escape(detail)
            ),
            Verdict::Skipped { message } => writeln!(
                xml,
                ">\n    <skipped message=\"{}\"/>\n  </testcase>",
                escape(message)
            ),
        };
    }
}

fn time(seconds: Option<f64>) -> String {
    seconds.map_or_else(String::new, |seconds| format!(" time=\"{seconds:.3}\""))
}

/// A text as XML has it; characters that XML has no way to write are spelled out.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for line in text.lines() {
        if !escaped.is_empty() {
            escaped.push_str("&#10;");
        }
        for character in clean(line).chars() {
            match character {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                character => escaped.push(character),
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Suite, Test, Verdict, escape};

    #[test]
    fn nothing_that_a_cluster_says_breaks_the_file() {
        assert_eq!(
            escape("<a href=\"x\">&\u{1b}\nb"),
            "&lt;a href=&quot;x&quot;&gt;&amp;␛&#10;b"
        );
    }

    #[test]
    fn tests_are_counted_by_how_they_ended() {
        let test = |name: &str, seconds, verdict| Test {
            class: "pair".to_owned(),
            name: name.to_owned(),
            seconds,
            verdict,
        };
        let suite = Suite {
            name: "shop".to_owned(),
            seconds: None,
            tests: vec![
                test("one", Some(1.5), Verdict::Passed),
                test(
                    "two",
                    None,
                    Verdict::Failed {
                        message: "no".to_owned(),
                        detail: String::new(),
                    },
                ),
                test(
                    "three",
                    None,
                    Verdict::Skipped {
                        message: "later".to_owned(),
                    },
                ),
            ],
        };
        let xml = suite.render();
        assert!(
            xml.contains("name=\"shop\" tests=\"3\" failures=\"1\" skipped=\"1\">"),
            "{xml}"
        );
        assert!(xml.contains("name=\"one\" time=\"1.500\"/>"), "{xml}");
        assert!(xml.contains("<failure message=\"no\"></failure>"), "{xml}");
        assert!(xml.contains("<skipped message=\"later\"/>"), "{xml}");
    }
}
