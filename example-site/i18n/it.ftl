# Texts of the templates of this site; those of the theme are in the theme.
service-office = Ufficio responsabile:

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
