### Every text of the theme in German. A site changes single texts in its own `i18n/de.ftl`.

## The frame of every page.

skip-to-content = Zum Hauptinhalt springen
alert = Wichtiger Hinweis
main-menu = Hauptmenü
more-of = Mehr unter { $name }
languages = Sprachen
breadcrumb = Navigationspfad
home = Startseite
footer-links = Nützliche und vorgeschriebene Links
phone = Telefon
email = E-Mail
pec = Zertifizierte E-Mail (PEC)
tax-code = Steuernummer

## Pages and lists.

in-this-page = Auf dieser Seite
featured = Im Fokus
subsections = Bereiche
pages-of-section = Seiten in diesem Bereich
all-of = Alle anzeigen:
neighbors = Benachbarte Seiten
previous = Vorherige:
next = Nächste:
older = Ältere
newer = Neuere
previous-page = Vorherige Seite
next-page = Nächste Seite
pieces = Seiten dieser Liste
page-n-of = Seite { $current } von { $total }
n-pages = { $n ->
    [one] { $n } Seite
   *[other] { $n } Seiten
}
feed = Diese Liste abonnieren (RSS)
filed-under = Themen:
related = Verwandte Seiten
tags = Schlagwörter
categories = Kategorien
published = Veröffentlicht am
event-start = Beginn:
event-end = Ende:
event-place = Ort:
event-cancelled = Abgesagt
event-postponed = Verschoben
event-rescheduled = Auf einen anderen Tag verlegt
event-moved-online = Findet online statt
updated = Zuletzt aktualisiert:
owner = Zuständige Stelle:
review-by = Zu prüfen bis:
files = Dokumente zum Herunterladen
size-kb = { $n } kB
size-mb = { $n } MB
reading-time = { $minutes ->
    [one] Lesezeit: { $minutes } Minute
   *[other] Lesezeit: { $minutes } Minuten
}
n-results = { $n ->
    [0] Keine Ergebnisse
    [one] { $n } Ergebnis
   *[other] { $n } Ergebnisse
}
not-translated = Diese Seite ist noch nicht übersetzt: Sie lesen das Original.
redirected = Diese Seite ist umgezogen

## Markdown.

alert-note = Hinweis
alert-tip = Tipp
alert-important = Wichtig
alert-warning = Warnung
alert-caution = Vorsicht
footnotes = Fußnoten
footnote-back = Zurück zum Verweis { $n }
task-done = Erledigt
task-open = Offen
copy = Kopieren

## Search.

search = Suchen
search-label = Diese Website durchsuchen
search-title = Suche
search-results = { $n ->
    [0] Nichts gefunden für „{ $query }“. Versuchen Sie es mit weniger oder anderen Wörtern.
    [one] { $n } Ergebnis für „{ $query }“
   *[other] { $n } Ergebnisse für „{ $query }“
}
search-some = Keine Seite enthält alle diese Wörter. Mit einigen davon:
search-more = Weitere Ergebnisse
search-failed = Die Suche konnte nicht geladen werden. Prüfen Sie Ihre Verbindung.
search-retry = Erneut versuchen
search-no-script = Die Suche braucht JavaScript, das in diesem Browser ausgeschaltet ist. Unten finden Sie alle Bereiche der Website.
search-sections = Alle Bereiche

## An address that is not there.

not-found-title = Seite nicht gefunden
not-found-text = Die aufgerufene Adresse gibt es nicht, oder die Seite ist umgezogen. Prüfen Sie die Schreibweise, oder beginnen Sie hier von vorn.
not-found-home = Startseite
