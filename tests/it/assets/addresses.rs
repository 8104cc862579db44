//! What becomes of addresses in style sheets.

use super::sheets::{body, served, site};

const FILES: &str = "
-- assets/img/dot.svg --
<svg xmlns='http://www.w3.org/2000/svg'/>
-- assets/fonts/a b.woff2 --
font
-- static/old/x.png --
png
-- static/favicon.svg --
<svg xmlns='http://www.w3.org/2000/svg'/>
";

/// Returns what a sheet in `css/` says of one address; digests are `…`.
#[track_caller]
fn meant(config: &str, address: &str) -> String {
    let sheet = format!("-- assets/css/a.css --\n.a {{ background: {address} }}\n");
    let site = site("css/a.css", &format!("-- seawall.toml --\n{config}\n{sheet}{FILES}")).build().found([]);
    let (url, _) = served(&site);
    let prefix = if config.is_empty() { "" } else { "/town" };
    let css = site.read(url.strip_prefix(prefix).unwrap());
    let value = css.strip_prefix(".a{background:").and_then(|rest| rest.strip_suffix('}')).unwrap_or(&css);
    let mut parts = value.split('.').map(|part| if part.len() == 16 { "…" } else { part });
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| format!("{text}.{part}"))
}

#[test]
fn addresses_lead_to_what_is_served() {
    #[track_caller]
    fn check(address: &str, expected: &str) {
        assert_eq!(meant("", address), expected, "{address}");
    }
    check("url(../img/dot.svg)", "url(/assets/img/dot.….svg)");
    check("url('/assets/img/dot.svg')", "url(/assets/img/dot.….svg)");
    check("url(\"../img/dot.svg#part\")", "url(/assets/img/dot.….svg#part)");
    check("url(../img/dot.svg?v=1#part)", "url(/assets/img/dot.….svg?v=1#part)");
    check("url('../fonts/a b.woff2')", "url(/assets/fonts/a%20b.….woff2)");
    check("url(../fonts/a%20b.woff2)", "url(/assets/fonts/a%20b.….woff2)");
    check("url(/old/x.png)", "url(/old/x.png)");
    check("url(../../old/x.png?v=2)", "url(/old/x.png?v=2)");
    check("url(https://other.example/x.png)", "url(https://other.example/x.png)");
    check("url(//other.example/x.png)", "url(//other.example/x.png)");
    check("url(data:image/png;base64,AAAA)", "url(data:image/png;base64,AAAA)");
    check("url(#clip)", "url(#clip)");
    let set = meant("", "image-set('../img/dot.svg' 1x, url(/old/x.png) 2x)");
    assert!(set.ends_with("image-set(\"/assets/img/dot.….svg\" 1x,\"/old/x.png\" 2x)"), "{set}");
}

#[test]
fn a_site_in_a_folder_has_its_folder_in_addresses() {
    let config = "base_url = 'https://e.example/town'";
    assert_eq!(meant(config, "url(../img/dot.svg)"), "url(/town/assets/img/dot.….svg)");
    assert_eq!(meant(config, "url(/old/x.png)"), "url(/town/old/x.png)");
}

#[test]
fn addresses_are_relative_to_the_file_they_stand_in() {
    let files = "
-- assets/css/a.css --
@import 'parts/b.css';
-- assets/css/parts/b.css --
.b { background: url(dot.svg); --icon: url(dot.svg) }
-- assets/css/parts/dot.svg --
<svg xmlns='http://www.w3.org/2000/svg'/>
";
    let css = body(&site("css/a.css", files).build().found([]));
    assert_eq!(css.matches("/assets/css/parts/dot.").count(), 2, "{css}");
}

#[test]
fn sass_leaves_addresses_relative_to_the_sheet() {
    let files = format!(
        "
-- assets/css/a.scss --
@use 'parts/b';
-- assets/css/parts/_b.scss --
$name: 'dot';
.b {{ background: url(../img/dot.svg), url('../img/#{{$name}}.svg') }}
{FILES}"
    );
    let css = body(&site("css/a.css", &files).build().found([]));
    assert_eq!(css.matches("/assets/img/dot.").count(), 2, "{css}");
}

#[test]
fn what_is_missing_is_told_at_its_place() {
    let files = "
-- assets/css/a.css --
@import 'b.css';
.é { color: red; background: url(../img/no.svg) }
-- assets/css/b.css --
.b { background: url( '/old/y.png' ) }
-- assets/css/c.scss --
@use 'd';
-- assets/css/_d.scss --
.c {
  background: url('nowhere.png');
}
-- static/old/x.png --
png
";
    site("css/a.css", files).build().found([
        "reference-missing assets/css/_d.scss:2:20 there is no asset `css/nowhere.png`",
        "reference-missing assets/css/a.css:2:34 there is no asset `img/no.svg`",
        "reference-missing assets/css/b.css:1:23 nothing is served at `/old/y.png`",
    ]);
}

#[test]
fn an_address_may_lead_to_a_page() {
    let files = "-- assets/a.css --\n.a { cursor: url(/a/), auto }\n";
    site("a.css", files).build().found([]);
}
