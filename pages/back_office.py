"""The back office's home: what awaits action, before the list of models."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db.models import Count, Value, Window
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import DemandeModification, Mandat
from comptes.forms import ConnexionForm
from courriels.models import Courriel
from fonds_solidarite.models import FondsSolidarite
from pages.models import Page
from redaction.publication import Statut
from ressources.models import Media, Publication
from socle.perms import a_le_droit

CONTENUS = (Actualite, Evenement, Publication, Media, FondsSolidarite, Page)
MONTRES = 5


@dataclass(frozen=True)
class Attente:
    """Something that awaits someone: a title, how many there are, the first ones, and the list of them all."""

    titre: str
    nombre: int
    objets: list
    adresse: str


def _liste(modele, **filtres):
    adresse = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
    return f"{adresse}?{urlencode(filtres)}"


def _attente(titre, lignes, modele, libelle=str, nombre=None, **filtres):
    """Return what awaits: the first of `lignes`, a queryset or a list, and how many there are; one query for a queryset."""
    premieres = lignes
    if nombre is None:
        premieres = list(lignes.annotate(en_tout=Window(Count("pk")))[:MONTRES])
        nombre = premieres[0].en_tout if premieres else 0
    objets = [
        (libelle(ligne), reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_change", args=[ligne.pk]))
        for ligne in premieres
    ]
    return Attente(titre, nombre, objets, _liste(modele, **filtres))


def _qui(mandat):
    return f"{mandat.personne}, {mandat}"


def _chantiers(utilisateur, modeles):
    """Return the reviews that concern `utilisateur`, oldest first, and their own drafts, newest first; one query for them all.

    To who publishes, every review; to who writes, those of its own texts. As {(model, status): (how many, first rows)}.
    """
    requetes = [
        lignes.filter(statut=statut)
        .order_by(ordre, ordre.replace("modifie_le", "pk"))
        .annotate(en_tout=Window(Count("pk")))
        .values_list(Value(rang), "statut", "en_tout", "modifie_le", "pk", "titre")[:MONTRES]
        for rang, modele in enumerate(modeles)
        for lignes in [modele.objects.en_chantier(utilisateur, relectures=a_le_droit(utilisateur, "publier", modele))]
        for statut, ordre in ((Statut.A_RELIRE, "modifie_le"), (Statut.BROUILLON, "-modifie_le"))
    ]
    trouves = {}
    for rang, statut, nombre, _, cle, titre in sorted(requetes[0].union(*requetes[1:], all=True)) if requetes else ():
        _, lignes = trouves.setdefault((modeles[rang], statut), (nombre, []))
        # Sorted by date: the drafts, read from the newest, are turned round.
        lignes.insert(len(lignes) if statut == Statut.A_RELIRE else 0, modeles[rang](pk=cle, titre=titre, statut=statut))
    return trouves


def _en_chantier(utilisateur, modele, chantiers):
    nom = modele._meta.verbose_name_plural
    publie = a_le_droit(utilisateur, "publier", modele)
    relecture = (
        (f"{nom.capitalize()} à relire", {"statut": "a_relire"})
        if publie
        else (f"Mes textes en relecture : {nom}", {"statut": "a_relire", "mien": "1"})
    )
    brouillons = (f"Mes brouillons : {nom}", {"statut": "brouillon", "mien": "1"})
    return [
        _attente(titre, lignes, modele, nombre=nombre, **filtres)
        for titre, filtres in (relecture, brouillons)
        for nombre, lignes in [chantiers.get((modele, filtres["statut"]), (0, []))]
    ]


def attentes(utilisateur):
    """Return what awaits `utilisateur`, empty lists left out: requests, reviews, own drafts, minutes to write, failed mail."""
    resultat = []
    if a_le_droit(utilisateur, "change", DemandeModification):
        demandes = DemandeModification.objects.en_attente().select_related("collectivite")
        resultat.append(_attente("Fiches de l’annuaire à valider", demandes, DemandeModification, etat="en_attente"))
    modeles = [modele for modele in CONTENUS if a_le_droit(utilisateur, "change", modele)]
    chantiers = _chantiers(utilisateur, modeles)
    for modele in modeles:
        resultat += _en_chantier(utilisateur, modele, chantiers)
    if a_le_droit(utilisateur, "change", Evenement):
        sans_suite = Evenement.objects.sans_textes().publies().sans_suite()
        resultat.append(_attente("Événements passés sans bilan ni compte rendu", sans_suite, Evenement, suite="manque"))
    if a_le_droit(utilisateur, "change", Mandat):
        ouverts = Mandat.objects.en_cours().a_verifier().select_related("collectivite", "personne")
        resultat.append(_attente("Mandats à vérifier", ouverts, Mandat, _qui, verification="ancienne"))
    if a_le_droit(utilisateur, "view", Courriel):
        resultat.append(_attente("Courriels non partis", Courriel.objects.non_partis(), Courriel, envoi="echec"))
    return [attente for attente in resultat if attente.nombre]


class ConnexionEquipe(ConnexionForm, AdminAuthenticationForm):
    """Sign in to the back office, in the words of the public sign-in."""

    def confirm_login_allowed(self, user):
        """Tell a member, who gave the right password, that the door is another one."""
        if user.is_active and not user.is_staff:
            raise ValidationError("Ce compte n’ouvre pas la gestion du portail : connectez-vous sur le site.", code="membre")
        super().confirm_login_allowed(user)


class BackOffice(admin.AdminSite):
    """The stock Django admin, in our words, with a home page that says what to do."""

    site_header = "Cités Unies France – gestion du portail"
    site_title = "Gestion du portail"
    index_title = "Tableau de bord"
    login_form = ConnexionEquipe
    index_template = "admin/tableau_de_bord.html"
    enable_nav_sidebar = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._menus = {}

    def get_app_list(self, request, app_label=None):
        """Return the menu. It depends on rights only, and every page shows it: made once for each set of rights."""
        cle = (request.user.is_superuser or frozenset(request.user.get_all_permissions()), app_label)
        if cle not in self._menus:
            self._menus[cle] = super().get_app_list(request, app_label)
        return self._menus[cle]

    def password_change(self, request, extra_context=None):
        """Lead to the page of the portal, which counts the tries of the old password."""
        return redirect("comptes:mot_de_passe_changer")

    def index(self, request, extra_context=None):
        """Show what awaits this user, then the models."""
        contexte = {"attentes": attentes(request.user), "aujourd_hui": timezone.localdate(), **(extra_context or {})}
        return super().index(request, contexte)
