//! The cloud contract: what a publish does to a bucket, to the edge, and to its user.

mod conflict;
mod distribution;
mod edge;
mod fault;
mod program;
mod store;

use crate::support::site::TestSite;

/// A page of each class, an asset that pages name, a file as it is: ten artifacts with the theme's.
const SITE: &str = "
-- content/_index.md --
+++
title = 'Home'
+++
welcome
-- content/a.md --
+++
title = 'A'
+++
one
-- content/b.md --
+++
title = 'B'
+++
two
-- content/votes.md --
+++
title = 'Votes'
cache = 'live'
+++
counting
-- assets/site.css --
p { color: red }
-- static/robots.txt --
User-agent: *
-- templates/page.html --
<title>{{ page.title }}</title><link rel=\"stylesheet\" href=\"{{ asset(name=\"site.css\") }}\">
<main>{{ page.content | safe }}</main>
";

fn site() -> TestSite {
    TestSite::new(SITE).build()
}

const CONFIG: &str = "base_url = 'https://example.org'\ntitle = 'Test'\n";

/// Returns the site with targets in its `seawall.toml`.
fn site_with(targets: &str) -> TestSite {
    TestSite::new(SITE).write("seawall.toml", &format!("{CONFIG}{targets}"))
}
