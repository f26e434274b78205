"""No page of the site costs more than twenty queries, whoever looks, and what it gathers does not change its cost."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annuaire.models import AutoriteLocale, DemandeModification, Mandat, Partenariat, Personne, Projet
from appels.models import Appel
from fonds_solidarite.models import PointEtape
from groupes_pays.models import Presidence
from mediatheque.televersement import enregistrer_image
from pages.models import Page
from pages.sitemaps import plans
from tests.fabriques import (
    ActualiteFabrique,
    AdhesionFabrique,
    AffectationFabrique,
    AppelFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    ContributionFabrique,
    DocumentFabrique,
    EvenementFabrique,
    FondsFabrique,
    GroupeFabrique,
    MandatFabrique,
    MediaFabrique,
    PageFabrique,
    PartenariatFabrique,
    PaysFabrique,
    PresidenceFabrique,
    PublicationFabrique,
    SecteurFabrique,
    SignatureFabrique,
    ThemeFabrique,
    UtilisateurFabrique,
)
from tests.jeu_de_donnees import dessin

PLAFOND = 20
LISTES = (
    "/", "/plan-du-site/", "/pays/", "/themes/", "/actualites/", "/agenda/", "/agenda/?periode=passes", "/agenda/cycles/",
    "/agenda/comptes-rendus/", "/agenda/2026/", "/annuaire/", "/annuaire/partenariats/", "/groupes-pays/", "/dynamiques/",
    "/fonds-de-solidarite/", "/appels-et-offres/", "/ressources/",
    "/ressources/mediatheque/", "/recherche/", "/sitemap.xml", *(f"/sitemap-{nom}.xml" for nom in plans()),
)  # fmt: skip


@pytest.fixture
def site(aix, groupe_japon, japon):
    """One object of each kind, each tied to all the others; some kept for the members of the group Japon, or not online."""
    image = enregistrer_image(fichier=ContentFile(dessin(), "logo.png"), par=None)
    reserve = {"acces": "groupe", "cercles": [groupe_japon]}
    dynamique = GroupeFabrique(nature="thematique")
    comite = GroupeFabrique(nature="comite", membres=[aix])
    sujets = {"pays": [japon], "themes": [ThemeFabrique()], "groupes": [groupe_japon, dynamique]}
    fonds = FondsFabrique(pays=[japon], comite=comite)
    aix.image = image
    aix.save()
    minutes = DocumentFabrique(**reserve)
    passe = timezone.localdate() - timedelta(days=9)
    a_propos, media = PageFabrique(menu=Page.Menu.PRINCIPAL), MediaFabrique(pays=[japon], themes=sujets["themes"])
    lies = {**sujets, "fonds": [fonds]}
    return SimpleNamespace(
        aix=aix,
        pays=japon,
        sujets=sujets,
        groupes=[groupe_japon, dynamique],
        comite=comite,
        fonds=fonds,
        page=a_propos,
        # Those that gather documents, contacts, and related contents.
        contenus=[
            a_propos,
            fonds,
            media,
            ActualiteFabrique(**lies),
            ActualiteFabrique(**lies, **reserve),
            ActualiteFabrique(**lies, statut="archive"),
            EvenementFabrique(**lies),
            EvenementFabrique(**lies, compte_rendu=minutes, debut=passe),
            EvenementFabrique(**lies, **reserve, compte_rendu=minutes, debut=passe),
            EvenementFabrique(**lies, brouillon=True),
            AppelFabrique(**sujets, genre="signatures"),
            AppelFabrique(**sujets, **reserve, cloture=passe),
            PublicationFabrique(**sujets, image=image, remplace=PublicationFabrique()),
            PublicationFabrique(**sujets, **reserve),
        ],
    )


def peupler(site, rangs):
    """Tie one more of everything to everything, once for each rank."""
    for rang in rangs:
        annee = 1990 + rang
        membre = AdhesionFabrique(collectivite__type="commune").collectivite
        membre.pays.add(site.pays)
        ailleurs = AutoriteLocaleFabrique(pays=PaysFabrique(alpha2=f"Z{chr(65 + rang)}"))
        PartenariatFabrique(collectivites=[site.aix, membre], autorites=[AutoriteLocaleFabrique(pays=site.pays), ailleurs])
        projet = Projet.objects.create(titre=f"Projet {rang}", slug=f"projet-{rang}")
        projet.collectivites.add(site.aix)
        projet.pays.add(site.pays)
        mandat = MandatFabrique(collectivite=site.aix)
        for groupe in (*site.groupes, site.comite):
            groupe.membres.add(site.aix, membre)
            groupe.referents.add(ContactFabrique())
            groupe.documents.add(DocumentFabrique(acces="groupe", cercles=[site.groupes[0]]))
            PresidenceFabrique(groupe=groupe, personne=mandat.personne, debut=date(annee, 1, 1), fin=date(annee, 12, 31))
        for contenu in site.contenus:
            contenu.contacts.add(ContactFabrique())
            contenu.documents.add(DocumentFabrique(acces="groupe", cercles=[site.groupes[0]]))
        ContributionFabrique(fonds=site.fonds, collectivite=site.aix)
        ContributionFabrique(fonds=site.fonds, collectivite=membre)
        AffectationFabrique(fonds=site.fonds, secteur=SecteurFabrique())
        PointEtape.objects.create(fonds=site.fonds, date=date(annee, 1, 1), titre="Point")
        lies = {**site.sujets, "fonds": [site.fonds], "acces": "groupe", "cercles": [site.groupes[0]]}
        ActualiteFabrique(**lies).collectivites.add(site.aix)
        EvenementFabrique(**lies)
        EvenementFabrique(**lies, debut=timezone.localdate() - timedelta(days=rang + 1))
        AppelFabrique(**site.sujets, collectivites=[site.aix])
        AppelFabrique(**site.sujets, cloture=date(annee, 1, 1))
        for appel in Appel.objects.filter(genre="signatures"):
            SignatureFabrique(appel=appel, collectivite=membre)
        PublicationFabrique(**site.sujets)
        MediaFabrique(pays=[site.pays])
        FondsFabrique(pays=[site.pays])
        GroupeFabrique(pays=[site.pays])
        GroupeFabrique(nature="geographique", pays=[site.pays])
        PageFabrique(parent=site.page, menu=Page.Menu.PIED)


def cout(client, adresse):
    """Return the number of queries of a page and its status; a page with an error has no cost."""
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(adresse)
    assert reponse.status_code in (200, 302, 403, 404), adresse
    return len(requetes), reponse.status_code


def adresses(site):
    """Return the addresses of the site, then those of a member's space."""
    objets = (site.aix, *site.groupes, *site.contenus)
    espace = ("/espace/", f"/espace/collectivites/{site.aix.slug}/modifier/", *(
        f"/espace/demandes/{demande.pk}/" for demande in DemandeModification.objects.all()
    ))  # fmt: skip
    sujets = [f"/pays/{site.pays.slug}/", f"/themes/{site.sujets['themes'][0].slug}/"]
    sujets += [f"{un.get_absolute_url()}" for un in (*site.groupes, site.fonds)]
    flux = [f"{un}flux.rss" for un in sujets]
    mission = f"/pays/{site.pays.slug}/fiche-avant-mission/"
    return (*LISTES, *sujets, *flux, mission, *(objet.get_absolute_url() for objet in objets), *espace)


@pytest.mark.parametrize("qui", ["visiteur", "membre", "etranger", "agent", "client_redactrice"])
def test_no_page_costs_more_than_twenty_queries_whatever_it_gathers(qui, site, bob, request):
    client = request.getfixturevalue(qui)
    logo = {"avant": site.aix.image_id, "apres": enregistrer_image(fichier=ContentFile(dessin(), "autre.png"), par=bob).pk}
    DemandeModification.objects.create(collectivite=site.aix, auteur=bob, changements={"logo": logo})
    peupler(site, range(2))
    deux = {adresse: cout(client, adresse) for adresse in adresses(site)}
    peupler(site, range(2, 11))
    onze = {adresse: cout(client, adresse) for adresse in deux}
    assert {adresse: prix for adresse, prix in onze.items() if prix[0] > PLAFOND} == {}
    # A pager, beyond ten rows, counts nothing more.
    assert onze == deux


def test_a_region_adds_up_its_communes_in_the_query_of_its_profile(membre, aix, django_assert_num_queries):
    region = CollectiviteFabrique(type="region", region=aix.region)
    with django_assert_num_queries(16):
        assert "Population municipale" in membre.get(region.get_absolute_url()).text


def test_an_editor_sees_at_once_what_changes_in_the_menu_and_in_rights(client_redactrice, redactrice, membre, bob, groupe_japon):
    page = PageFabrique(menu="principal", titre_menu="Avant")
    assert "Avant" in membre.get("/").text
    page.titre_menu = "Après"
    page.save()
    assert "Après" in membre.get("/").text
    reservee = ActualiteFabrique(acces="groupe", cercles=[groupe_japon]).get_absolute_url()
    assert membre.get(reservee).status_code == 200
    bob.rattachements.all().delete()
    assert membre.get(reservee).status_code == 403
    brouillon = ActualiteFabrique(brouillon=True).get_absolute_url()
    assert client_redactrice.get(brouillon).status_code == 200
    redactrice.groups.clear()
    assert client_redactrice.get(brouillon).status_code == 404


def formulaires(site):
    """Return the change forms of the back office for what `site` gathers."""
    ecrits = [
        site.aix,
        *site.groupes,
        *site.contenus,
        *(modele.objects.first() for modele in (AutoriteLocale, Partenariat, Projet, Personne, Mandat, Presidence)),
    ]
    return [reverse(f"admin:{un._meta.app_label}_{un._meta.model_name}_change", args=[un.pk]) for un in ecrits]


def test_no_form_of_the_back_office_costs_more_than_twenty_queries_whatever_it_gathers(site, client_editrice, bob):
    peupler(site, range(2))
    adresses = ["/admin/", *formulaires(site)]
    for adresse in adresses:
        # Content types are read once by process.
        client_editrice.get(adresse)
    deux = {adresse: cout(client_editrice, adresse) for adresse in adresses}
    peupler(site, range(2, 11))
    for compte in UtilisateurFabrique.create_batch(3):
        site.aix.rattachements.create(utilisateur=compte, role="referent")
    for personne in Personne.objects.all():
        MandatFabrique(personne=personne)
    onze = {adresse: cout(client_editrice, adresse) for adresse in adresses}
    assert {adresse: prix for adresse, prix in onze.items() if prix != (min(prix[0], PLAFOND), 200)} == {}
    assert onze == deux
