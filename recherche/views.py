from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from recherche import lexique, moteur, suggestions_anglais
from recherche.actions import noter_vaine
from recherche.anglais import JOINTS
from recherche.facettes import adresse, facettes
from recherche.forms import FormulaireRecherche
from recherche.presentation import montrer
from recherche.requete import comprendre
from recherche.suggestions import suggerer
from socle.listes import PAR_PAGE

RARES = 3
"""Results below which a word that the site does not know may be a mistake."""


@require_safe
def recherche(request):
    """Everything of the site that words find, for who reads it; whatever is typed, a page that says what was understood."""
    return _chercher(request, FormulaireRecherche(request.GET), "recherche/recherche.html")


@require_safe
def en_anglais(request):
    """The same search for who reads English, without filters: what is found is in French, and the page says so."""
    formulaire = FormulaireRecherche({"q": request.GET.get("q", "")})
    return _chercher(request, formulaire, "recherche/anglais.html", JOINTS)


def _chercher(request, formulaire, gabarit, joints=frozenset()):
    choisis = formulaire.choisis()
    requete = comprendre(formulaire.cleaned_data.get("q", ""), joints)
    contexte = {
        "formulaire": formulaire,
        "requete": requete,
        "refuses": [formulaire.fields[nom].label for nom in formulaire.errors],
        "choisis": [
            (formulaire.fields[nom].label, mot, adresse(request.GET, **{nom: None})) for nom, (_, mot) in choisis.items()
        ],
        "sans_filtre": adresse(request.GET, **dict.fromkeys([*choisis, *formulaire.errors])),
    }
    statut = 400 if formulaire.errors else 200
    if requete:
        resultats = moteur.chercher(requete, request.lecteur, {nom: valeur for nom, (valeur, _) in choisis.items()})
        page, existe = _page(resultats, request.GET.get("page"))
        contexte |= {
            "resultats": resultats,
            "page_obj": page,
            "lignes": montrer(page.object_list, requete),
            "facettes": facettes(resultats.facettes, choisis, request.GET),
            "correction": _correction(requete, resultats, request.lecteur, choisis, joints),
            "page_inconnue": not existe,
            "en_reste": resultats.nombre > len(resultats.lignes) and not page.has_next(),
        }
        statut = statut if existe else 404
        if not (resultats.nombre or choisis or request.lecteur.equipe):
            noter_vaine(requete=requete)
    return render(request, gabarit, contexte, status=statut)


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request):
    """What is offered while a person types `q`, the same for everyone; nothing for what says nothing."""
    return JsonResponse({"suggestions": suggerer(request.GET.get("q", ""))})


@require_safe
@cache_control(public=True, max_age=60)
def suggestions_en_anglais(request):
    """The same for who types in English."""
    return JsonResponse({"suggestions": suggestions_anglais.suggerer(request.GET.get("q", ""))})


def _page(resultats, numero):
    """Return a page of the results, and whether it is the one asked for; the first one otherwise."""
    pages = Paginator(resultats.lignes, PAR_PAGE)
    try:
        return pages.page(numero or 1), True
    except (PageNotAnInteger, EmptyPage):
        return pages.page(1), False


def _correction(requete, resultats, lecteur, choisis, joints):
    """Return what may have been meant, when it finds something; empty otherwise."""
    if resultats.nombre >= RARES or choisis:
        return ""
    texte = lexique.corriger(requete)
    if not texte:
        return ""
    autre = comprendre(texte, joints)
    return texte if autre and moteur.chercher(autre, lecteur, {}).nombre > resultats.nombre else ""
