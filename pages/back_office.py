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

from annuaire.models import DemandeModification, Mandat
from comptes.forms import ConnexionForm
from courriels.models import Courriel
from redaction.publication import Statut
from redaction.registre import sortes
from socle.perms import a_le_droit

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


def _attente(titre, lignes, modele, libelle=str, **filtres):
    """Return what awaits: the first of `lignes`, a queryset or a list, and how many there are; one query for a queryset."""
    if isinstance(lignes, list):
        premieres, nombre = lignes[:MONTRES], len(lignes)
    else:
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
    """Return, by model, the rows in review or in hand that concern `utilisateur`, oldest change first; one query for them all."""
    requetes = [
        modele.objects.en_chantier(utilisateur, relectures=a_le_droit(utilisateur, "publier", modele))
        .order_by()
        .values_list("modifie_le", "pk", "titre", "statut", Value(rang))
        for rang, modele in enumerate(modeles)
    ]
    trouves = {modele: [] for modele in modeles}
    for _, cle, titre, statut, rang in sorted(requetes[0].union(*requetes[1:], all=True)) if requetes else ():
        trouves[modeles[rang]].append(modeles[rang](pk=cle, titre=titre, statut=statut))
    return trouves


def _en_chantier(utilisateur, modele, lignes):
    """Return what awaits a review, oldest first, and the drafts of `utilisateur`, newest first.

    To who publishes, every review; to who writes, those of its own texts.
    """
    relectures = [une for une in lignes if une.statut == Statut.A_RELIRE]
    brouillons = [une for une in reversed(lignes) if une.statut == Statut.BROUILLON]
    nom = modele._meta.verbose_name_plural
    return [
        _attente(f"{nom.capitalize()} à relire", relectures, modele, statut="a_relire")
        if a_le_droit(utilisateur, "publier", modele)
        else _attente(f"Mes textes en relecture : {nom}", relectures, modele, statut="a_relire", mien="1"),
        _attente(f"Mes brouillons : {nom}", brouillons, modele, statut="brouillon", mien="1"),
    ]


def attentes(utilisateur):
    """Return what awaits `utilisateur`, empty lists left out: requests, reviews, own drafts, minutes to write, failed mail."""
    resultat = []
    if a_le_droit(utilisateur, "change", DemandeModification):
        demandes = DemandeModification.objects.en_attente().select_related("collectivite")
        resultat.append(_attente("Fiches de l’annuaire à valider", demandes, DemandeModification, etat="en_attente"))
    siennes = [sorte for sorte in sortes() if a_le_droit(utilisateur, "change", sorte.modele)]
    for modele, lignes in _chantiers(utilisateur, [sorte.modele for sorte in siennes]).items():
        resultat += _en_chantier(utilisateur, modele, lignes)
    for sorte in siennes:
        resultat += [_attente(une.titre, une.lignes(), sorte.modele, **une.filtres) for une in sorte.a_faire]
    if a_le_droit(utilisateur, "change", Mandat):
        ouverts = Mandat.objects.en_cours().a_verifier().select_related("collectivite", "personne")
        resultat.append(_attente("Mandats à vérifier", ouverts, Mandat, _qui, verification="ancienne"))
    if a_le_droit(utilisateur, "view", Courriel):
        resultat.append(_attente("Courriels non partis", Courriel.objects.non_partis(), Courriel, envoi="echec"))
    return [attente for attente in resultat if attente.nombre]


def raccourcis(utilisateur):
    """Return the (words, address) pairs of the buttons by which `utilisateur` writes something new."""
    ecrites = [sorte for sorte in sortes() if sorte.ecrire and a_le_droit(utilisateur, "add", sorte.modele)]
    return [(sorte.ecrire, sorte.adresse_de_gestion("add")) for sorte in ecrites]


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

    def password_change(self, request, extra_context=None):
        """Lead to the page of the portal, which counts the tries of the old password."""
        return redirect("comptes:mot_de_passe_changer")

    def index(self, request, extra_context=None):
        """Show what awaits this user, then the models."""
        contexte = {
            "attentes": attentes(request.user),
            "raccourcis": raccourcis(request.user),
            "aujourd_hui": timezone.localdate(),
            **(extra_context or {}),
        }
        return super().index(request, contexte)
