# Texts of the templates of this site; those of the theme are in the theme.
service-office = Ufficio responsabile:

series = { $n ->
    [one] Sullo stesso lavoro c’è un’altra pagina:
   *[other] Sullo stesso lavoro ci sono altre { $n } pagine:
}

tender-deadline = Scadenza:
tender-protocol = Protocollo

results-updated = Dati aggiornati al
results-counted = Sezioni scrutinate:
results-of = { $counted } su { $total }
results-turnout = Affluenza:
results-scroll = Tabella dei risultati per sezione
results-caption = Voti del referendum per sezione elettorale
results-section = Sezione
results-place = Luogo
results-registered = Elettori
results-voters = Votanti
results-share = Affluenza (%)
results-yes = Sì
results-no = No
results-blank = Bianche e nulle
results-state = Stato
results-state-counted = scrutinata
results-state-counting = in corso
results-pending = non ancora disponibile
results-total = Totale
results-method = Elettori, votanti e affluenza comprendono tutte le sezioni; i voti solo quelle scrutinate.

turnout-caption = Votanti a ogni rilevazione, per sezione
turnout-filter = Mostra solo queste sezioni
turnout-section = Sezione
turnout-registered = Elettori
turnout-sunday_12 = Domenica, ore 12
turnout-sunday_19 = Domenica, ore 19
turnout-sunday_23 = Domenica, ore 23
turnout-monday_15 = Lunedì, ore 15
