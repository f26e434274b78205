"""Load a corpus in an empty database: one transaction, so that a loading cut short has written nothing."""

from random import Random

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from actualites.models import Actualite
from comptes.models import Utilisateur
from comptes.roles import synchroniser_roles
from demo.corpus import contenus, fonds, matiere, reseau
from demo.corpus.copie import Copie
from demo.corpus.textes import Plume
from demo.erreurs import ErreurDemo
from territoires.models import Commune, Pays

GRAINE = 2026
VILLES = 3_000


def charger(echelle, *, graine=GRAINE):
    """Write a corpus.

    Args:
        echelle: its `Echelle`.
        graine: what the draws start from; the same one gives the same rows.

    Returns:
        `{model: number of rows}`.

    Raises:
        ErreurDemo: this is production, the référentiel is not loaded, or the database is not empty; nothing is written then.
    """
    if settings.PRODUCTION:
        raise ErreurDemo("Le corpus de mesure ne se charge pas en production (CUF_ENV=production). Rien n’a été écrit.")
    if not (Pays.objects.exists() and Commune.objects.exists()):
        raise ErreurDemo("Le référentiel n’est pas chargé : lancez d’abord « manage.py importer_referentiel --ecrire ».")
    if Utilisateur.objects.exists() or Actualite.objects.exists():
        raise ErreurDemo("Cette base n’est pas vide : le corpus de mesure se charge dans une base à lui. Rien n’a été écrit.")
    with transaction.atomic():
        return _tout_ecrire(echelle, graine)


def entretenir():
    """Do what PostgreSQL does by itself in time: the planner knows the tables, and pages do not write what VACUUM would have."""
    with connection.cursor() as curseur:
        curseur.execute("VACUUM (ANALYZE)")


def _tout_ecrire(echelle, graine):
    synchroniser_roles()
    copie, hasard, maintenant = Copie(), Random(f"{graine} réseau"), timezone.now()
    pays = list(Pays.objects.etrangers().actuels().order_by("pk"))
    hasard.shuffle(pays)
    communes = Commune.objects.actuels().order_by(F("population").desc(nulls_last=True), "pk")
    villes = list(communes.values_list("nom", flat=True)[:VILLES])
    plume = Plume(hasard, villes, pays)
    reseau.ecrire_comptes(copie, hasard, echelle)
    reseau.ecrire_collectivites(copie, hasard, echelle, pays)
    reseau.ecrire_partenariats(copie, hasard, echelle, pays)
    reseau.ecrire_groupes(copie, hasard, echelle, pays)
    fonds.ecrire_fonds(copie, hasard, echelle, pays, plume)
    matiere.ecrire_matiere(copie, hasard, echelle, plume)
    ecrivain = contenus.Ecrivain(copie, echelle, graine, contenus.Fonds(villes, pays, maintenant))
    ecrivain.tout_ecrire()
    types = ContentType.objects.get_for_models(*{acte[0] for acte in ecrivain.actes})
    matiere.ecrire_traces(copie, hasard, ecrivain.actes, types, maintenant)
    copie.terminer()
    return copie.comptes
