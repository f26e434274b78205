"""Load the demo: one transaction, only what is missing, and a line in the journal that says which version was loaded."""

from django.db import transaction

from comptes.models import Utilisateur
from comptes.roles import synchroniser_roles
from demo import contenus, mots, reseau, solidarite
from demo.ecriture import Ecrivain
from demo.erreurs import ErreurDemo
from demo.lecture import empreinte
from demo.referentiel import Repertoire
from socle.journal import journaliser
from socle.models import Journal
from territoires.models import Commune, Pays

ACTION = "charger la démonstration"


def deja_chargee():
    """Say whether this version of the demo was loaded, and still has meetings to come and offers open."""
    chargee = Journal.objects.filter(action=ACTION, detail__empreinte=empreinte()).exists()
    return chargee and contenus.rendez_vous_a_venir().exists() and contenus.offres_ouvertes().exists()


def charger():
    """Create everything that is missing from the demo.

    Returns:
        `{model: number of rows created}`.

    Raises:
        ErreurDemo: the référentiel is not loaded, or a row is refused; nothing is written then.
    """
    if not (Pays.objects.exists() and Commune.objects.exists()):
        raise ErreurDemo("Le référentiel n’est pas chargé : lancez d’abord « manage.py importer_referentiel --ecrire ».")
    defaire = []
    try:
        with transaction.atomic():
            return _tout_charger(Ecrivain(Repertoire()), defaire)
    except BaseException:
        # The transaction takes back the rows, not the files.
        for geste in defaire:
            geste()
        raise


def _tout_charger(ecrivain, defaire):
    synchroniser_roles()
    nouveaux = reseau.charger_comptes(ecrivain)
    redacteur = ecrivain.repertoire.trouver(Utilisateur, "redacteur@exemple.test")
    tresorier = ecrivain.repertoire.trouver(Utilisateur, "admin@exemple.test")
    contenus.charger_images(ecrivain, redacteur, defaire)
    reseau.charger_collectivites(ecrivain)
    reseau.charger_groupes(ecrivain)
    contenus.charger_documents(ecrivain, redacteur, defaire)
    solidarite.charger_fonds(ecrivain, redacteur, tresorier)
    contenus.charger_actualites(ecrivain, redacteur)
    contenus.charger_cycles(ecrivain)
    contenus.charger_evenements(ecrivain, redacteur)
    contenus.charger_rendez_vous(ecrivain, redacteur)
    contenus.charger_appels(ecrivain, redacteur)
    contenus.charger_offres(ecrivain, redacteur)
    contenus.charger_ressources(ecrivain, redacteur)
    contenus.charger_pages(ecrivain, redacteur)
    contenus.charger_partenaires(ecrivain)
    contenus.charger_fils(ecrivain, redacteur)
    reseau.charger_partenariats(ecrivain)
    reseau.charger_rattachements(ecrivain, nouveaux)
    mots.charger_synonymes(ecrivain)
    mots.charger_mots()
    chargee = empreinte()
    if not Journal.objects.filter(action=ACTION, detail__empreinte=chargee).exists():
        journaliser(par=None, action=ACTION, objet=tresorier, detail={"empreinte": chargee})
    return ecrivain.comptes
