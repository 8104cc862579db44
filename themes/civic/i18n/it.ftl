### Every text of the theme in Italian. A site changes single texts in its own `i18n/it.ftl`.

## The frame of every page.

skip-to-content = Vai al contenuto principale
alert = Avviso importante
main-menu = Menu principale
more-of = Altre voci di { $name }
languages = Lingue
breadcrumb = Percorso di navigazione
home = Home
footer-links = Link utili e obbligatori
phone = Telefono
email = E-mail
pec = Posta elettronica certificata (PEC)
tax-code = Codice fiscale

## Pages and lists.

in-this-page = In questa pagina
featured = In evidenza
subsections = Sezioni
pages-of-section = Pagine di questa sezione
all-of = Vedi tutto:
neighbors = Pagine vicine
previous = Precedente:
next = Successiva:
older = Meno recenti
newer = Più recenti
previous-page = Pagina precedente
next-page = Pagina successiva
pieces = Pagine di questo elenco
page-n-of = Pagina { $current } di { $total }
n-pages = { $n ->
    [one] { $n } pagina
   *[other] { $n } pagine
}
feed = Segui questo elenco (RSS)
filed-under = Argomenti:
related = Pagine collegate
tags = Parole chiave
categories = Categorie
published = Pubblicato il
event-start = Inizio:
event-end = Fine:
event-place = Luogo:
event-cancelled = Annullato
event-postponed = Rinviato a data da destinarsi
event-rescheduled = Spostato ad altra data
event-moved-online = Si tiene solo online
updated = Ultimo aggiornamento:
owner = Ufficio responsabile:
review-by = Da rivedere entro il
files = Documenti da scaricare
size-kb = { $n } kB
size-mb = { $n } MB
reading-time = { $minutes ->
    [one] Lettura: { $minutes } minuto
   *[other] Lettura: { $minutes } minuti
}
n-results = { $n ->
    [0] Nessun risultato
    [one] { $n } risultato
   *[other] { $n } risultati
}
not-translated = Questa pagina non è ancora tradotta: la leggi nella lingua originale.
redirected = Questa pagina è stata spostata

## Markdown.

alert-note = Nota
alert-tip = Suggerimento
alert-important = Importante
alert-warning = Attenzione
alert-caution = Pericolo
footnotes = Note
footnote-back = Torna al rimando { $n }
task-done = Fatto
task-open = Da fare
copy = Copia

## Search.

search = Cerca
search-label = Cerca nel sito
search-title = Ricerca
search-results = { $n ->
    [0] Nessun risultato per “{ $query }”. Prova con meno parole o con parole diverse.
    [one] { $n } risultato per “{ $query }”
   *[other] { $n } risultati per “{ $query }”
}
search-some = Nessuna pagina contiene tutte queste parole. Con alcune di esse:
search-more = Altri risultati
search-failed = Non è stato possibile caricare la ricerca. Controlla la connessione.
search-retry = Riprova
search-no-script = La ricerca richiede JavaScript, che in questo browser è disattivato. Qui sotto trovi tutte le sezioni del sito.
search-sections = Tutte le sezioni

## An address that is not there.

not-found-title = Pagina non trovata
not-found-text = L’indirizzo che hai aperto non esiste, oppure la pagina è stata spostata. Controlla che sia scritto bene, oppure riparti da qui.
not-found-home = Pagina iniziale
