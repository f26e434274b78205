from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from pages.accueil import par_nature
from pages.contexte import adresse_contact, alternatives
from pages.fiche_pays import fiche_de, pays_presents
from pages.models import ACCUEIL_ANGLAIS, Page
from pages.themes import themes_presents
from pages.vitrine import vitrine
from redaction.consultation import PageContenu
from socle.acces import Acces
from socle.langues import ANGLAIS, FRANCAIS
from socle.memoire import gardee
from territoires.models import Pays

CONTACTS_EN_MARGE = 4
SIX_MOIS = timedelta(days=183)


@require_safe
@gardee()
def pays_liste(request):
    """The countries with content, by region of the world."""
    pays = list(pays_presents(request.lecteur))
    regions = [(nom, [un for un in pays if un.region_monde == code]) for code, nom in Pays.RegionMonde.choices]
    contexte = {"niveaux": [], "nombre": len(pays), "regions": [(nom, liste) for nom, liste in regions if liste]}
    return render(request, "pages/pays_liste.html", contexte)


@require_safe
@gardee()
def pays(request, slug):
    """All the portal knows about a country."""
    pays = get_object_or_404(Pays, slug=slug)
    fiche = SimpleLazyObject(lambda: fiche_de(pays, request.lecteur))
    contexte = {
        "pays": pays,
        "fiche": fiche,
        "niveaux": [("Pays", reverse("pages:pays_liste"))],
        "sommaire": SimpleLazyObject(lambda: fiche.sommaire()),
        "liens": {
            "annuaire": reverse("annuaire:liste", query={"pays": pays.pk}),
            "carte": reverse("annuaire:carte", query={"pays": pays.pk}),
            "partenariats": reverse("annuaire:partenariats", query={"pays": pays.pk}),
        },
    }
    return render(request, "pages/pays.html", contexte)


class PageEditoriale(PageContenu):
    """A page of the tree, with a menu of its section: the page of the first level and its children."""

    template_name = "pages/page.html"
    context_object_name = "page"

    def get_queryset(self):
        return (
            Page.objects.annonces_pour(self.request.lecteur)
            .filter(parent__slug=self.kwargs.get("parent"))
            .select_related("image")
            .avec_parent()
        )

    def get_context_data(self, **kwargs):
        racine, page = self.racine(), self.object
        # The breadcrumb begins there in English.
        sous_une_autre = racine != page and racine.slug != ACCUEIL_ANGLAIS
        autres = list(Page.objects.versions_pour(self.request.lecteur, page))
        anglaise = next((une.get_absolute_url() for une in autres if une.langue == ANGLAIS), None)
        if anglaise:
            kwargs["page_anglaise"] = anglaise
        return super().get_context_data(
            niveaux=[(racine.libelle_menu, racine.get_absolute_url())] if sous_une_autre else [],
            versions=alternatives({une.langue: une.get_absolute_url() for une in [page, *autres]}),
            autre_version=next((une for une in autres if une.langue in (FRANCAIS, ANGLAIS)), None),
            **kwargs,
        )

    def racine(self):
        """Return the page of the first level of this section."""
        parent = self.object.parent
        # A page may be online under one that is not, or that is the team's own: its title is not told.
        montre = parent and (self.request.lecteur.equipe or (parent.est_en_ligne and parent.acces != Acces.EQUIPE))
        return parent if montre else self.object

    def corps(self):
        racine, contacts = self.racine(), list(self.object.contacts.all())
        return {
            **super().corps(),
            "racine": racine,
            "enfants": racine.enfants.en_ligne_pour(self.request.lecteur).avec_parent(),
            "contacts": contacts,
            # Many contacts, or nothing else, are what the page is about: they stand in its middle, not in its margin.
            "contacts_au_corps": len(contacts) > CONTACTS_EN_MARGE or (contacts and not self.object.corps),
        }


@require_safe
@gardee()
def plan(request):
    """The site in one page: its sections, groups, funds, countries and editorial pages."""
    lecteur = request.lecteur
    pages = list(Page.objects.en_ligne_pour(lecteur).avec_parent())
    contexte = {
        "niveaux": [],
        "arbre": [
            (racine, [page for page in pages if page.parent_id == racine.pk]) for racine in pages if racine.parent_id is None
        ],
        **par_nature(Groupe.objects.publics()),
        "fonds": FondsSolidarite.objects.en_ligne_pour(lecteur),
        "pays": pays_presents(lecteur),
        "themes": themes_presents(lecteur),
    }
    return render(request, "pages/plan.html", contexte)


@require_safe
def robots(request):
    """Tell robots what not to visit, and where the index of the map is."""
    contexte = {"plan": settings.CUF_URL + reverse("pages:sitemap")}
    return render(request, "pages/robots.txt", contexte, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """Lead to the mark those who ask for it without having read a page."""
    return redirect(static("img/favicon.ico"), permanent=True)


@require_safe
def security_txt(request):
    """Tell who finds a weakness where to write (RFC 9116); the date of its end moves on every day."""
    lignes = (
        f"Contact: {settings.CUF_URL}{adresse_contact()}",
        f"Expires: {timezone.localdate() + SIX_MOIS:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.CUF_URL}{reverse('pages:security_txt')}",
    )
    return HttpResponse("".join(f"{ligne}\n" for ligne in lignes), content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def sante(request):
    """Say « ok » when the site and its database answer, for a watchdog; 503 otherwise."""
    try:
        with connection.cursor() as curseur:
            curseur.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("La base de données ne répond pas.\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def composants(request):
    """Show every component of the design on one page, for staff."""
    if not request.user.is_staff:
        raise PermissionDenied
    return render(request, "pages/composants.html", vitrine())
