"""The mandates that an election questions, with what is chaired by them."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef

from annuaire.models import Mandat
from annuaire.models.collectivite import rang_alphabetique
from groupes_pays.models import Presidence
from socle.fonctions import tri


def par_importance(mandats):
    """Sort mandates, with what they are of: those whose person chairs a group (`preside`) first, then by collectivité."""
    preside = Exists(Presidence.objects.en_cours().filter(personne=OuterRef("personne")))
    ordre = [F("preside").desc(), rang_alphabetique("collectivite__nom"), "collectivite", tri("personne__nom"), "pk"]
    return mandats.annotate(preside=preside).select_related("personne", "collectivite").order_by(*ordre)


def presidences_tenues(mandats: Iterable[Mandat]) -> dict[int, list[Presidence]]:
    """Return {key of the mandate: presidencies in force that its person holds with it}; two queries."""
    tenues = {mandat.pk: [] for mandat in mandats}
    personnes = {mandat.personne_id for mandat in mandats}
    for presidence in Presidence.objects.en_cours().filter(personne__in=personnes).avec_mandat().select_related("groupe"):
        if presidence.mandat is not None and presidence.mandat.pk in tenues:
            tenues[presidence.mandat.pk].append(presidence)
    return tenues
