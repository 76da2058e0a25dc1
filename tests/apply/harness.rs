//! The part of the usual harness that these tests need: names that filter, two tests at a time.

use std::env;
use std::panic::catch_unwind;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A test and its name.
pub(crate) type Test = (&'static str, fn());

/// Runs the tests whose name has one of the words of the command line in it.
pub(crate) fn run(tests: &[Test]) -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let is_list = words.iter().any(|word| word == "--list");
    let is_exact = words.iter().any(|word| word == "--exact");
    let mut names: Vec<&str> = Vec::new();
    let mut n_threads = 2;
    let mut left = words.iter().map(String::as_str);
    while let Some(word) = left.next() {
        match word {
            "--test-threads" => n_threads = left.next().and_then(|it| it.parse().ok()).unwrap_or(2),
            "--skip" | "--format" | "-Z" | "--color" => drop(left.next()),
            word if word.starts_with('-') => {}
            word => names.push(word),
        }
    }
    let is_meant = |name: &str| {
        names.is_empty()
            || names.iter().any(|word| {
                if is_exact {
                    name == *word
                } else {
                    name.contains(word)
                }
            })
    };
    let meant: Vec<&Test> = tests.iter().filter(|(name, _)| is_meant(name)).collect();
    if is_list {
        for (name, _) in &meant {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} tests", meant.len());
    let (next, n_failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..n_threads.max(1) {
            scope.spawn(|| {
                while let Some((name, test)) = meant.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let is_well = catch_unwind(test).is_ok();
                    n_failed.fetch_add(usize::from(!is_well), Ordering::SeqCst);
                    let verdict = if is_well { "ok" } else { "FAILED" };
                    println!("test {name} ... {verdict}");
                }
            });
        }
    });
    let n_failed = n_failed.into_inner();
    let verdict = if n_failed == 0 { "ok" } else { "FAILED" };
    let n_passed = meant.len() - n_failed;
    println!("\ntest result: {verdict}. {n_passed} passed; {n_failed} failed\n");
    ExitCode::from(u8::from(n_failed > 0))
}
