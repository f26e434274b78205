"""What the addresses of a set answer: a page of its rows, or one of them."""

from django.core.paginator import EmptyPage
from django.http import Http404
from django.shortcuts import get_object_or_404

from api import formats, parametres
from api.jeux import absolue
from redaction.models import Contenu
from redaction.recherche import VECTEURS
from socle.listes import Paginateur, PaginateurBorne


def liste(request, response, jeu):
    """Return a page of a set, as ninja takes it or as an answer of its own; `response` takes the headers of the former.

    Args:
        request: the request; its filters are those of the page of the portal.
        response: where ninja lets headers be written.
        jeu: the `Jeu`.
    """
    demande = parametres.lire(request, jeu)
    lignes = parametres.filtrer(request, jeu)
    filtree = any(nom in jeu.filtres for nom in request.GET)
    # All the rows of a set are counted at once by an index; those that filters keep, up to a point.
    paginateur = (PaginateurBorne if filtree else Paginateur)(lignes, demande.limite)
    try:
        page = paginateur.page(demande.page)
    except EmptyPage:
        raise Http404 from None
    objets = list(page.object_list)
    faits = [jeu.lire(objet) for objet in objets]
    suivante = _adresse(request, demande.page + 1) if page.has_next() else None
    if demande.format == "csv":
        response = corps = formats.en_csv(jeu, faits)
    elif demande.format == "geojson":
        couples = zip(objets, faits, strict=True)
        response = corps = formats.en_geojson([formats.entite(jeu, jeu.ligne, *couple) for couple in couples])
    else:
        corps = {
            "nombre": paginateur.plancher or paginateur.count,
            "nombre_exact": paginateur.plancher is None,
            "suivante": suivante,
            "precedente": _adresse(request, demande.page - 1) if demande.page > 1 else None,
            "lignes": faits,
        }
    if suivante:
        response["Link"] = f'<{suivante}>; rel="next"'
    return corps


def fiche(request, jeu, cle):
    """Return one row of a set with its texts, as ninja takes it or as an answer of its own."""
    demande = parametres.lire(request, jeu, liste=False)
    lignes = jeu.lignes(request)
    # A list leaves the texts aside.
    lignes = lignes.defer(None).defer(*VECTEURS) if issubclass(lignes.model, Contenu) else lignes.defer(None)
    objet = get_object_or_404(lignes, pk=cle)
    faits = jeu.lire(objet) | jeu.lire_fiche(objet)
    if demande.format == "csv":
        return formats.en_csv(jeu, [faits], jeu.fiche)
    if demande.format == "geojson":
        return formats.en_geojson(formats.entite(jeu, jeu.fiche, objet, faits))
    return faits


def _adresse(request, page):
    """Return the address of another page of the same list."""
    voulu = request.GET.copy()
    voulu["page"] = str(page)
    return absolue(f"{request.path}?{voulu.urlencode()}")
