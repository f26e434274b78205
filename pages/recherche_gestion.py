"""One search over all that the back office lists, drafts included: some rows of each kind, and the way to all of them."""

from dataclasses import dataclass

from django.db import OperationalError, connection, transaction
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from socle.mots import mots_utiles

MONTRES = 5
"""Rows shown of a kind."""
PATIENCE = 200
"""Milliseconds given to one kind: a word that half of the rows hold is looked for in their list, not here."""


@dataclass(frozen=True)
class Trouvailles:
    """What a search finds of one kind: (name, note, address) of the first rows, and the address of the list of all."""

    titre: str
    lignes: list
    tous: str
    d_autres: bool
    # Too many rows hold these words for all the kinds to be read at once.
    trop: bool = False


def page(request, site):
    """Show what `q` finds among what the user of `request` may read."""
    texte = request.GET.get("q", "").replace("\0", "").strip()[:200]
    trouvailles = [une for une in _chercher(request, site, texte) if une] if mots_utiles(texte) else []
    contexte = {**site.each_context(request), "title": "Recherche", "q": texte, "trouvailles": trouvailles}
    return TemplateResponse(request, "admin/recherche.html", contexte)


def _chercher(request, site, texte):
    """Return the `Trouvailles` of each list of the menu that has a search, in the order of the menu."""
    admins = {modele._meta.label_lower: un for modele, un in site._registry.items()}
    for application in site.get_app_list(request):
        for entree in application["models"]:
            un = admins.get(entree["model"]._meta.label_lower) if "model" in entree else None
            if un is not None and un.get_search_fields(request) and un.has_view_permission(request):
                yield _trouver(request, un, texte)


def _trouver(request, un, texte):
    options = un.opts
    liste = reverse(f"admin:{options.app_label}_{options.model_name}_changelist", query={"q": texte})
    titre = capfirst(options.verbose_name_plural)
    try:
        with transaction.atomic():
            with connection.cursor() as curseur:
                curseur.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
            lignes, _ = un.get_search_results(request, un.get_queryset(request), texte)
            lues = list(lignes[: MONTRES + 1])
            trouvees = [_dire(un, ligne) for ligne in lues[:MONTRES]]
            with connection.cursor() as curseur:
                curseur.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError:
        return Trouvailles(titre, [], liste, d_autres=True, trop=True)
    return Trouvailles(titre, trouvees, liste, d_autres=len(lues) > MONTRES) if trouvees else None


def _dire(un, ligne):
    """Return the name of a row, where it stands in the workflow, and its address."""
    note = un.etat_publication(ligne) if hasattr(un, "etat_publication") else ""
    try:
        adresse = reverse(f"admin:{un.opts.app_label}_{un.opts.model_name}_change", args=[ligne.pk])
    except NoReverseMatch:
        adresse = ""
    return str(ligne), note, adresse
