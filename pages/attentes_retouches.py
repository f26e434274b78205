"""What the dashboard says of the new versions kept beside what is online (decision 033): one's own, and those to review."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Q, When

from pages.files_d_attente import Attente, Objet, fiche
from redaction.models import Retouche
from redaction.publication import Statut
from socle.dates import date_simple
from socle.perms import a_le_droit, du_perimetre

DITES = {
    Retouche.Etat.EN_CHANTIER: ("enregistrée le {modifie_le}", ""),
    Retouche.Etat.A_RELIRE: ("soumise le {modifie_le}", "en relecture"),
    Retouche.Etat.RENVOYEE: ("renvoyée le {modifie_le}", "à reprendre"),
    Retouche.Etat.PROGRAMMEE: ("en ligne le {en_ligne_le}", "programmée"),
}
"""What is said of one's own, by its state: a note, and a mark seen first."""


def _sur(modeles, garder=lambda lignes: lignes):
    """Return the condition that a new version is one of what is published, of `modeles`, among the rows that `garder` keeps."""
    sur = Q(pk__in=[])
    for modele in modeles:
        lignes = garder(modele._base_manager.filter(statut=Statut.PUBLIE))
        sur |= Q(type_objet=ContentType.objects.get_for_model(modele), id_objet__in=lignes.order_by().values("pk"))
    return sur


def _mienne(retouche):
    note, marque = DITES[retouche.etat]
    dates = {nom: date_simple(jour) for nom in ("modifie_le", "en_ligne_le") if (jour := getattr(retouche, nom))}
    if retouche.echec:
        # Its hour came, and something refused it: the form says what.
        note, marque = "n’a pas pu paraître à son heure", "à corriger"
    return Objet(str(retouche.objet), fiche(retouche.objet), note.format(**dates), marque)


def _a_relire(retouche):
    qui = f"par {retouche.auteur}, " if retouche.auteur else ""
    return Objet(str(retouche.objet), fiche(retouche.objet), f"{qui}depuis le {date_simple(retouche.modifie_le)}")


def attentes_des_retouches(utilisateur, modeles):
    """Return the new versions that await `utilisateur`: those to review of what they publish, and their own.

    Args:
        modeles: the kinds of contents that they write.

    Returns:
        Two `Attente`, empty or not; one query, and one by kind of content among the rows found.
    """
    publies = [modele for modele in modeles if a_le_droit(utilisateur, "publier", modele)]
    a_relire = _sur(publies, lambda lignes: du_perimetre(utilisateur, "publier", lignes)) & Q(etat=Retouche.Etat.A_RELIRE)
    lues = (
        Retouche.objects.filter(a_relire | _sur(modeles) & Q(auteur=utilisateur))
        .annotate(pour_relire=Case(When(a_relire, then=True), default=False))
        .order_by("modifie_le", "pk")
        .select_related("auteur")
        .prefetch_related("objet")
    )
    relues = [_a_relire(une) for une in lues if une.pour_relire]
    miennes = [_mienne(une) for une in lues if une.auteur == utilisateur]
    return [
        Attente("Nouvelles versions à relire", len(relues), relues, ""),
        Attente("Mes nouvelles versions, pas encore en ligne", len(miennes), miennes, ""),
    ]
