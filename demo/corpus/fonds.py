"""Solidarity funds and the lines of their ledger, in the order in which money comes and goes."""

from datetime import date, timedelta
from decimal import Decimal

from demo.corpus import vocabulaire as mots
from demo.corpus.textes import majuscule
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite, PointEtape
from groupes_pays.models import Groupe, Nature
from territoires.models import Secteur

CRISES = ("séisme", "inondations", "cyclone", "conflit", "sécheresse", "incendies")
TRESORIER = 1


def ecrire_fonds(copie, hasard, echelle, pays, plume):
    """Write the funds, half of them closed, each with some hundred lines; a line here and there is corrected."""
    comites = list(Groupe.objects.filter(nature=Nature.COMITE).order_by("pk").values_list("pk", flat=True))
    lieux = [hasard.choice(pays) for _ in range(echelle.fonds)]
    copie.copier(FondsSolidarite, (_fonds(hasard, plume, cle, lieu, comites) for cle, lieu in enumerate(lieux, 1)))
    copie.lier(FondsSolidarite, "pays", [(cle, lieu.pk) for cle, lieu in enumerate(lieux, 1)])
    _ecrire_recettes(copie, hasard, echelle)
    secteurs = list(Secteur.objects.values_list("pk", flat=True))
    copie.copier(
        Affectation,
        (
            {
                "fonds_id": cle,
                "date": _ouverture(cle) + timedelta(days=60 + 20 * rang),
                "montant": Decimal(500),
                "partenaire": majuscule(hasard.choice(mots.SUJETS))[:150],
                "objet": majuscule(hasard.choice(mots.OBJETS)),
                "secteur_id": hasard.choice(secteurs),
                "saisie_par_id": TRESORIER,
                "etat": hasard.choice(Affectation.Etat.values),
            }
            for cle in range(1, echelle.fonds + 1)
            for rang in range(8)
        ),
    )
    copie.copier(
        PointEtape,
        (
            {"fonds_id": cle, "date": _ouverture(cle) + timedelta(days=45 * rang), "titre": plume.titre()[:150]}
            for cle in range(1, echelle.fonds + 1)
            for rang in range(1, 7)
        ),
    )
    # Closed last: a closed fund takes no entry.
    for cle in range(2, echelle.fonds + 1, 2):
        clos_le = _ouverture(cle) + timedelta(days=400)
        FondsSolidarite.objects.filter(pk=cle).update(etat=FondsSolidarite.Etat.CLOS, clos_le=clos_le)


def _ouverture(cle):
    return date(2005 + cle % 20, 1 + cle % 12, 1)


def _fonds(hasard, plume, cle, lieu, comites):
    crise = hasard.choice(CRISES)
    titre = f"Fonds de solidarité {lieu.nom} ({cle})"
    return {
        "id": cle,
        "titre": titre,
        "slug": plume.adresse(titre, cle),
        "chapo": plume.chapo(),
        "corps": plume.corps(),
        "statut": "publie",
        "publie_le": f"{_ouverture(cle)} 08:00Z",
        "crise": f"{crise} de {_ouverture(cle).year}",
        "ouvert_le": _ouverture(cle),
        "etat": ("ouvert", "comite", "mise_en_oeuvre")[cle % 3],
        "comite_id": comites[cle - 1] if cle <= len(comites) else None,
    }


def _ecrire_recettes(copie, hasard, echelle):
    lignes, cle = [], 0
    for fonds in range(1, echelle.fonds + 1):
        for une in hasard.sample(range(1, echelle.collectivites + 1), min(hasard.randint(60, 160), echelle.collectivites)):
            cle += 1
            ligne = {
                "id": cle,
                "fonds_id": fonds,
                "collectivite_id": une,
                "date": _ouverture(fonds) + timedelta(days=hasard.randint(0, 200)),
                "montant": Decimal(hasard.randint(2, 60) * 500),
                "etat": "versee" if hasard.random() < 0.7 else hasard.choice(Contribution.Etat.values),
                "montant_public": hasard.random() < 0.9,
                "saisie_par_id": TRESORIER,
                "corrige_id": None,
                "motif": "",
            }
            lignes.append(ligne)
            if hasard.random() < 0.03:
                cle += 1
                contraire = {"id": cle, "montant": -ligne["montant"], "corrige_id": ligne["id"], "motif": "Erreur de saisie"}
                lignes.append({**ligne, **contraire})
    copie.copier(Contribution, lignes)
