//! A CloudFront distribution, as far as publishing needs it: the edge must forget.
//!
//! Takes paths in CloudFront's syntax. Which paths, and how few, `publish` decides.

use aws_sdk_cloudfront::types::{InvalidationBatch, Paths};

use super::error::{Error, ErrorKind};

/// A CloudFront distribution.
#[derive(Debug, Clone)]
pub struct Distribution {
    client: aws_sdk_cloudfront::Client,
    id: String,
}

impl Distribution {
    pub(super) fn new(client: aws_sdk_cloudfront::Client, id: &str) -> Self {
        Self { client, id: id.to_owned() }
    }

    /// Returns the id of this distribution.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Asks the edge to forget `paths` (or `#tags`) and returns the id of the invalidation.
    ///
    /// The same `reference` with the same paths is the same invalidation: it is neither done nor
    /// billed twice.
    pub async fn invalidate(&self, paths: &[String], reference: &str) -> Result<String, Error> {
        const OPERATION: &str = "invalidate";
        let about = |error: Error| error.with("distribution", &self.id).with("reference", reference);
        let refused = |detail: &dyn std::fmt::Display| about(Error::new(ErrorKind::Unexpected, OPERATION, detail));
        let n_paths = i32::try_from(paths.len()).map_err(|error| refused(&error))?;
        let paths = Paths::builder().quantity(n_paths).set_items(Some(paths.to_vec()));
        let batch = InvalidationBatch::builder()
            .paths(paths.build().map_err(|error| refused(&error))?)
            .caller_reference(reference)
            .build()
            .map_err(|error| refused(&error))?;
        let request = self.client.create_invalidation().distribution_id(&self.id).invalidation_batch(batch);
        let made = request.send().await.map_err(|error| about(Error::of(OPERATION, &error)))?;
        Ok(made.invalidation.map(|invalidation| invalidation.id).unwrap_or_default())
    }
}
