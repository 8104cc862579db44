### Every text of the theme in Spanish. A site changes single texts in its own `i18n/es.ftl`.

## The frame of every page.

skip-to-content = Ir al contenido principal
alert = Aviso importante
main-menu = Menú principal
more-of = Más en { $name }
languages = Idiomas
breadcrumb = Ruta de navegación
home = Inicio
footer-links = Enlaces útiles y obligatorios
phone = Teléfono
email = Correo electrónico
pec = Correo electrónico certificado (PEC)
tax-code = Código fiscal

## Pages and lists.

in-this-page = En esta página
featured = Destacado
subsections = Secciones
pages-of-section = Páginas de esta sección
all-of = Ver todo:
neighbors = Páginas cercanas
previous = Anterior:
next = Siguiente:
older = Más antiguos
newer = Más recientes
previous-page = Página anterior
next-page = Página siguiente
pieces = Páginas de esta lista
page-n-of = Página { $current } de { $total }
n-pages = { $n ->
    [one] { $n } página
   *[other] { $n } páginas
}
feed = Seguir esta lista (RSS)
filed-under = Temas:
related = Páginas relacionadas
tags = Etiquetas
categories = Categorías
published = Publicado el
event-start = Comienzo:
event-end = Fin:
event-place = Lugar:
event-cancelled = Cancelado
event-postponed = Aplazado
event-rescheduled = Cambiado a otra fecha
event-moved-online = Se celebra en línea
updated = Última actualización:
owner = Oficina responsable:
review-by = Se revisará antes del
files = Documentos para descargar
size-kb = { $n } kB
size-mb = { $n } MB
reading-time = { $minutes ->
    [one] Lectura: { $minutes } minuto
   *[other] Lectura: { $minutes } minutos
}
n-results = { $n ->
    [0] Ningún resultado
    [one] { $n } resultado
   *[other] { $n } resultados
}
not-translated = Esta página aún no está traducida: está leyendo el original.
redirected = Esta página se ha trasladado

## Markdown.

alert-note = Nota
alert-tip = Consejo
alert-important = Importante
alert-warning = Advertencia
alert-caution = Peligro
footnotes = Notas
footnote-back = Volver a la llamada { $n }
task-done = Hecho
task-open = Pendiente
copy = Copiar

## Search.

search = Buscar
search-label = Buscar en este sitio
search-title = Búsqueda
search-results = { $n ->
    [0] No hay resultados para «{ $query }». Pruebe con menos palabras o con otras.
    [one] { $n } resultado para «{ $query }»
   *[other] { $n } resultados para «{ $query }»
}
search-some = Ninguna página contiene todas estas palabras. Con algunas de ellas:
search-more = Más resultados
search-failed = No se ha podido cargar la búsqueda. Compruebe su conexión.
search-retry = Reintentar
search-no-script = La búsqueda necesita JavaScript, que está desactivado en este navegador. Más abajo encontrará todas las secciones del sitio.
search-sections = Todas las secciones

## An address that is not there.

not-found-title = Página no encontrada
not-found-text = La dirección que ha abierto no existe o la página se ha trasladado. Compruebe que está bien escrita o empiece de nuevo desde aquí.
not-found-home = Página de inicio
