### Every text of the theme in Slovenian. A site changes single texts in its own `i18n/sl.ftl`.

## The frame of every page.

skip-to-content = Preskoči na glavno vsebino
alert = Pomembno obvestilo
main-menu = Glavni meni
more-of = Več v razdelku { $name }
languages = Jeziki
breadcrumb = Navigacijska pot
home = Domov
footer-links = Koristne in obvezne povezave
phone = Telefon
email = E-pošta
pec = Certificirana e-pošta (PEC)
tax-code = Davčna številka

## Pages and lists.

in-this-page = Na tej strani
featured = Izpostavljeno
subsections = Razdelki
pages-of-section = Strani v tem razdelku
all-of = Prikaži vse:
neighbors = Sosednje strani
previous = Prejšnja:
next = Naslednja:
older = Starejše
newer = Novejše
previous-page = Prejšnja stran
next-page = Naslednja stran
pieces = Strani tega seznama
page-n-of = Stran { $current } od { $total }
n-pages = { $n ->
    [one] { $n } stran
    [two] { $n } strani
    [few] { $n } strani
   *[other] { $n } strani
}
feed = Spremljajte ta seznam (RSS)
filed-under = Teme:
related = Sorodne strani
tags = Oznake
categories = Kategorije
published = Objavljeno
event-start = Začetek:
event-end = Konec:
event-place = Kraj:
event-cancelled = Odpovedano
event-postponed = Preloženo
event-rescheduled = Prestavljeno na drug datum
event-moved-online = Poteka prek spleta
updated = Nazadnje posodobljeno:
owner = Pristojni urad:
review-by = Pregled do:
files = Dokumenti za prenos
size-kb = { $n } kB
size-mb = { $n } MB
reading-time = { $minutes ->
    [one] Čas branja: { $minutes } minuta
    [two] Čas branja: { $minutes } minuti
    [few] Čas branja: { $minutes } minute
   *[other] Čas branja: { $minutes } minut
}
n-results = { $n ->
    [0] Ni zadetkov
    [one] { $n } zadetek
    [two] { $n } zadetka
    [few] { $n } zadetki
   *[other] { $n } zadetkov
}
not-translated = Ta stran še ni prevedena: berete izvirnik.
redirected = Ta stran je premaknjena

## Markdown.

alert-note = Opomba
alert-tip = Nasvet
alert-important = Pomembno
alert-warning = Opozorilo
alert-caution = Previdno
footnotes = Opombe
footnote-back = Nazaj na sklic { $n }
task-done = Opravljeno
task-open = Odprto
copy = Kopiraj

## Search.

search = Išči
search-label = Išči po spletnem mestu
search-title = Iskanje
search-results = { $n ->
    [0] Ni zadetkov za »{ $query }«. Poskusite z manj besedami ali z drugimi besedami.
    [one] { $n } zadetek za »{ $query }«
    [two] { $n } zadetka za »{ $query }«
    [few] { $n } zadetki za »{ $query }«
   *[other] { $n } zadetkov za »{ $query }«
}
search-some = Nobena stran ne vsebuje vseh teh besed. Z nekaterimi od njih:
search-more = Več zadetkov
search-failed = Iskanja ni bilo mogoče naložiti. Preverite povezavo.
search-retry = Poskusi znova
search-no-script = Iskanje potrebuje JavaScript, ki je v tem brskalniku izklopljen. Spodaj so vsi razdelki spletnega mesta.
search-sections = Vsi razdelki

## An address that is not there.

not-found-title = Strani ni mogoče najti
not-found-text = Naslov, ki ste ga odprli, ne obstaja ali pa je stran premaknjena. Preverite, ali je pravilno zapisan, ali pa začnite znova tukaj.
not-found-home = Začetna stran
