"""Two rows that are one person are made one, with all that points at them; and made two again, as they were.

What is written is kept in `FusionDePersonnes.detail`, JSON of Django's own serializer: the two persons before and after, the rows
that changed hands, the mandates that said the same thing.
"""

import json
from collections.abc import Mapping

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from annuaire.models import FusionDePersonnes, Mandat, Personne
from comptes.models import Utilisateur
from gestion.usages import liens_vers
from redaction import versions
from socle.filtres import sans_accent
from socle.journal import journaliser, nommer

nommer({"fusionner": "réunir deux graphies", "defaire_fusion": "défaire la réunion"})

GARDEE, ABSORBEE = "gardee", "absorbee"
CHOISIS = ("prenom", "nom")
"""The fields of which one of two is kept; the spelling that is not joins the others seen."""


@transaction.atomic
def fusionner(*, gardee: Personne, absorbee: Personne, choix: Mapping[str, str], par: Utilisateur) -> FusionDePersonnes:
    """Give `gardee` all that points at `absorbee`, which goes; mandates that say the same thing become one.

    Args:
        gardee: the row that stays.
        absorbee: the row that goes.
        choix: {field of `CHOISIS`: the side it is taken from, `GARDEE` (the default) or `ABSORBEE`}.
        par: the member of the team who says that they are one person.

    Returns:
        What undoes it.

    Raises ValidationError when one of them is there no more, or when the result cannot be written.
    """
    if gardee.pk == absorbee.pk:
        raise ValidationError("Choisissez deux fiches différentes.", code="memes")
    presentes = {
        une.pk: une for une in Personne.objects.select_for_update().filter(pk__in=[gardee.pk, absorbee.pk]).order_by("pk")
    }
    if len(presentes) < 2:
        raise ValidationError("L’une des deux fiches n’existe plus : quelqu’un les a réunies, ou l’a supprimée.", code="partie")
    gardee, absorbee = presentes[gardee.pk], presentes[absorbee.pk]
    for une in (gardee, absorbee):
        versions.garder_l_etat_trouve(une)
    detail = {"absorbee": _photo(absorbee), "avant": _photo(gardee), **_reunir_mandats(gardee, absorbee)}
    detail["deplaces"] = _deplacer(absorbee, gardee)
    graphies = [*_graphies(gardee), str(gardee), str(absorbee), *_graphies(absorbee)]
    for champ in CHOISIS:
        if choix.get(champ) == ABSORBEE:
            setattr(gardee, champ, getattr(absorbee, champ))
    gardee.variantes = ", ".join(une for une in dict.fromkeys(graphies) if une != str(gardee))
    gardee.full_clean()
    gardee.save()
    detail["apres"] = _photo(gardee)
    journaliser(par=par, action="fusionner", objet=absorbee, detail={"dans": gardee.pk})
    fusion = FusionDePersonnes.objects.create(
        gardee=gardee, absorbee_cle=absorbee.pk, absorbee_nom=str(absorbee), detail=detail, faite_par=par
    )
    absorbee.delete()
    journaliser(par=par, action="fusionner", objet=gardee, detail={"absorbee": fusion.absorbee_nom, "fusion": fusion.pk})
    versions.garder(objet=gardee, par=par, note=f"Réunie avec {fusion.absorbee_nom}"[: versions.NOTE_MAX])
    return fusion


@transaction.atomic
def defaire_fusion(*, fusion: FusionDePersonnes, par: Utilisateur, malgre: bool = False) -> Personne:
    """Put everything back as it was before a fusion.

    Args:
        fusion: what was kept of it.
        par: the member of the team who says that they are two persons.
        malgre: whether to put back what can be where something changed since, which stays as it is now.

    Returns:
        The person who is back, under the key of before.

    Raises ValidationError when it is undone already; when something changed since and `malgre` is false, with a message for each.
    """
    fusion = FusionDePersonnes.objects.select_for_update().get(pk=fusion.pk)
    if fusion.defaite_le:
        raise ValidationError("Cette réunion est déjà défaite.", code="defaite")
    gardee = Personne.objects.select_for_update().get(pk=fusion.gardee_id)
    changes = ce_qui_a_change(fusion)
    if changes and not malgre:
        raise ValidationError([ValidationError(un, code="change") for un in changes])
    detail = fusion.detail
    versions.garder_l_etat_trouve(gardee)
    absorbee = _remettre(detail["absorbee"])
    for mandat in detail["retires"]:
        _remettre(mandat)
    for cle, (avant, apres) in detail["elargis"].items():
        if _telle_quelle(Mandat.objects.filter(pk=cle).first(), apres):
            _remettre(avant)
    for label, champ, lignes in detail["deplaces"]:
        siennes = apps.get_model(label)._base_manager.filter(pk__in=[ligne["pk"] for ligne in lignes], **{champ: gardee})
        siennes.update(**{champ: absorbee})
    if _telle_quelle(gardee, detail["apres"]):
        gardee = _remettre(detail["avant"])
    fusion.defaite_le, fusion.defaite_par = timezone.now(), par
    fusion.save(update_fields=["defaite_le", "defaite_par"])
    for une in (gardee, absorbee):
        journaliser(par=par, action="defaire_fusion", objet=une, detail={"fusion": fusion.pk, "change_depuis": changes})
        versions.garder(objet=une, par=par, note=f"Réunion de {fusion.absorbee_nom} défaite"[: versions.NOTE_MAX])
    return absorbee


def ce_qui_a_change(fusion: FusionDePersonnes) -> list[str]:
    """Return, in words, what is no longer as a fusion left it: it cannot then be undone exactly."""
    detail, gardee = fusion.detail, fusion.gardee
    changes = []
    if not _telle_quelle(gardee, detail["apres"]):
        changes.append(f"{gardee} : le nom ou les graphies ont changé.")
    attendues = [(label, ligne) for label, _, lignes in detail["deplaces"] for ligne in lignes]
    attendues += [("annuaire.mandat", apres) for _, apres in detail["elargis"].values()]
    for label, photo in attendues:
        modele = apps.get_model(label)
        ligne, genre = modele._base_manager.filter(pk=photo["pk"]).first(), modele._meta.verbose_name
        if ligne is None:
            changes.append(f"{genre} n° {photo['pk']} : supprimé depuis.".capitalize())
        elif not _telle_quelle(ligne, photo):
            changes.append(f"{genre.capitalize()} « {ligne} » : changé depuis.")
    return changes


def identiques(un: Mandat, autre: Mandat) -> bool:
    """Say whether two mandates say the same thing: the same function in the same collectivité, at the same time."""
    if un.collectivite_id != autre.collectivite_id or _dite(un) != _dite(autre):
        return False
    return (un.fin is None or autre.debut is None or un.fin >= autre.debut) and (
        autre.fin is None or un.debut is None or autre.fin >= un.debut
    )


def _reunir_mandats(gardee, absorbee):
    """Widen each mandate of `gardee` to those of `absorbee` that say the same thing, which go.

    A date that is known says more than one that is not; of two, the widest period holds both.
    """
    mandats = Mandat.objects.select_for_update(of=("self",)).filter(personne__in=[gardee, absorbee]).order_by("pk")
    siens = [mandat for mandat in mandats if mandat.personne_id == gardee.pk]
    retires, elargis = [], {}
    for double in mandats:
        garde = next((un for un in siens if identiques(un, double)), None)
        if double.personne_id == gardee.pk or garde is None:
            continue
        avant, _ = elargis.get(garde.pk, (_photo(garde), None))
        retires.append(_photo(double))
        garde.debut = min(filter(None, [garde.debut, double.debut]), default=None)
        garde.fin = max(filter(None, [garde.fin, double.fin]), default=None)
        garde.constate_le = max(filter(None, [garde.constate_le, double.constate_le]), default=None)
        garde.save()
        double.delete()
        elargis[garde.pk] = (avant, _photo(garde))
    return {"retires": retires, "elargis": elargis}


def _deplacer(absorbee, gardee):
    """Point at `gardee` all that points at `absorbee`; return [(model, field, the rows as they then are)]."""
    deplaces = []
    for lien in liens_vers(Personne):
        modele, champ = lien.related_model, lien.field.name
        cles = list(modele._base_manager.select_for_update(of=("self",)).filter(**{champ: absorbee}).values_list("pk", flat=True))
        try:
            with transaction.atomic():
                modele._base_manager.filter(pk__in=cles).update(**{champ: gardee})
        except IntegrityError as erreur:
            quoi = modele._meta.verbose_name_plural
            raise ValidationError(f"Leurs {quoi} se contredisent : corrigez-les d’abord.", code="contradiction") from erreur
        lignes = [_photo(ligne) for ligne in modele._base_manager.filter(pk__in=cles).order_by("pk")]
        if lignes:
            deplaces.append((modele._meta.label_lower, champ, lignes))
    return deplaces


def _photo(ligne: Model) -> dict:
    [photo] = json.loads(serializers.serialize("json", [ligne]))
    return photo


def _telle_quelle(ligne, photo):
    return ligne is not None and _photo(ligne) == photo


def _remettre(photo):
    """Write a row as it was, its key included: nothing is computed on the way."""
    [lue] = serializers.deserialize("python", [photo])
    lue.save()
    return lue.object


def _dite(mandat):
    return sans_accent(" ".join(mandat.fonction.split()))


def _graphies(personne):
    return [une.strip() for une in personne.variantes.split(",") if une.strip()]
