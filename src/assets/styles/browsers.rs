//! Browsers of the configuration → targets of lightningcss.

use lightningcss::targets::{Browsers, Targets};

use crate::config::{Browser, Styles};

/// Returns what style sheets are written for.
pub(super) fn targets(styles: &Styles) -> Targets {
    let mut browsers = Browsers::default();
    for (browser, version) in &styles.browsers {
        let place = match browser {
            Browser::Android => &mut browsers.android,
            Browser::Chrome => &mut browsers.chrome,
            Browser::Edge => &mut browsers.edge,
            Browser::Firefox => &mut browsers.firefox,
            Browser::Ie => &mut browsers.ie,
            Browser::IosSafari => &mut browsers.ios_saf,
            Browser::Opera => &mut browsers.opera,
            Browser::Safari => &mut browsers.safari,
            Browser::Samsung => &mut browsers.samsung,
        };
        *place = Some(*version);
    }
    // Without any browser nothing is rewritten for old ones.
    if styles.browsers.is_empty() { Targets::default() } else { Targets::from(browsers) }
}
