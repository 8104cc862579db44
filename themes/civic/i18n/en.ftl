### Every text of the theme in English. A site changes single texts in its own `i18n/en.ftl`.

## The frame of every page.

skip-to-content = Skip to main content
alert = Important notice
main-menu = Main menu
more-of = More under { $name }
languages = Languages
breadcrumb = Breadcrumb
home = Home
footer-links = Useful and required links
phone = Telephone
email = Email
pec = Certified email (PEC)
tax-code = Tax code

## Pages and lists.

in-this-page = On this page
featured = Featured
subsections = Sections
pages-of-section = Pages in this section
all-of = See all:
neighbors = Nearby pages
previous = Previous:
next = Next:
older = Older
newer = Newer
previous-page = Previous page
next-page = Next page
pieces = Pages of this list
page-n-of = Page { $current } of { $total }
n-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
feed = Follow this list (RSS)
filed-under = Topics:
related = Related pages
tags = Tags
categories = Categories
published = Published on
event-start = Starts:
event-end = Ends:
event-place = Place:
event-cancelled = Cancelled
event-postponed = Postponed
event-rescheduled = Moved to another date
event-moved-online = Moved online
updated = Last updated:
owner = Office in charge:
review-by = To be reviewed by:
files = Documents to download
size-kb = { $n } kB
size-mb = { $n } MB
reading-time = { $minutes ->
    [one] { $minutes } minute read
   *[other] { $minutes } minutes read
}
n-results = { $n ->
    [0] No results
    [one] { $n } result
   *[other] { $n } results
}
not-translated = This page has not been translated yet: you are reading the original.
redirected = This page has moved

## Markdown.

alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
footnotes = Footnotes
footnote-back = Back to reference { $n }
task-done = Done
task-open = To do
copy = Copy

## Search.

search = Search
search-label = Search this site
search-title = Search
search-results = { $n ->
    [0] Nothing found for “{ $query }”. Try fewer or other words.
    [one] { $n } result for “{ $query }”
   *[other] { $n } results for “{ $query }”
}
search-some = No page has all of these words. With some of them:
search-more = More results
search-failed = The search could not be loaded. Check your connection.
search-retry = Try again
search-no-script = Searching needs JavaScript, which is off in this browser. Below you find all sections of the site.
search-sections = All sections

## An address that is not there.

not-found-title = Page not found
not-found-text = The address you opened does not exist, or the page has moved. Check that it is spelled correctly, or start again from here.
not-found-home = Home page

## Languages by their own names; each language says them alike.

language-ar = العربية
language-bg = Български
language-ca = Català
language-cs = Čeština
language-da = Dansk
language-de = Deutsch
language-el = Ελληνικά
language-en = English
language-es = Español
language-et = Eesti
language-eu = Euskara
language-fi = Suomi
language-fr = Français
language-fur = Furlan
language-ga = Gaeilge
language-gl = Galego
language-he = עברית
language-hr = Hrvatski
language-hu = Magyar
language-it = Italiano
language-lld = Ladin
language-lt = Lietuvių
language-lv = Latviešu
language-mt = Malti
language-nl = Nederlands
language-pl = Polski
language-pt = Português
language-ro = Română
language-sc = Sardu
language-sk = Slovenčina
language-sl = Slovenščina
language-sq = Shqip
language-sr = Српски
language-sv = Svenska
language-tr = Türkçe
language-uk = Українська
language-zh = 中文
