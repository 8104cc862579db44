//! What people of each language expect to read.

use super::{Digits, Direction, Form, Locale, SortKey, Style};
use crate::base::clock::Moment;

fn locale(code: &str) -> Locale {
    Locale::new(code).unwrap()
}

#[track_caller]
fn shows(code: &str, form: Form<'_>, expected: &str) {
    let moment = "2026-11-03T22:40:05+01:00".parse::<Moment>().unwrap();
    assert_eq!(locale(code).date(&moment, form).as_deref(), Ok(expected), "{code} {form:?}");
}

#[test]
fn dates_in_words() {
    for (code, expected) in [
        ("it", "3 novembre 2026"),
        ("en", "November 3, 2026"),
        ("en-GB", "3 November 2026"),
        ("de", "3. November 2026"),
        ("fr", "3 novembre 2026"),
        ("es", "3 de noviembre de 2026"),
        ("sl", "03. november 2026"),
        ("pl", "3 listopada 2026"),
        ("ar-EG", "٣ نوفمبر ٢٠٢٦"),
        ("ar", "3 نوفمبر 2026"),
        ("he", "3 בנובמבר 2026"),
    ] {
        shows(code, Form::Day(Style::Long), expected);
    }
    shows("it", Form::Day(Style::Short), "03/11/26");
    shows("it", Form::Day(Style::Medium), "3 nov 2026");
    shows("it", Form::Day(Style::Full), "martedì 3 novembre 2026");
    shows("it", Form::DayAndTime(Style::Long), "3 novembre 2026 alle ore 22:40");
    shows("en-GB", Form::DayAndTime(Style::Full), "Tuesday, 3 November 2026 at 22:40");
    shows("de", Form::DayAndTime(Style::Short), "03.11.26, 22:40");
}

#[test]
fn months_beside_a_day_and_by_themselves() {
    shows("pl", Form::Pattern("d MMMM y"), "3 listopada 2026");
    shows("pl", Form::Pattern("LLLL y"), "listopad 2026");
    shows("pl", Form::Pattern("%e %B %Y"), " 3 listopada 2026");
    shows("pl", Form::Pattern("%OB %Y"), "listopad 2026");
    shows("sl", Form::Pattern("d. MMMM y"), "3. november 2026");
}

#[test]
fn patterns_of_unicode() {
    shows("it", Form::Pattern("EEEE d MMMM y"), "martedì 3 novembre 2026");
    shows("es", Form::Pattern("d 'de' MMMM 'de' y"), "3 de noviembre de 2026");
    shows("en", Form::Pattern("h:mm a 'o''clock'"), "10:40 PM o'clock");
    shows("it", Form::Pattern("HH.mm"), "22.40");
    shows("ar-EG", Form::Pattern("d MMMM y"), "٣ نوفمبر ٢٠٢٦");
}

#[test]
fn patterns_of_strftime() {
    shows("it", Form::Pattern("%A %-d %B %Y, %H:%M"), "martedì 3 novembre 2026, 22:40");
    shows("it", Form::Pattern("%a %d %b %y"), "mar 03 nov 26");
    shows("fr", Form::Pattern("100 %% %^a"), "100 % MAR.");
    shows("en", Form::Pattern("%I:%M %p %P"), "10:40 PM pm");
    shows("ar-EG", Form::Pattern("%F %T%:z"), "2026-11-03 22:40:05+01:00");
    shows("de", Form::Pattern("%x"), "03.11.26");
    shows("de", Form::Pattern("%c"), "03.11.2026, 22:40");
}

const DIRECTIVES: &str = "as in C: `%e` day, `%B` month, `%Y` year, `%A` weekday, `%H:%M` time; `%%` is a percent sign";

#[track_caller]
fn refuses(form: &str, message: &str, hint: &str) {
    let moment = "2026-11-03".parse::<Moment>().unwrap();
    let refusal = locale("it").date(&moment, Form::Pattern(form)).unwrap_err();
    assert_eq!((refusal.to_string().as_str(), refusal.hint.as_str()), (message, hint), "{form}");
}

#[test]
fn formats_that_show_nothing() {
    refuses("2 January 2006", "`2 January 2006` is a layout of Go", "write it as `d MMMM y`");
    refuses("dd MMMM YYYY", "`Y` in the date format `dd MMMM YYYY` means nothing", "write it as `dd MMMM y`");
    let words = "words stand in `'…'`, and a quote as such is `''`";
    refuses("d 'de MMMM", "`d 'de MMMM` is no date format: unclosed literal", words);
    refuses(
        "MMM MMMM",
        "the date format `MMM MMMM` asks for the same name in two lengths",
        "show the two with a filter each",
    );
    refuses(
        "d MMMM y z",
        "the date format `d MMMM y z` asks for a time zone",
        "`%z` and `%:z` show the offset of an instant",
    );
    refuses("%d è%", "`%d è%` is no date format: it ends in the middle of a directive", DIRECTIVES);
    refuses("%Y-%K", "`%Y-%K` is no date format: found unrecognized specifier directive `K`", DIRECTIVES);
    refuses(
        "%z",
        "`%z` is no date format: %z failed: requires time zone offset",
        "a date without an offset, such as `2026-11-23`, knows no time zone",
    );
    refuses("--", "the date format `--` shows nothing of a date", super::advice::LETTERS);
}

#[test]
fn numbers() {
    let shows = |code: &str, value: f64, decimals, expected: &str| {
        assert_eq!(locale(code).number(value, Digits { decimals, is_plain: false }), expected, "{code} {value}");
    };
    shows("it", 12345.6, None, "12.345,6");
    shows("it", 12345.6, Some(2), "12.345,60");
    shows("it", 2.675, Some(2), "2,68");
    shows("it", -0.5, Some(0), "-1");
    shows("en", 1234.0, None, "1,234");
    shows("de", 1234.5, None, "1.234,5");
    shows("de-CH", 1234.5, None, "1'234.5");
    shows("fr", 12345.6, None, "12\u{202f}345,6");
    shows("es", 1234.0, None, "1234");
    shows("es", 12345.0, None, "12.345");
    shows("sl", 12345.5, None, "12.345,5");
    shows("ar-EG", 1234.5, None, "١٬٢٣٤٫٥");
    shows("he", 1234.5, None, "1,234.5");
    shows("it", f64::NAN, Some(2), "NaN");
    shows("it", 1e300, Some(200), &locale("it").number(1e300, Digits { decimals: Some(20), is_plain: false }));
    let year = Digits { decimals: None, is_plain: true };
    assert_eq!(locale("it").number(12026.0, year), "12026");
    assert_eq!(locale("it").digits("1234567890123456789.10", Digits::default()), "1.234.567.890.123.456.789,10");
}

#[test]
fn titles_are_sorted_as_readers_look_for_them() {
    let sorted = |code: &str, titles: &[&str]| {
        let mut titles = titles.to_vec();
        titles.sort_by_cached_key(|title| SortKey::new(code, title));
        titles.join(" ")
    };
    assert_eq!(sorted("it", &["Zebra", "È", "Elba", "eco", "F"]), "È eco Elba F Zebra");
    assert_eq!(sorted("sl", &["d", "č", "c", "cz"]), "c cz č d");
    assert_eq!(sorted("de", &["Z", "Ä", "A", "B"]), "A Ä B Z");
    assert_eq!(sorted("sv", &["Z", "Ä", "A", "B"]), "A B Z Ä");
    assert_eq!(sorted("it", &["Bando 10", "Bando 9"]), "Bando 9 Bando 10");
}

#[test]
fn codes() {
    assert_eq!(locale("ar").direction(), Direction::Rtl);
    assert_eq!(locale("he").direction(), Direction::Rtl);
    assert_eq!(locale("az-Arab").direction(), Direction::Rtl);
    assert_eq!(locale("it").direction(), Direction::Ltr);
    assert_eq!(locale("pt-BR").with_region(), "pt-BR");
    assert_eq!(locale("it").with_region(), "it-IT");
    // Friulian, Ladin, Sardinian: few speakers, and municipalities of their own.
    for code in ["fur", "lld", "sc", "pt-BR", "sr-Latn", "zh-Hant-TW", "ar-u-nu-latn"] {
        assert_eq!(locale(code).code(), code);
    }
    for (code, near) in
        [("jp", Some("ja")), ("cz", Some("cs")), ("italian", None), ("it_IT", Some("it-IT")), ("", None)]
    {
        assert_eq!(Locale::new(code).unwrap_err().near.as_deref(), near, "{code}");
    }
}

proptest::proptest! {
    #[test]
    fn any_format_and_any_text_come_to_an_end(format in FORMAT, text in "\\PC{0,30}", year in -9999..=9999i16) {
        for code in ["it", "ar-EG", "ja", "fur"] {
            let day = format!("{year:04}-11-03T22:40:05+01:00").parse::<Moment>();
            let day = day.or_else(|_| "2026-11-03".parse()).unwrap();
            let _ = locale(code).date(&day, Form::Pattern(&format));
        }
        let _ = text.parse::<Moment>();
        let _ = Locale::new(&text);
        let _ = locale("it").digits(&text, Digits::default());
        SortKey::new("sl", &text);
    }

    #[test]
    fn any_number_is_written(value: f64, decimals: Option<u8>) {
        assert!(!locale("it").number(value, Digits { decimals, is_plain: true }).is_empty());
    }
}

/// Letters of Unicode's patterns and of `strftime`, with quotes, widths and what is no directive.
const FORMAT: &str = "([GyuMLdDEecabBHhKmsgFrUAkY']{1,6}|%[-_^#0-9:.EO]{0,4}[a-zA-Z%è]?|[ ,.è']){0,6}";
