//! What templates know of files: where they are served, of what type and how large they are.

use crate::support::site::TestSite;

const SITE: &str = "
-- seawall.toml --
base_url = 'https://example.org/town'
default_language = 'it'
[languages.en]
fallback = true
-- content/forms/rules.txt --
rules
-- content/news/a/index.md --
-- content/news/a/form.pdf --
four
-- content/news/b.md --
-- static/map.tar.gz --
map
";

fn with(template: &str) -> TestSite {
    TestSite::new(SITE).write("templates/page.html", &format!("<main>{template}</main>"))
}

#[test]
fn an_address_is_that_of_a_page_a_path_or_a_file_beside_the_page() {
    let site = with(
        "{{ get_url(path='../b.md') }} {{ get_url(path='@/news/b.md#top') }} {{ get_url(path='../../forms/rules.txt') }} \
         {{ get_url(path='/news/b/?x=1') }} {{ get_url(path='https://a.example/') }} {{ get_url(path='mailto:a@b.example') }} \
         {{ get_url(path='#top') }}",
    );
    site.write("content/news/b.md", "+++\ntemplate = 'b.html'\n+++\n")
        .write("templates/b.html", "b")
        .build()
        .found([])
        .main_of(
            "/news/a/",
            "/town/news/b/ /town/news/b/#top /town/forms/rules.txt /town/news/b/?x=1 https://a.example/ \
             mailto:a@b.example #top",
        )
        .same_as_clean_build();
}

#[test]
fn a_file_tells_its_type_and_its_size() {
    let template = "{% for path in ['form.pdf', '@/forms/rules.txt', '/forms/rules.txt', '/map.tar.gz'] %}\
                    {% set file = get_file(path=path) %}{{ file.path }} {{ file.name }} {{ file.format }} {{ file.size }};\
                    {% endfor %}";
    let expected = "/town/news/a/form.pdf form.pdf PDF 5;/town/forms/rules.txt rules.txt TXT 6;\
                    /town/forms/rules.txt rules.txt TXT 6;/town/map.tar.gz map.tar.gz GZ 4;";
    let site = with(template).remove("content/news/b.md").build().found([]).main_of("/news/a/", expected);
    // A page that stands in for a translation names the files of the page that it repeats.
    let site = site.main_of("/en/news/a/", expected);
    site.write("content/news/a/form.pdf", "longer")
        .build()
        .ran(["page /en/news/a/", "page /news/a/", "static news/a/form.pdf"])
        .main_of("/news/a/", &expected.replace("PDF 5", "PDF 6"))
        .same_as_clean_build();
}

#[test]
fn a_file_that_is_not_served_is_an_error() {
    let check = |path: &str, message: &str| {
        let site = with(&format!("{{{{ get_file(path='{path}') }}}}")).remove("content/news/b.md");
        site.build().told_about(message);
    };
    check("forn.pdf", "there is no file `@/news/a/forn.pdf`");
    check("../../../data/a.txt", "there is no file `@/data/a.txt`");
    check("/map.zip", "no file is served at `/map.zip`");
    let site = with("{{ get_file(path='../b.md') }}").write("content/news/b.md", "+++\ndraft = true\n+++\n");
    site.build().told_about("there is no file `@/news/b.md`");
}
