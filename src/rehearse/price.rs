//! List prices, in US dollars before tax, with their date and source.

/// The date of the table.
pub const DATE: &str = "2026-08-31";

/// S3 in eu-central-1, per PUT, COPY, POST or LIST, the dearest of all (<https://aws.amazon.com/s3/pricing/>).
const S3_REQUEST: f64 = 0.0054 / 1_000.0;
/// CloudFront, per path beyond the 1,000 that an account has free in a month
/// (<https://aws.amazon.com/cloudfront/pricing/>).
const INVALIDATED_PATH: f64 = 0.005;

/// Returns what a publish costs at most: every request, repeated ones included, at the price of the
/// dearest kind, and no free tier, because other sites of the same account may have used it up.
pub fn publish_at_most(requests: u64, invalidated: usize) -> f64 {
    requests as f64 * S3_REQUEST + invalidated as f64 * INVALIDATED_PATH
}

#[cfg(test)]
mod tests {
    use super::publish_at_most;

    #[test]
    fn a_publish_of_a_thousand_artifacts() {
        let cost = publish_at_most(1_004, 2);
        assert!((cost - 0.015_421_6).abs() < 1e-8, "{cost}");
    }
}
