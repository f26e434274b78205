"""Writes of the back office, whatever the row."""

from collections.abc import Callable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gestion.models import Echange, Presence, Vue
from socle.journal import journaliser, nommer

nommer({"importer": "importer un tableau"})


@transaction.atomic
def supprimer(*, objet: Model, par: AbstractBaseUser) -> None:
    """Delete `objet`, and with it what the database ties to it; the journal keeps its name."""
    journaliser(par=par, action="supprimer", objet=objet)
    objet.delete()


@transaction.atomic
def signaler_presence(*, type_objet: ContentType, id_objet: str, par: AbstractBaseUser) -> None:
    """Note that `par` has the form of a row open now; who said nothing for a while is forgotten."""
    maintenant = timezone.now()
    Presence.objects.filter(vue_le__lt=maintenant - Presence.SILENCE).delete()
    Presence.objects.bulk_create(
        [Presence(utilisateur=par, type_objet=type_objet, id_objet=id_objet, ouverte_le=maintenant, vue_le=maintenant)],
        update_conflicts=True,
        update_fields=["vue_le"],
        unique_fields=["type_objet", "id_objet", "utilisateur"],
    )


@transaction.atomic
def quitter(*, type_objet: ContentType, id_objet: str, par: AbstractBaseUser) -> None:
    """Note that `par` closed the form of a row."""
    Presence.objects.filter(type_objet=type_objet, id_objet=id_objet, utilisateur=par).delete()


@transaction.atomic
def deposer(*, echange: Echange) -> None:
    """Keep a table that was read, until it is imported; those of before are forgotten."""
    Echange.objects.filter(depose_le__lt=timezone.now() - Echange.GARDE).delete()
    echange.save()


@transaction.atomic
def confier(*, echange: Echange, travail: str, bilan: dict, defer: Callable) -> None:
    """Have the queue try or import a large table from its first row; `defer` puts it there."""
    echange.travail, echange.faites, echange.bilan = travail, 0, bilan
    echange.save(update_fields=["travail", "faites", "bilan"])
    defer(echange=echange.pk)


@transaction.atomic
def avancer(*, echange: Echange, faites: int, bilan: dict) -> None:
    """Note that some more rows of a table are done, in the transaction that did them."""
    echange.faites, echange.bilan = echange.faites + faites, bilan
    echange.save(update_fields=["faites", "bilan", "fautes"])


@transaction.atomic
def finir(*, echange: Echange) -> None:
    """Note that the queue has no more to do with a table."""
    echange.travail = ""
    echange.save(update_fields=["travail"])


@transaction.atomic
def dire_importe(*, echange: Echange, bilan: dict, par: AbstractBaseUser) -> None:
    """Note what became of a table: its rows are written, in the same transaction."""
    echange.bilan, echange.importe_le = bilan, timezone.now()
    echange.save(update_fields=["bilan", "importe_le"])
    nombres = {nom: bilan[nom] for nom in ("nouvelles", "modifiees", "refusees")}
    journaliser(par=par, action="importer", objet=echange, detail={"liste": echange.type_objet.name, **nombres})


@transaction.atomic
def garder_vue(*, vue: Vue, liste: str, par: AbstractBaseUser, limite: int) -> bool:
    """Keep a view of a list for `par`, in place of the one of that name; return whether there was room for it."""
    gardees = Vue.objects.filter(par=par, liste=liste)
    if gardees.exclude(nom=vue.nom).count() >= limite:
        return False
    Vue.objects.update_or_create(par=par, liste=liste, nom=vue.nom, defaults={"requete": vue.requete})
    return True


@transaction.atomic
def oublier_vue(*, cle: int, par: AbstractBaseUser) -> None:
    """Forget a view of `par`."""
    Vue.objects.filter(pk=cle, par=par).delete()
