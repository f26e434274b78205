"""Step of the loading that concerns the solidarity funds: their ledger is written by the portal's own actions."""

from decimal import Decimal

from annuaire.models import Collectivite
from demo.contenus import publier
from demo.lecture import lire
from fonds_solidarite import actions
from fonds_solidarite.models import FondsSolidarite, PointEtape
from territoires.models import Secteur

Etat = FondsSolidarite.Etat


def charger_fonds(ecrivain, auteur, tresorier):
    """Create the funds, then the entries and the progress points of the new ones, in the name of `tresorier`."""
    for ligne in lire("fonds")["fonds"]:
        contributions, affectations = ligne.pop("contributions", []), ligne.pop("affectations", [])
        points = ligne.pop("points", [])
        etat, clos_le = ligne.pop("etat"), ligne.pop("clos_le", None)
        publier(ligne, ligne["ouvert_le"])
        # A closed fund takes no entry: it is closed at the end.
        ligne["etat"] = Etat.MISE_EN_OEUVRE if etat == Etat.CLOS else etat
        fonds = ecrivain.creer(FondsSolidarite, ligne, cle=("slug",), auteur=auteur)
        if fonds is None:
            continue
        for contribution in contributions:
            _contribuer(ecrivain.repertoire, fonds, contribution, par=tresorier)
        for affectation in affectations:
            _affecter(ecrivain.repertoire, fonds, affectation, par=tresorier)
        for point in points:
            ecrivain.enregistrer(PointEtape, {"texte": point.pop("corps", ""), **point}, fonds=fonds)
        if etat == Etat.CLOS:
            fonds.etat, fonds.clos_le = etat, clos_le
            fonds.save(update_fields=["etat", "clos_le"])


def _contribuer(repertoire, fonds, ligne, *, par):
    """Record a contribution and, when it was a mistake, its counter-entry."""
    motif, corrigee_le = ligne.pop("corrigee_par", None), ligne.pop("corrigee_le", None)
    slug, montant = ligne.pop("collectivite", None), Decimal(ligne.pop("montant"))
    collectivite = repertoire.trouver(Collectivite, slug) if slug else None
    ecriture = actions.enregistrer_contribution(fonds=fonds, montant=montant, collectivite=collectivite, par=par, **ligne)
    if motif:
        actions.contre_passer(ecriture=ecriture, motif=motif, date=corrigee_le, par=par)


def _affecter(repertoire, fonds, ligne, *, par):
    montant, secteur = Decimal(ligne.pop("montant")), repertoire.trouver(Secteur, ligne.pop("secteur"))
    actions.affecter(fonds=fonds, montant=montant, secteur=secteur, par=par, **ligne)
