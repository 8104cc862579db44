//! What search engines and social networks are told.

use serde_json::{Value, json};

use super::between;
use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org'
title = 'Town'
default_language = 'it'
[languages.en]
[organization]
type = 'GovernmentOrganization'
name = 'The Town'
logo = '/favicon.svg'
email = 'a@example.org'
address = { street = 'Pier 1', locality = 'Town', country = 'IT' }
-- content/_index.md --
-- content/news/_index.md --
+++
title = 'News'
[cascade]
schema = { type = 'NewsArticle', author_type = 'Organization' }
+++
-- content/news/a/index.md --
+++
title = 'A </script> & B'
description = 'One'
date = 2026-01-01
updated = 2026-02-01
authors = ['Press office']
tags = ['Port']
image = { path = 'a.svg', alt = 'A pier' }
+++
one
-- content/news/a/a.svg --
<svg/>
-- content/news/a/index.en.md --
+++
title = 'A in English'
date = 2026-01-01
+++
-- content/news/council.md --
+++
title = 'Council'
date = 2026-01-02
[schema]
type = 'Event'
start = 2026-01-09T18:00:00
location = 'Town hall'
status = 'moved_online'
attendance = 'mixed'
max_attendee_capacity = 9
+++
-- content/id.md --
+++
title = 'Identity card'
[schema]
type = 'GovernmentService'
service_type = 'Registry'
area = 'Town'
audience = 'Residents'
provider = '@/office.md'
channel = 'https://id.example/'
+++
-- content/office.md --
+++
title = 'Registry'
[schema]
type = 'FAQPage'
main_entity = [{ type = 'Question', name = 'When?' }]
+++
";

/// Returns the nodes of a page's graph by their types.
#[track_caller]
fn nodes(site: &TestSite, path: &str) -> Vec<Value> {
    let html = site.read(path);
    let json = between(&html, "<script type=\"application/ld+json\">", "</script>");
    let graph: Value = serde_json::from_str(json).unwrap();
    assert_eq!(graph["@context"], "https://schema.org");
    graph["@graph"].as_array().unwrap().clone()
}

#[track_caller]
fn node(site: &TestSite, path: &str, kind: &str) -> Value {
    let nodes = nodes(site, path);
    nodes.iter().find(|node| node["@type"] == kind).unwrap_or_else(|| panic!("no {kind} in {nodes:#?}")).clone()
}

#[test]
fn news_says_what_the_page_says() {
    let site = TestSite::bare(SITE).build().found([]);
    let publisher = json!({
        "@type": "GovernmentOrganization",
        "@id": "https://example.org/#organization",
        "name": "The Town",
        "url": "https://example.org",
        "logo": "https://example.org/favicon.svg",
    });
    assert_eq!(
        node(&site, "/news/a/", "NewsArticle"),
        json!({
            "@type": "NewsArticle",
            "name": "A </script> & B",
            "headline": "A </script> & B",
            "description": "One",
            "url": "https://example.org/news/a/",
            "mainEntityOfPage": "https://example.org/news/a/",
            "image": "https://example.org/news/a/a.svg",
            "inLanguage": "it",
            "datePublished": "2026-01-01",
            "dateModified": "2026-02-01",
            "author": [{ "@type": "Organization", "name": "Press office" }],
            "publisher": publisher,
            "keywords": ["Port"],
        })
    );
    // A list is no news, though its pages are.
    assert!(nodes(&site, "/news/").iter().all(|node| node["@type"] == "BreadcrumbList"));
}

#[test]
fn the_path_to_a_page_and_who_is_behind_the_site() {
    let site = TestSite::bare(SITE).build();
    let items = node(&site, "/news/council/", "BreadcrumbList")["itemListElement"].clone();
    assert_eq!(items.as_array().unwrap().len(), 3);
    let last =
        json!({ "@type": "ListItem", "position": 3, "name": "Council", "item": "https://example.org/news/council/" });
    assert_eq!(items[2], last);
    let own = node(&site, "/", "GovernmentOrganization");
    assert_eq!(own["email"], "a@example.org");
    let address = json!({ "@type": "PostalAddress", "streetAddress": "Pier 1", "addressLocality": "Town", "addressCountry": "IT" });
    assert_eq!(own["address"], address);
    assert_eq!(node(&site, "/", "WebSite")["publisher"]["@id"], own["@id"]);
}

#[test]
fn an_event_takes_nothing_from_the_news_around_it() {
    let site = TestSite::bare(SITE).build();
    let event = node(&site, "/news/council/", "Event");
    assert_eq!(event["startDate"], "2026-01-09T18:00:00");
    assert_eq!(event["location"], json!({ "@type": "Place", "name": "Town hall", "address": "Town hall" }));
    assert_eq!(event["eventStatus"], "https://schema.org/EventMovedOnline");
    assert_eq!(event["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode");
    assert_eq!(event["organizer"]["name"], "The Town");
    assert_eq!((&event["maxAttendeeCapacity"], &event["authorType"]), (&9.into(), &Value::Null));
}

#[test]
fn a_service_and_any_other_type() {
    let site = TestSite::bare(SITE).build();
    let service = node(&site, "/id/", "GovernmentService");
    let office = json!({ "@type": "Organization", "name": "Registry", "url": "https://example.org/office/" });
    assert_eq!((&service["provider"], &service["serviceOperator"]), (&office, &office));
    assert_eq!(service["serviceType"], "Registry");
    assert_eq!(service["areaServed"], json!({ "@type": "AdministrativeArea", "name": "Town" }));
    assert_eq!(service["audience"], json!({ "@type": "Audience", "audienceType": "Residents" }));
    assert_eq!(service["availableChannel"], json!({ "@type": "ServiceChannel", "serviceUrl": "https://id.example/" }));
    let other = node(&site, "/office/", "FAQPage");
    assert_eq!(other["mainEntity"], json!([{ "@type": "Question", "name": "When?" }]));
}

#[test]
fn the_head_says_it_to_social_networks() {
    let html = TestSite::bare(SITE).build().read("/news/a/");
    for line in [
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:locale\" content=\"it_IT\">",
        "<meta property=\"og:locale:alternate\" content=\"en_US\">",
        "<meta property=\"article:published_time\" content=\"2026-01-01\">",
        "<meta property=\"article:modified_time\" content=\"2026-02-01\">",
        "<meta property=\"og:image\" content=\"https://example.org/news/a/a.svg\">",
        "<meta property=\"og:image:alt\" content=\"A pier\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/news/a/\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/en/news/a/\">",
    ] {
        assert!(html.contains(line), "{line} is not in {html}");
    }
}

#[test]
fn it_is_written_again_when_it_says_something_else() {
    let site = TestSite::bare(SITE).build();
    let site = site.edit("content/office.md", "title = 'Registry'", "title = 'Office'").build();
    let ran: Vec<&str> = site.built().ran.iter().map(|ran| ran.step.as_str()).collect();
    assert_eq!(ran, ["fragment office.md", "page /", "page /id/", "page /office/"]);
    let site = site.same_as_clean_build();
    let site = site.edit("seawall.toml", "name = 'The Town'", "name = 'Our Town'").build();
    assert_eq!(node(&site, "/news/a/", "NewsArticle")["publisher"]["name"], "Our Town");
    let site = site.same_as_clean_build();
    let site = site.edit("content/news/_index.md", "'Organization'", "'Person'").build();
    assert_eq!(node(&site, "/news/a/", "NewsArticle")["author"][0]["@type"], "Person");
    site.same_as_clean_build();
}
