//! Whether a count of answers is what chance allows.
//!
//! The tails of the binomial distribution are summed up exactly, term by term in logarithms; no
//! approximation is needed for the hundreds of requests of a rehearsal.

/// A count that is this rare, or rarer, is taken for a difference and not for chance.
pub const RARE: f64 = 1.0 / 10_000.0;

/// How likely a count at least as far out as `k` of `n` is, where each is a hit with probability
/// `p`: twice the smaller tail, at most 1.
pub fn likelihood(k: u32, n: u32, p: f64) -> f64 {
    if p <= 0.0 {
        return f64::from(u8::from(k == 0));
    }
    if p >= 1.0 {
        return f64::from(u8::from(k == n));
    }
    let (mut lower, mut upper) = (0.0, 0.0);
    // The logarithm of the number of ways to choose i of n.
    let mut ways = 0.0;
    for i in 0..=n {
        if i > 0 {
            ways += f64::from(n - i + 1).ln() - f64::from(i).ln();
        }
        let term = (ways + f64::from(i) * p.ln() + f64::from(n - i) * (1.0 - p).ln()).exp();
        if i <= k {
            lower += term;
        }
        if i >= k {
            upper += term;
        }
    }
    (2.0 * f64::min(lower, upper)).min(1.0)
}

/// Whether chance allows `k` of `n`.
pub fn is_allowed(k: u32, n: u32, p: f64) -> bool {
    k <= n && likelihood(k, n, p) > RARE
}

#[cfg(test)]
mod tests {
    use super::{is_allowed, likelihood};

    #[test]
    fn tails_are_exact() {
        // Two coins: no head is a quarter, and so is the tail on the other side.
        assert!((likelihood(0, 2, 0.5) - 0.5).abs() < 1e-12);
        assert!((likelihood(1, 2, 0.5) - 1.0).abs() < 1e-12);
        // Ten coins, all heads: one in 1024, on either side.
        assert!((likelihood(10, 10, 0.5) - 2.0 / 1024.0).abs() < 1e-12);
    }

    #[test]
    fn of_two_hundred_chance_allows_some_and_not_others() {
        assert!(is_allowed(100, 200, 0.5));
        assert!(is_allowed(75, 200, 0.5));
        assert!(is_allowed(127, 200, 0.5));
        assert!(!is_allowed(71, 200, 0.5));
        assert!(!is_allowed(129, 200, 0.5));
        assert!(is_allowed(150, 200, 0.75));
        assert!(!is_allowed(100, 200, 0.75));
    }

    #[test]
    fn what_is_sure_and_what_is_impossible_have_no_chance() {
        assert!(is_allowed(200, 200, 1.0));
        assert!(!is_allowed(199, 200, 1.0));
        assert!(is_allowed(0, 200, 0.0));
        assert!(!is_allowed(1, 200, 0.0));
        assert!(!is_allowed(3, 2, 0.5));
    }
}
