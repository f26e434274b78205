"""Every screen of the back office: the list, the form that adds, the form of a row, for each model, and the special ones."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from agenda.models import Evenement
from annuaire.fusions import fusionner
from annuaire.models import DemandeAdhesion
from courriels.models import Courriel
from gestion.models import Echange
from groupes_pays.models import Perimetre
from pages.models import Accueil
from recherche.models import RechercheVaine, Synonyme
from redaction import actions
from redaction.actions_liens_de_relecture import ouvrir_lien
from redaction.models import AncienneAdresse, Retouche, Tache
from redaction.transitions import JETER
from redaction.versions import garder_l_etat_trouve, versions_de
from territoires.models import ImportReferentiel
from tests.fabriques import (
    ActualiteFabrique,
    DocumentFabrique,
    ElectionFabrique,
    EpciFabrique,
    MandatFabrique,
    PartenaireFabrique,
    PersonneFabrique,
    UtilisateurFabrique,
    fil_de,
)

COMPTE = ("/comptes/", "/comptes/second-facteur/", "/comptes/confirmer/", "/comptes/mot-de-passe/changer/")
SANS_PAGE = {
    # An action, a file, a part of a page, or a page of someone else's.
    *("corbeille_restaurer", "logout", "login", "autocomplete", "jsi18n", "view_on_site", "decider", "defaire"),
    *("garder_la_vue", "oublier_la_vue", "exporter", "modele", "a_corriger", "contenus", "choisir", "envoyer", "mots"),
    *("password_change", "password_change_done", "controles", "apercu", "liens"),
}
"""Kinds of addresses that show no screen by themselves; what they answer to a form is looked at in it."""


def garnir(jeu):
    """Give at least one row to every model of the back office, and what the special screens show; return a superuser."""
    qui = jeu.directrice = UtilisateurFabrique(prenom="Hélène", is_staff=True, is_superuser=True)
    jour, heure = timezone.localdate(), timezone.now()
    DemandeAdhesion.objects.create(nom="Ville de Pau", contact="Ines Roy", fonction="élue", courriel="ines@exemple.test")
    Courriel.objects.create(destinataire="bob@exemple.test", sujet="Perdu", etat="refuse", erreur="550")
    Perimetre.objects.create(utilisateur=jeu.editrice).groupes.add(jeu.groupe)
    AncienneAdresse.objects.create(chemin="/agenda/avant/", actuelle="/agenda/a-venir/")
    ImportReferentiel.objects.create(millesime=2026, empreinte="0" * 64)
    Synonyme.objects.create(expressions="Maroc\nroyaume chérifien")
    RechercheVaine.objects.create(mots="fonds perdu", derniere_le=jour)
    PartenaireFabrique()
    EpciFabrique()
    Accueil.objects.get_or_create(pk=1)
    DocumentFabrique(titre="Une affiche")
    fil_de("Un sujet suivi", jeu.actualite)
    _personnes(jeu, qui)
    _contenus(jeu, qui, jour, heure)
    return qui


def _personnes(jeu, qui):
    """Two persons to merge, two merged, an election after which mandates await."""
    aujourd_hui = timezone.localdate()
    jeu.election = ElectionFabrique(premier_tour=aujourd_hui - timedelta(9), dernier_tour=aujourd_hui - timedelta(2))
    jeu.mandat_ouvert = MandatFabrique(collectivite=jeu.aix, debut=timezone.localdate() - timedelta(900))
    jeu.deux = [PersonneFabrique(prenom="Karima", nom=nom) for nom in ("Zerkani", "Zerkany")]
    for personne in jeu.deux:
        MandatFabrique(personne=personne, collectivite=jeu.aix)
    gardee, absorbee = (PersonneFabrique(prenom="Ali", nom=nom) for nom in ("Benani", "Bennani"))
    jeu.fusion = fusionner(gardee=gardee, absorbee=absorbee, choix={}, par=qui)


def _contenus(jeu, qui, jour, heure):
    """A text in review, one given back, one in the bin, a version, one in preparation, a task, a remark, a link, an import."""
    jeu.a_relire = ActualiteFabrique(statut="a_relire", publie_le=None, auteur=qui)
    jeu.rendue = ActualiteFabrique(brouillon=True, auteur=qui)
    for contenu in (jeu.a_relire, jeu.rendue):
        contenu.relectures.create(nature="soumission", commentaire="Pour lundi.")
        contenu.relectures.create(nature="renvoi", commentaire="Citez la source.")
    jeu.a_relire.relectures.repondre(par=qui, reponse="C’est fait.")
    jeu.actualite.titre = "Un titre changé"
    garder_l_etat_trouve(jeu.actualite)
    jeu.actualite.save()
    jeu.jetee = ActualiteFabrique()
    actions.passer(contenu=jeu.jetee, transition=JETER, par=qui)
    Tache.objects.create(objet=jeu.actualite, titre="Joindre le programme", echeance=jour - timedelta(1), pour=qui)
    actions.remarquer(contenu=jeu.a_relire, texte="Qui parle ?", par=jeu.editrice)
    jeu.lien, jeu.secret = ouvrir_lien(contenu=jeu.a_relire, pour="Mme Martin", jours=7, par=qui)
    jeu.retouchee = ActualiteFabrique(titre="Une page en ligne")
    Retouche.objects.create(
        objet=jeu.retouchee,
        auteur=qui,
        donnees={"titre": ["Un autre titre"], "slug": [jeu.retouchee.slug], "genre": ["information"]},
    )
    jeu.echange = Echange.objects.create(
        par=qui,
        type_objet=ContentType.objects.get_for_model(jeu.aix),
        fichier="collectivites.csv",
        entetes=["nom"],
        lignes=[[2, ["Ville de Pau"]], [3, ["Aix"]]],
        fautes=[],
        remarques=[],
        bilan={
            **{"nouvelles": 1, "modifiees": 0, "inchangees": 0, "refusees": 1, "annule": False},
            "lignes": [[2, "nouvelles", "Ville de Pau"]],
            "fautes": [{"ligne": 3, "colonne": "A", "entete": "nom", "valeur": "Aix", "message": "Ce nom existe déjà."}],
        },
    )


def _fiche(modele, vue, *arguments):
    return reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_{vue}", args=arguments)


def des_modeles(qui):
    """Return the list, the form that adds where `qui` may, and the form of a row, for every model of the back office."""
    request = RequestFactory().get("/admin/")
    request.user = qui
    chemins = []
    for modele, gestion in admin.site._registry.items():
        chemins.append(_fiche(modele, "changelist"))
        if gestion.has_add_permission(request):
            chemins.append(_fiche(modele, "add"))
        chemins.append(_fiche(modele, "change", gestion.get_queryset(request).first().pk))
    return chemins


def speciaux(jeu):
    """Return the screens that are neither the list nor the form of a model, and those of a text in each of its states."""
    fiche = f"/admin/actualites/actualite/{jeu.actualite.pk}/"
    retouchee = f"/admin/actualites/actualite/{jeu.retouchee.pk}/"
    evenement = reverse("admin:agenda_evenement_changelist")
    personnes = reverse("admin:annuaire_personne_changelist")
    election = reverse("admin:annuaire_election_confirmer", args=[jeu.election.pk])
    [version] = versions_de(jeu.actualite)
    contribution = jeu.fonds.contributions.first().pk
    affectation = jeu.fonds.affectations.first().pk
    une, autre = jeu.deux
    return [
        *COMPTE,
        "/admin/",
        "/admin/actualites/",
        "/admin/calendrier/",
        "/admin/corbeille/",
        "/admin/recherche/",
        "/admin/recherche/?q=Ville",
        "/admin/actualites/actualite/?q=rien-de-tel",
        "/admin/actualites/actualite/?statut__exact=brouillon&_facets=True",
        "/admin/actualites/actualite/add/?_popup=1",
        f"{fiche}versions/",
        f"{fiche}versions/comparer/?avant={version.pk}",
        f"{fiche}change/?reprendre={version.pk}",
        f"{fiche}delete/",
        f"{fiche}history/",
        f"{fiche}liens/",
        *(f"/admin/actualites/actualite/{contenu.pk}/change/" for contenu in (jeu.a_relire, jeu.rendue, jeu.jetee)),
        f"/admin/actualites/actualite/{jeu.a_relire.pk}/remarques/",
        f"{retouchee}change/",
        f"{retouchee}nouvelle-version/",
        f"{evenement}{Evenement.objects.first().pk}/dupliquer/",
        reverse("admin:annuaire_collectivite_importer"),
        reverse("admin:annuaire_collectivite_bilan", args=[jeu.echange.pk]),
        reverse("admin:mediatheque_image_a_decrire"),
        f"{personnes}doubles/",
        f"{personnes}fusionner/?une={une.pk}&autre={autre.pk}",
        election,
        reverse("admin:auth_user_password_change", args=[jeu.editrice.pk]),
        f"{election}{jeu.mandat_ouvert.pk}/",
        reverse("admin:pages_page_ranger"),
        f"{reverse('admin:courriels_courriel_envoyer')}?cle={Courriel.objects.first().pk}",
        reverse("admin:fonds_contribuer", args=[jeu.fonds.pk]),
        reverse("admin:fonds_affecter", args=[jeu.fonds.pk]),
        reverse("admin:fonds_avancer", args=[contribution]),
        reverse("admin:fonds_avancement", args=[affectation]),
        reverse("admin:fonds_contre-passer-contribution", args=[contribution]),
        reverse("admin:fonds_contre-passer-affectation", args=[affectation]),
    ]
