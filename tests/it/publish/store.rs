//! What a publish leaves in a bucket: the same in every store.

use seawall::publish::{Action, Error};

use super::{CONFIG, site};
use crate::support::cloud::{TestCloud, bodies};
use crate::support::site::TestSite;

/// Makes a test of each behavior for each store: `publish::store::first_publish::seaweedfs`.
macro_rules! in_every_store {
    ($($behavior:ident)+) => {$(
        mod $behavior {
            use super::TestCloud;

            #[test]
            fn local() {
                super::$behavior(&TestCloud::local());
            }

            #[test]
            fn seaweedfs() {
                super::$behavior(&TestCloud::seaweedfs());
            }

            #[test]
            fn ministack() {
                super::$behavior(&TestCloud::ministack());
            }
        }
    )+};
}

in_every_store! {
    first_publish
    without_invalidation
    nothing_changed
    edited_body
    edited_asset
    removed_page
    changed_headers
    somebody_elses_bucket
    another_format
    prefixes
    odd_names
    large_file
}

const PAGE: &str = "public, max-age=0, s-maxage=86400, stale-while-revalidate=60, stale-if-error=604800";

fn first_publish(cloud: &TestCloud) {
    let site = site();
    let receipt = cloud.publish(&site).unwrap();
    assert_eq!((receipt.uploaded, receipt.unchanged, receipt.removed), (10, 0, 0));
    let contents = cloud.contents();
    let lengths: usize = contents.values().map(|content| content.body.len()).sum();
    assert_eq!((contents.len(), receipt.bytes), (10, lengths as u64));

    let check = |key: &str, media_type: &str, cache_control: &str, tags: &str| {
        let content = &contents[key];
        let found = (content.media_type.as_str(), content.cache_control.as_str(), content.tags.as_str());
        assert_eq!(found, (media_type, cache_control, tags), "{key}");
    };
    let html = "text/html; charset=utf-8";
    check("a/index.html", html, PAGE, "html,lang-en");
    let live = "public, max-age=10, s-maxage=15, stale-while-revalidate=30, stale-if-error=86400";
    check("votes/index.html", html, live, "html,lang-en");
    let statics = "public, max-age=3600, s-maxage=86400, stale-while-revalidate=60, stale-if-error=604800";
    check("robots.txt", "text/plain; charset=utf-8", statics, "assets");
    check("favicon.svg", "image/svg+xml", statics, "assets");
    check(&asset(cloud), "text/css; charset=utf-8", "public, max-age=31536000, immutable", "assets");
    assert_eq!(contents["a/index.html"].text(), site.read("/a/"));

    let head = cloud.head().unwrap();
    let release = receipt.release.unwrap();
    assert_eq!((&head["release"], &head["owed"]), (&release.as_str().into(), &serde_json::json!([])));
    let manifest = cloud.control(&format!(".seawall/releases/{release}.json")).unwrap();
    let named: Vec<&String> = manifest["artifacts"].as_object().unwrap().keys().collect();
    assert_eq!(named, contents.keys().collect::<Vec<_>>());
    assert_eq!(cloud.keys().len(), 12, "ten artifacts, the manifest, the head");
}

fn without_invalidation(cloud: &TestCloud) {
    let cloud = cloud.without_invalidation();
    let receipt = cloud.publish(&site()).unwrap();
    assert_eq!((receipt.uploaded, receipt.invalidated), (10, 0));
    let header = |key: &str| cloud.get(key).unwrap().cache_control;
    assert_eq!(header("a/index.html"), PAGE.replace("86400", "60"));
    assert!(header("robots.txt").starts_with("public, max-age=3600, s-maxage=60,"));
    assert_eq!(header(&asset(&cloud)), "public, max-age=31536000, immutable");
}

fn nothing_changed(cloud: &TestCloud) {
    let site = site();
    let first = cloud.publish(&site).unwrap();
    let keys = cloud.keys();
    let second = cloud.publish(&site.build()).unwrap();
    assert_eq!((second.uploaded, second.unchanged, second.bytes, second.invalidated), (0, 10, 0, 0));
    assert!(second.requests <= 3, "{second:?}");
    assert_eq!(second.release, first.release);
    assert_eq!(cloud.keys(), keys);
}

fn edited_body(cloud: &TestCloud) {
    let site = site();
    cloud.publish(&site).unwrap();
    let before = cloud.contents();
    let site = site.edit("content/a.md", "one", "other").build();
    let receipt = cloud.publish(&site).unwrap();
    assert_eq!((receipt.uploaded, receipt.unchanged, receipt.invalidated), (1, 9, 2));
    assert!(receipt.requests <= 12, "{receipt:?}");
    let mut after = cloud.contents();
    assert!(after["a/index.html"].text().contains("other"));
    after.insert("a/index.html".to_owned(), before["a/index.html"].clone());
    assert_eq!(after, before);
}

fn edited_asset(cloud: &TestCloud) {
    let site = site();
    cloud.publish(&site).unwrap();
    let old = asset(cloud);
    let site = site.edit("assets/site.css", "red", "blue").build();
    let receipt = cloud.publish(&site).unwrap();
    assert_eq!((receipt.uploaded, receipt.removed), (4, 0), "the asset and the three pages that name it");
    assert_eq!(receipt.invalidated, 6, "two forms of three pages, and no asset");
    let assets: Vec<String> = cloud.keys().into_iter().filter(|key| key.starts_with("assets/site.")).collect();
    assert!(assets.len() == 2 && assets.contains(&old), "{assets:?}");
    assert!(!cloud.get("a/index.html").unwrap().text().contains(&old));
    cloud.has_no_missing_asset();
}

fn removed_page(cloud: &TestCloud) {
    let site = site().write("static/ads.txt", "none").build();
    cloud.publish(&site).unwrap();
    let asset = asset(cloud);
    let site = site.remove("content/b.md").remove("static/ads.txt").remove("assets/site.css");
    let site = site.edit("templates/page.html", "{{ asset(name=\"site.css\") }}", "#");
    let site = site.build().found([]);
    let receipt = cloud.publish(&site).unwrap();
    assert_eq!(receipt.removed, 2);
    let keys = cloud.keys();
    assert!(!keys.contains(&"b/index.html".to_owned()) && !keys.contains(&"ads.txt".to_owned()));
    assert!(keys.contains(&asset), "browsers still hold pages that name it");
    assert_eq!(cloud.publish(&site).unwrap().removed, 0);
}

fn changed_headers(cloud: &TestCloud) {
    let site = site();
    cloud.publish(&site).unwrap();
    let before = cloud.get("a/index.html").unwrap();
    let site = site.write("seawall.toml", &format!("{CONFIG}[cache.page]\nedge = 5\n")).build();
    let (plan, inventory) = cloud.plan(&site, false).unwrap();
    let keys: Vec<(&str, &str)> = plan.changes.iter().map(|change| (change.key.as_str(), change.reason)).collect();
    let expected = ["404.html", "a/index.html", "b/index.html", "index.html", "sitemap.xml"];
    let differ = |key: &str| keys.contains(&(key, "headers differ"));
    assert!(keys.len() == expected.len() && expected.iter().all(|key| differ(key)), "{keys:?}");
    cloud.execute(&plan, &inventory, bodies(&site)).unwrap();
    let after = cloud.get("a/index.html").unwrap();
    assert_eq!((after.body, after.cache_control), (before.body, PAGE.replace("86400", "5")));
}

fn somebody_elses_bucket(cloud: &TestCloud) {
    cloud.put("holiday.txt", "mine");
    cloud.put("index.html", "mine too");
    let site = site();
    match cloud.publish(&site) {
        Err(Error::NotEmpty { key, .. }) => assert_eq!(key.as_str(), "holiday.txt"),
        other => panic!("{other:?}"),
    }
    assert_eq!(cloud.keys(), ["holiday.txt", "index.html"]);
    let (plan, inventory) = cloud.plan(&site, true).unwrap();
    cloud.execute(&plan, &inventory, bodies(&site)).unwrap();
    assert_eq!(cloud.get("holiday.txt").unwrap().text(), "mine");
    assert_eq!(cloud.get("index.html").unwrap().text(), site.read("/"));
    assert_eq!(cloud.publish(&site).unwrap().uploaded, 0, "adopted once is adopted");
}

fn another_format(cloud: &TestCloud) {
    let site = site();
    let release = cloud.publish(&site).unwrap().release.unwrap();
    let site = site.edit("content/a.md", "one", "other").build();
    let manifest = format!(".seawall/releases/{release}.json");
    let head = format!("{{\"format\":1,\"release\":\"{release}\",\"owed\":[]}}");
    for (key, body) in [
        (manifest.as_str(), "{\"format\":2,\"parent\":null,\"made_at\":\"\",\"artifacts\":{}}"),
        (".seawall/head.json", head.replace(":1,", ":2,").as_str()),
        (".seawall/head.json", head.replace("\"format\":1,", "").as_str()),
        (".seawall/head.json", "<html>"),
        (".seawall/head.json", ""),
    ] {
        cloud.put(".seawall/head.json", &head);
        cloud.put(key, body);
        let before = (cloud.keys(), cloud.contents());
        match cloud.publish(&site) {
            Err(Error::Format { key: refused, .. }) => assert_eq!(refused.as_str(), key, "{body}"),
            other => panic!("{body}: {other:?}"),
        }
        assert_eq!(cloud.get(key).unwrap().text(), body);
        assert_eq!((cloud.keys(), cloud.contents()), before);
    }
}

fn prefixes(cloud: &TestCloud) {
    let (one, two) = (cloud.below("previews/1/"), cloud.below("previews/città 2/"));
    let site = site();
    assert_eq!(one.publish(&site).unwrap().uploaded, 10);
    assert_eq!(two.publish(&site).unwrap().uploaded, 10, "it does not see the other");
    let site = site.remove("content/b.md").build();
    assert_eq!(two.publish(&site).unwrap().removed, 1);
    assert!(one.get("b/index.html").is_some() && two.get("b/index.html").is_none());
    assert!(cloud.keys().iter().all(|key| key.starts_with("previews/1/") || key.starts_with("previews/città 2/")));
    assert!(cloud.get("previews/1/.seawall/head.json").is_some());
    let (plan, _) = two.plan(&site.edit("content/a.md", "one", "other").build(), false).unwrap();
    assert_eq!(plan.invalidation, ["/previews/citt%C3%A0%202/a/", "/previews/citt%C3%A0%202/a/index.html"]);
}

/// Names that break what does not encode, or encodes twice.
pub(super) const ODD: [&str; 7] =
    ["a b.txt", "a+b.txt", "50%25.txt", "c#1.txt", "it's \"so\".txt", "città/è?.txt", "a&b=<c>;.txt"];

fn odd_names(cloud: &TestCloud) {
    let mut site = TestSite::new("-- content/a.md --\none");
    for name in ODD {
        site = site.write(&format!("static/{name}"), name);
    }
    let site = site.build();
    cloud.publish(&site).unwrap();
    let keys = cloud.keys();
    for name in ODD {
        assert!(keys.contains(&name.to_owned()), "{name}: {keys:?}");
        assert_eq!(cloud.get(name).unwrap().text(), name);
    }
    let site = ODD.iter().fold(site, |site, name| site.remove(&format!("static/{name}"))).build();
    assert_eq!(cloud.publish(&site).unwrap().removed, ODD.len());
    assert!(ODD.iter().all(|name| cloud.get(name).is_none()));
}

fn large_file(cloud: &TestCloud) {
    let site = TestSite::new("-- content/a.md --\none").write("static/map.txt", &"0123456789".repeat(2 << 20)).build();
    let receipt = cloud.publish(&site).unwrap();
    assert!(receipt.bytes > 20 << 20);
    assert_eq!(cloud.get("map.txt").unwrap().body.len(), 20 << 20);
}

#[test]
fn a_plan_changes_nothing_and_has_its_order() {
    let cloud = TestCloud::local();
    let site = site();
    cloud.publish(&site).unwrap();
    let before = (cloud.keys(), cloud.contents(), cloud.head());
    let site = site.edit("assets/site.css", "red", "blue").remove("content/b.md").write("static/x.txt", "").build();
    let (plan, _) = cloud.plan(&site, false).unwrap();
    assert_eq!((cloud.keys(), cloud.contents(), cloud.head()), before);
    let changes: Vec<String> = plan.changes.iter().map(|change| change.key.to_string()).collect();
    assert!(changes[0].starts_with("assets/site."), "{changes:?}");
    let expected = ["x.txt", "a/index.html", "votes/index.html", "index.html", "sitemap.xml", "b/index.html"];
    assert_eq!(changes[1..], expected);
    assert_eq!(plan.count(Action::Remove), 1);
}

/// Returns the key under which `site.css` is served.
fn asset(cloud: &TestCloud) -> String {
    cloud.keys().into_iter().find(|key| key.starts_with("assets/site.")).unwrap()
}
