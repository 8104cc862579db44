### Every text of the theme in Italian. A site changes single texts in its own `i18n/it.ftl`.

## The frame of every page.

skip-to-content = Vai al contenuto principale
alert = Avviso importante
main-menu = Menu principale
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
subsections = Argomenti
pages-of-section = Pagine di questa sezione
all-of = Vedi tutto:
neighbors = Pagine vicine
previous = Precedente:
next = Successiva:
older = Meno recenti
newer = Più recenti
previous-page = Pagina precedente
next-page = Pagina successiva
page-n-of = Pagina { $current } di { $total }
tags = Parole chiave
categories = Categorie
published = Pubblicato il
updated = Ultimo aggiornamento:
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
copy = Copia

## An address that is not there.

not-found-title = Pagina non trovata
not-found-text = L’indirizzo che hai aperto non esiste, oppure la pagina è stata spostata. Controlla che sia scritto bene, oppure riparti da qui.
not-found-home = Pagina iniziale
