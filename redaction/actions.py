"""Writes with an effect: the steps of the publication workflow, and the addresses of pages."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from redaction.avis import prevenir
from redaction.models import AncienneAdresse, Contact, Contenu, Fil, Maillon, Relecteur, Remarque, Reponse, Tache
from redaction.perms import peut_publier, peut_resoudre
from redaction.publication import Statut
from redaction.transitions import Transition
from socle.journal import journaliser, nommer

nommer(
    {
        "deplacer": "changer d’adresse",
        "composer_fil": "composer le fil",
        "ouvrir_tache": "ouvrir une tâche",
        "faire_tache": "tâche faite",
        "rouvrir_tache": "rouvrir la tâche",
        "repondre_remarque": "répondre à une remarque",
        "resoudre": "résoudre une remarque",
        "rouvrir_remarque": "rouvrir une remarque",
    }
)

EXTRAIT = 200  # characters of a remark that the journal keeps

# What a step reads of the row again, once it is locked.
RELUS = ["statut", "publie_le", "depublie_le", "auteur"]


@transaction.atomic
def deplacer(*, objet: Model, avant: str, par: AbstractBaseUser) -> None:
    """Remember that the page of `objet`, once at `avant`, has another address: that one, and those before it, lead there at once.

    An address is forgotten when the page comes back to it, or stands below it: what is below would lead to itself for ever.
    """
    apres = objet.get_absolute_url()
    AncienneAdresse.objects.filter(chemin__in=AncienneAdresse.debuts(apres)).delete()
    AncienneAdresse.objects.filter(actuelle=avant).update(actuelle=apres)
    if not apres.startswith(avant):
        AncienneAdresse.objects.update_or_create(chemin=avant, defaults={"actuelle": apres})
    journaliser(par=par, action="deplacer", objet=objet, detail={"avant": avant, "apres": apres})


@transaction.atomic
def passer(
    *, contenu: Contenu, transition: Transition, par: AbstractBaseUser, mot: str = "", a: Sequence[AbstractBaseUser] = ()
) -> Contenu:
    """Take a step of the workflow: state, effect, journal and mail together, or nothing.

    Args:
        contenu: the content as `par` saw it; it stands afterwards as it is in the database.
        transition: a row of `redaction.transitions`.
        par: the actor.
        mot: the text that goes with the step; kept where the step takes one.
        a: whom it is asked of, where the step is asked of someone; nobody in particular, of all who may publish.

    Raises:
        PermissionDenied: the step is not open to `par`.
        ValidationError: the content has left the state in which `par` saw it, the step does not leave from there, or its
            effect refuses it.
    """
    if not transition.droit(par, contenu):
        raise PermissionDenied
    vu, mot = contenu.statut, mot if transition.mot else ""
    # The row is locked and read again: two editors at once must not undo each other's step.
    try:
        contenu.refresh_from_db(fields=RELUS, from_queryset=type(contenu)._base_manager.select_for_update(of=("self",)))
    except type(contenu).DoesNotExist:
        raise ValidationError("Ce contenu vient d’être supprimé.", code="statut") from None
    if contenu.statut != vu or vu not in transition.depuis:
        etat = Statut(contenu.statut).label
        raise ValidationError(f"Ce contenu est maintenant « {etat} » : rechargez la page avant de continuer.", code="statut")
    if transition.a_qui:
        _demander_a(contenu, a)
    if transition.effet:
        transition.effet(contenu, par, mot)
    contenu.statut = transition.vers
    contenu.save(update_fields=["statut", "publie_le", "modifie_le"])
    journaliser(par=par, action=transition.nom, objet=contenu, detail={"commentaire": mot} if mot else None)
    if transition.avis:
        prevenir(transition.avis, contenu=contenu, par=par, mot=mot)
    return contenu


def _demander_a(contenu, comptes):
    """Keep whom the review of a content is asked of, in place of those before. ValidationError for who may not publish it."""
    refuses = [str(un) for un in comptes if not peut_publier(un, contenu)]
    if refuses:
        raise ValidationError(f"{', '.join(refuses)} ne peut pas publier ce contenu : choisissez quelqu’un d’autre.", code="a")
    contenu.relecteurs.all().delete()
    Relecteur.objects.bulk_create([Relecteur(objet=contenu, utilisateur=un) for un in comptes])
    # Read again by the mail that follows: what came with the row is of before.
    getattr(contenu, "_prefetched_objects_cache", {}).pop("relecteurs", None)


@transaction.atomic
def composer_fil(*, fil: Fil, contenus: Sequence[Contenu], par: AbstractBaseUser) -> None:
    """Tie `contenus` in `fil`, in this order, and untie what it held besides; nothing is written where nothing changes.

    Raises:
        ValidationError: a content comes twice.
    """
    # Two people who compose the same thread do it one after the other.
    Fil.objects.select_for_update().get(pk=fil.pk)
    voulus = [(ContentType.objects.get_for_model(contenu).pk, contenu.pk) for contenu in contenus]
    if len({*voulus}) < len(voulus):
        raise ValidationError("Un contenu figure deux fois dans ce fil : retirez-en un.", code="double")
    maillons = {(un.type_objet_id, un.id_objet): un for un in fil.maillons.all()}
    if voulus == [*maillons]:
        return
    fil.maillons.exclude(pk__in=[maillons[cle].pk for cle in voulus if cle in maillons]).delete()
    for rang, (genre, cle) in enumerate(voulus, start=1):
        Maillon.objects.update_or_create(fil=fil, type_objet_id=genre, id_objet=cle, defaults={"rang": rang})
    fil.save(update_fields=["modifie_le"])
    journaliser(par=par, action="composer_fil", objet=fil, detail={"contenus": [str(contenu) for contenu in contenus]})


@transaction.atomic
def ouvrir_tache(
    *,
    objet: Contenu,
    nature: str,
    titre: str,
    echeance: date,
    pour: AbstractBaseUser | None = None,
    referents: Iterable[Contact] = (),
    par: AbstractBaseUser | None = None,
) -> Tache:
    """Ask for something about a content, of someone or of the whole team, before the end of a day.

    Args:
        objet: the content.
        nature: a `Tache.Nature`.
        titre: what to do, in words.
        echeance: its day, in Paris.
        pour: the account it is asked of.
        referents: those of the groups concerned: each sees it among the tasks of their groups.
        par: who asks; None for the portal itself.
    """
    tache = Tache.objects.create(objet=objet, nature=nature, titre=titre, echeance=echeance, pour=pour)
    tache.referents.set(referents)
    journaliser(par=par, action="ouvrir_tache", objet=objet, detail={"tâche": titre})
    return tache


@transaction.atomic
def dire_relancee(*, tache: Tache) -> None:
    """Note that who a task is asked of is reminded today: they are once."""
    tache.relancee_le = timezone.localdate()
    tache.save(update_fields=["relancee_le"])


@transaction.atomic
def faire_tache(*, tache: Tache, par: AbstractBaseUser | None) -> bool:
    """Note that a task is done, by `par` or by itself (None); return whether it was still to do."""
    tache = Tache.objects.select_for_update(of=("self",)).get(pk=tache.pk)
    if tache.faite_le is not None:
        return False
    tache.faite_le, tache.faite_par = timezone.now(), par
    tache.save(update_fields=["faite_le", "faite_par"])
    if tache.objet is not None:
        journaliser(par=par, action="faire_tache", objet=tache.objet, detail={"tâche": tache.titre})
    return True


@transaction.atomic
def rouvrir_tache(*, tache: Tache, par: AbstractBaseUser) -> bool:
    """Take back that a task is done; return whether it was."""
    tache = Tache.objects.select_for_update(of=("self",)).get(pk=tache.pk)
    if tache.faite_le is None:
        return False
    tache.faite_le = tache.faite_par = None
    tache.save(update_fields=["faite_le", "faite_par"])
    if tache.objet is not None:
        journaliser(par=par, action="rouvrir_tache", objet=tache.objet, detail={"tâche": tache.titre})
    return True


@transaction.atomic
def remarquer(
    *,
    contenu: Contenu,
    texte: str,
    par: AbstractBaseUser | None = None,
    nom_exterieur: str = "",
    champ: str = "",
    citation: str = "",
    avant: str = "",
    apres: str = "",
) -> Remarque:
    """Leave a remark about a content, or about words of it; those concerned are told by mail a little later.

    Args:
        contenu: the content.
        texte: the remark.
        par: who remarks; None for someone from outside, whose name is `nom_exterieur`.
        nom_exterieur: that name, as they gave it.
        champ: the field that the words are quoted from, where it is known.
        citation: the words; the rest of the anchor is kept with them only.
        avant, apres: the words around them.
    """
    ancre = {"champ": champ, "citation": citation, "avant": avant, "apres": apres} if citation else {}
    remarque = contenu.remarques.create(texte=texte, par=par, nom_exterieur=nom_exterieur, **ancre)
    journaliser(par=par, action="remarquer", objet=contenu, detail=_dit(remarque, texte))
    return remarque


@transaction.atomic
def repondre_a_une_remarque(
    *, remarque: Remarque, texte: str, par: AbstractBaseUser | None = None, nom_exterieur: str = ""
) -> Reponse:
    """Answer a remark; one that was resolved is open again: someone still has something to say of it."""
    reponse = remarque.reponses.create(texte=texte, par=par, nom_exterieur=nom_exterieur)
    if remarque.resolue_le is not None:
        rouvrir_remarque(remarque=remarque, par=par)
    journaliser(par=par, action="repondre_remarque", objet=remarque.objet, detail=_dit(reponse, texte))
    return reponse


@transaction.atomic
def resoudre(*, remarque: Remarque, par: AbstractBaseUser) -> bool:
    """Note that nothing is left to do about a remark; return whether something was.

    Raises:
        PermissionDenied: it is neither theirs nor of a content that `par` may change.
    """
    return _resoudre(remarque, par, resolue=True, action="resoudre")


@transaction.atomic
def rouvrir_remarque(*, remarque: Remarque, par: AbstractBaseUser | None) -> bool:
    """Take back that a remark is resolved; return whether it was."""
    return _resoudre(remarque, par, resolue=False, action="rouvrir_remarque")


def _resoudre(remarque, par, *, resolue, action):
    if resolue and not peut_resoudre(par, remarque):
        raise PermissionDenied
    champs = {"resolue_le": timezone.now(), "resolue_par": par} if resolue else {"resolue_le": None, "resolue_par": None}
    change = Remarque.objects.filter(pk=remarque.pk, resolue_le__isnull=resolue).update(**champs)
    if change:
        journaliser(par=par, action=action, objet=remarque.objet, detail={"remarque": remarque.texte[:EXTRAIT]})
    return bool(change)


def _dit(ligne, texte):
    """Return what the journal keeps of a remark or of an answer: its beginning, and who said it when no account did."""
    detail = {"remarque": texte[:EXTRAIT]}
    return {**detail, "de": ligne.nom_exterieur} if ligne.nom_exterieur else detail
