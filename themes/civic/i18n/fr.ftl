### Every text of the theme in French. A site changes single texts in its own `i18n/fr.ftl`.

## The frame of every page.

skip-to-content = Aller au contenu principal
alert = Avis important
main-menu = Menu principal
more-of = Autres entrées de { $name }
languages = Langues
breadcrumb = Fil d’Ariane
home = Accueil
footer-links = Liens utiles et obligatoires
phone = Téléphone
email = Courriel
pec = Courrier électronique certifié (PEC)
tax-code = Code fiscal

## Pages and lists.

in-this-page = Sur cette page
featured = À la une
subsections = Rubriques
pages-of-section = Pages de cette rubrique
all-of = Tout voir :
neighbors = Pages voisines
previous = Précédent :
next = Suivant :
older = Plus anciens
newer = Plus récents
previous-page = Page précédente
next-page = Page suivante
pieces = Pages de cette liste
page-n-of = Page { $current } sur { $total }
n-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
feed = S’abonner à cette liste (RSS)
filed-under = Thèmes :
related = Pages liées
tags = Mots-clés
categories = Catégories
published = Publié le
event-start = Début :
event-end = Fin :
event-place = Lieu :
event-cancelled = Annulé
event-postponed = Reporté
event-rescheduled = Déplacé à une autre date
event-moved-online = Se tient en ligne
updated = Dernière mise à jour :
owner = Service responsable :
review-by = À revoir avant le
files = Documents à télécharger
size-kb = { $n } ko
size-mb = { $n } Mo
reading-time = { $minutes ->
    [one] Lecture : { $minutes } minute
   *[other] Lecture : { $minutes } minutes
}
n-results = { $n ->
    [0] Aucun résultat
    [one] { $n } résultat
   *[other] { $n } résultats
}
not-translated = Cette page n’est pas encore traduite : vous lisez l’original.
redirected = Cette page a été déplacée

## Markdown.

alert-note = Remarque
alert-tip = Conseil
alert-important = Important
alert-warning = Avertissement
alert-caution = Danger
footnotes = Notes
footnote-back = Retour à l’appel de note { $n }
task-done = Fait
task-open = À faire
copy = Copier

## Search.

search = Rechercher
search-label = Rechercher sur ce site
search-title = Recherche
search-results = { $n ->
    [0] Aucun résultat pour « { $query } ». Essayez avec moins de mots ou d’autres mots.
    [one] { $n } résultat pour « { $query } »
   *[other] { $n } résultats pour « { $query } »
}
search-some = Aucune page ne contient tous ces mots. Avec certains d’entre eux :
search-more = Plus de résultats
search-failed = La recherche n’a pas pu être chargée. Vérifiez votre connexion.
search-retry = Réessayer
search-no-script = La recherche a besoin de JavaScript, qui est désactivé dans ce navigateur. Vous trouverez ci-dessous toutes les rubriques du site.
search-sections = Toutes les rubriques

## An address that is not there.

not-found-title = Page introuvable
not-found-text = L’adresse demandée n’existe pas, ou la page a été déplacée. Vérifiez qu’elle est bien écrite, ou repartez d’ici.
not-found-home = Page d’accueil
