"""The member's loop: a référent proposes changes to a profile, staff decide, the profile changes only then.

Every function locks the collectivité's row first, then its request: two référents, or a référent and staff, never act on
the same profile at once.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list

from annuaire import avis, fiche, lignes, perms
from annuaire.application import appliquer
from annuaire.models import Collectivite, DemandeAdhesion, DemandeModification, Mandat, Partenariat, Projet
from annuaire.models.personne import MandatQuerySet
from annuaire.reconnaissance import Proposition
from comptes.models import Utilisateur
from mediatheque.images import ImagePreparee
from mediatheque.models import Image
from mediatheque.suppression import supprimer_image
from mediatheque.televersement import enregistrer_image
from redaction import versions
from socle.dates import date_simple, heure
from socle.journal import journaliser, nommer

nommer(
    {
        "demander": "demander l’adhésion",
        "decider": "répondre à la demande",
        "proposer": "proposer une modification",
        "retirer": "retirer sa demande",
    }
)

ETATS = DemandeModification.Etat


class FichePerimee(Exception):
    """The profile or its pending request changed since the form was opened; nothing was written."""


class AucunChangement(Exception):
    """What was typed is what is already there; `annule` is true when it undoes the pending request instead."""

    def __init__(self, *, annule=False):
        super().__init__()
        self.annule = annule


class DejaAdherente(Exception):
    """The collectivité that asks to join is a member; nothing was written."""


def _verrouiller(collectivite):
    return Collectivite.objects.select_for_update(of=("self",)).get(pk=collectivite.pk)


@transaction.atomic
def constater_mandats(*, mandats: MandatQuerySet, par: Utilisateur) -> int:
    """Date of today the check of each mandate of a queryset; return how many. Their end is not the matter here."""
    vus = list(mandats.select_for_update(of=("self",)))
    for mandat in vus:
        mandat.constate_le = timezone.localdate()
        mandat.save(update_fields=["constate_le"])
        journaliser(par=par, action="verifier", objet=mandat)
    return len(vus)


@transaction.atomic
def proposer_modification(
    *,
    collectivite: Collectivite,
    changements: dict,
    par: Utilisateur,
    empreinte_vue: str,
    message: str = "",
    logo: ImagePreparee | None = None,
) -> DemandeModification:
    """Write down what a référent would like to change, in the pending request when there is one.

    Args:
        collectivite: whose profile it is.
        changements: `{key: value}`, only what the member changed from what they saw (see `annuaire.fiche`).
        par: the référent.
        empreinte_vue: the `empreinte` of the `VueFiche` they saw.
        message: a word to staff; it may come alone.
        logo: an `ImagePreparee` to propose as the logo. It enters the library with the request, which shows it to staff, and
            leaves it when the request is withdrawn, refused or given another logo, unless something else shows it.

    Returns:
        The pending `DemandeModification`.

    Raises:
        PermissionDenied: `par` is not a référent of the collectivité.
        FichePerimee: someone else wrote in between.
        AucunChangement: nothing differs from the profile, or from the pending request, and the message says nothing new.
        StockageEnPanne: the logo cannot be written.
    """
    collectivite = _verrouiller(collectivite)
    if not perms.peut_proposer(par, collectivite):
        raise PermissionDenied
    demande = fiche.en_attente(collectivite)
    vue = fiche.superposer(collectivite, demande)
    if vue.empreinte != empreinte_vue:
        raise FichePerimee
    if logo is not None:
        image = enregistrer_image(fichier=logo, par=par, alt=f"Logo – {collectivite.nom}"[:250])
        changements = {**changements, "logo": image.pk}
    proposee = {**vue.proposee, **fiche.nettoyer(changements)}
    ecarts = fiche.ecarts(vue.publiee, proposee)
    nouveau_message = message != vue.message
    if not nouveau_message and not fiche.ecarts(vue.proposee, proposee):
        raise AucunChangement
    if not ecarts and not (message and nouveau_message):
        raise AucunChangement(annule=True)
    ancien_logo = _logo_propose(demande) if demande else None
    demande = demande or DemandeModification(collectivite=collectivite, version=0)
    demande.auteur, demande.changements, demande.message = par, ecarts, message
    demande.version += 1
    demande.save()
    if _logo_propose(demande) != ancien_logo:
        _oublier_logo(ancien_logo, par)
    journaliser(par=par, action="proposer", objet=demande, detail={"champs": list(ecarts), "version": demande.version})
    return demande


@transaction.atomic
def retirer(*, demande: DemandeModification, par: Utilisateur) -> DemandeModification:
    """Withdraw a pending request in the name of its collectivité.

    Raises PermissionDenied to who is not a référent, ValidationError when staff answered in between.
    """
    _verrouiller(demande.collectivite)
    demande = DemandeModification.objects.select_for_update(of=("self",)).get(pk=demande.pk)
    _exiger_en_attente(demande)
    if not perms.peut_retirer(par, demande):
        raise PermissionDenied
    demande.etat = ETATS.RETIREE
    # `modifie_le` stays the moment the collectivité last sent it.
    demande.save(update_fields=["etat"])
    _oublier_logo(_logo_propose(demande), par)
    journaliser(par=par, action="retirer", objet=demande)
    return demande


@transaction.atomic
def decider(
    *,
    demande: DemandeModification,
    par: Utilisateur,
    champs: Iterable[str],
    commentaire: str,
    version_vue: int,
    ecraser: Iterable[str] = (),
) -> DemandeModification:
    """Answer a request: the accepted keys enter the profile, the others do not, the référents are told by mail.

    Args:
        demande: the request.
        par: a member of staff.
        champs: the accepted keys; to leave one out asks for a comment, and none of them refuses the request. A request that
            holds a message and no change is answered « acceptée »: read, and taken into account.
        commentaire: the answer to the collectivité.
        version_vue: the `version` of the request that staff read.
        ecraser: the accepted keys that staff changed in the profile since the request, to be overwritten all the same.

    Returns:
        The decided `DemandeModification`.

    Raises:
        PermissionDenied: `par` may not decide.
        ValidationError: with a French message; code `decidee`, `version`, `conflit`, `commentaire`, or a refused value.
    """
    if not perms.peut_decider(par):
        raise PermissionDenied
    collectivite = _verrouiller(demande.collectivite)
    demande = DemandeModification.objects.select_for_update(of=("self",)).get(pk=demande.pk)
    _verrouiller_lignes(demande)
    _exiger_en_attente(demande)
    if demande.version != version_vue:
        raise ValidationError(
            "La collectivité a modifié sa demande pendant que vous la lisiez : relisez-la avant de décider.", code="version"
        )
    # jsonb does not keep the order of keys: told again in the order of the form.
    cles = sorted(demande.changements, key=fiche.rang)
    acceptes = [cle for cle in cles if cle in set(champs)]
    commentaire = commentaire.strip()
    if acceptes != cles and not commentaire:
        quoi = "une partie de sa demande" if acceptes else "sa demande"
        raise ValidationError(f"Expliquez à la collectivité pourquoi {quoi} est refusée.", code="commentaire")
    conflits = [
        cle for cle in conflits_de(demande, fiche.lire_fiche(collectivite)) if cle in acceptes and cle not in set(ecraser)
    ]
    if conflits:
        noms = get_text_list([f"« {_libelle(demande, cle)} »" for cle in conflits], "et")
        raise ValidationError(
            f"La fiche a changé depuis la demande pour {noms} : cochez « remplacer quand même » ou n’acceptez pas ce changement.",
            code="conflit",
        )
    if acceptes:
        versions.garder_l_etat_trouve(collectivite)
        appliquer(collectivite, {cle: demande.changements[cle]["apres"] for cle in acceptes})
        versions.garder(objet=collectivite, par=par, note="Demande de la collectivité, acceptée")
        detail = {cle: demande.changements[cle] for cle in acceptes}
        journaliser(par=par, action="modifier", objet=collectivite, detail={"demande": demande.pk, "changements": detail})
    refuses = [cle for cle in cles if cle not in acceptes]
    demande.etat = ETATS.ACCEPTEE if not refuses else ETATS.PARTIELLE if acceptes else ETATS.REFUSEE
    demande.champs_acceptes, demande.commentaire = acceptes, commentaire
    demande.decidee_par, demande.decidee_le = par, timezone.now()
    # A message alone has no change, which the field's own check would take for a form left empty.
    demande.full_clean(exclude=["collectivite", "auteur", "changements"])
    demande.save(update_fields=["etat", "champs_acceptes", "commentaire", "decidee_par", "decidee_le"])
    if "logo" in refuses:
        _oublier_logo(_logo_propose(demande), par)
    journaliser(par=par, action="decider", objet=demande, detail={"etat": demande.etat, "acceptes": acceptes, "refuses": refuses})
    dits = ([_libelle(demande, cle) for cle in cles] for cles in (acceptes, refuses))
    avis.annoncer_decision(demande, collectivite, *dits)
    return demande


@transaction.atomic
def demander_adhesion(*, nom: str, reconnue: Proposition | None, saisie: dict[str, str]) -> DemandeAdhesion:
    """Write down that a collectivité asks to join, tell the team, and who asks that it is received.

    Args:
        nom: what was typed; the name of `reconnue` stands for it when there is one.
        reconnue: the collectivité that was recognised.
        saisie: `contact`, `fonction`, `courriel`, `telephone`, `message`.

    Raises DejaAdherente when the collectivité is a member.
    """
    if reconnue is None:
        demande = DemandeAdhesion(nom=nom, **saisie)
    elif reconnue.adherente:
        raise DejaAdherente
    else:
        officiel = {"nom": reconnue.nom, "type": reconnue.type, "code": reconnue.code, "collectivite": reconnue.fiche}
        demande = DemandeAdhesion(**officiel, **saisie)
    demande.save()
    journaliser(par=None, action="demander", objet=demande)
    avis.annoncer_adhesion(demande)
    return demande


def conflits_de(demande: DemandeModification, actuelle: dict) -> list[str]:
    """Return the keys of a request whose value in the profile (`actuelle`) is no longer the one it started from."""
    return [
        cle
        for cle, changement in demande.changements.items()
        if not fiche.identiques(cle, actuelle.get(cle), changement["avant"])
    ]


def _verrouiller_lignes(demande):
    """Lock the rows that a request changes, before they are compared: staff may be saving one at this moment."""
    for genre, modele in ((lignes.PARTENARIAT, Partenariat), (lignes.MANDAT, Mandat), (lignes.PROJET, Projet)):
        cles = [lignes.identifiant(cle) for cle in demande.changements if lignes.genre_de(cle) == genre]
        identifiants = [pk for pk in cles if pk is not None]
        list(modele.objects.select_for_update(of=("self",)).filter(pk__in=identifiants).order_by("pk"))


def _logo_propose(demande):
    """Return the id of the image that a request proposes as the logo, or None."""
    return demande.changements.get("logo", {}).get("apres")


def _oublier_logo(identifiant, par):
    image = Image.objects.filter(pk=identifiant).first()
    if image is not None:
        supprimer_image(image=image, par=par)


def _exiger_en_attente(demande):
    if not demande.est_en_attente:
        par = f" par {demande.decidee_par.get_full_name()}" if demande.decidee_par else ""
        quand = f", le {date_simple(demande.decidee_le)} à {heure(demande.decidee_le)}" if demande.decidee_le else ""
        raise ValidationError(f"Cette demande est déjà «\u00a0{demande.get_etat_display()}\u00a0»{par}{quand}.", code="decidee")


def _libelle(demande, cle):
    changement = demande.changements[cle]
    return fiche.libelle(cle, changement["avant"], changement["apres"])
