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

## An address that is not there.

not-found-title = Pagina non trovata
not-found-text = L’indirizzo che hai aperto non esiste, oppure la pagina è stata spostata. Controlla che sia scritto bene, oppure riparti da qui.
not-found-home = Pagina iniziale
