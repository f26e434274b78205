"""The pages of the themes: all that the portal holds on each, and the list of them."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from groupes_pays.models import Groupe, Presidence
from pages.sujets import composer
from redaction.registre import lignes_de_sujet, sortes
from socle.lies import tient_une
from socle.memoire import gardee
from socle.reperes import Repere
from territoires.models import Theme

MONTRES = 6


@require_safe
@gardee()
def themes_liste(request):
    """The themes with content."""
    return render(request, "pages/themes.html", {"niveaux": [], "themes": themes_presents(request.lecteur)})


@require_safe
@gardee()
def theme(request, slug):
    """All the portal knows about a theme."""
    theme = get_object_or_404(Theme, slug=slug)
    contexte = {
        "theme": theme,
        "fiche": SimpleLazyObject(lambda: fiche_de(theme, request.lecteur)),
        "niveaux": [("Thèmes", reverse("pages:themes"))],
    }
    return render(request, "pages/theme.html", contexte)


def fiche_de(theme, lecteur):
    """Return what `lecteur` may see about `theme`: its groups, its blocks, the head of the page; whether it is empty (`vide`)."""
    choix = {"theme": theme.slug}
    dynamiques = Groupe.objects.dynamiques().filter(themes=theme)
    sujet = composer(
        lignes_de_sujet(lecteur, champ="themes", sujet=theme),
        lecteur,
        montres=MONTRES,
        sujet=theme,
        choix=choix,
        autres={"dynamiques": dynamiques},
        comptes_rendus=False,
    )
    blocs = [bloc for bloc in sujet.blocs if bloc]
    groupes = list(_groupes(theme))
    reperes = [
        Repere(
            compte=sujet.nombres["dynamiques"],
            nom="dynamique",
            noms="dynamiques",
            feminin=True,
            note="en activité ou close, sur ce thème",
            adresse=reverse("groupes_pays:dynamiques", query=choix),
        ),
        sujet.repere("actualites", "actualité", "actualités", "en ligne, sur ce thème", feminin=True),
        sujet.repere("publications", "publication", "publications", "en ligne, sur ce thème", feminin=True),
    ]
    contacts = {contact.pk: contact for groupe in groupes for contact in groupe.referents.all()}
    return {
        "vide": not (groupes or blocs),
        "groupes": groupes,
        "blocs": blocs,
        "bandeau": sujet.bandeau(
            reperes=reperes,
            contacts=[*contacts.values()],
            flux=reverse("pages:flux_theme", kwargs={"slug": theme.slug}),
            titre_du_flux=f"Tout ce qui paraît sur le thème « {theme} »",
        ),
    }


def _groupes(theme):
    presidences = Prefetch("presidences", Presidence.objects.en_cours().avec_mandat(), to_attr="presidences_en_cours")
    return Groupe.objects.publics().actifs().filter(themes=theme).prefetch_related(presidences, "referents")


def themes_presents(lecteur):
    """Return the themes the portal has something to say about to `lecteur`, in their order."""
    presents = Q(Exists(Groupe.objects.publics().order_by().filter(themes=OuterRef("pk"))))
    for sorte in sortes():
        if sorte.a("themes"):
            presents |= Q(tient_une(sorte.modele.objects.en_ligne_pour(lecteur).filter(themes=OuterRef("pk"))))
    return Theme.objects.filter(presents)
