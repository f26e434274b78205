"""What open data gives of a fund: the figures of its page, which keep the amounts that are not published (decision 021)."""

from redaction.registre import Donnee


def recu_publie(fonds):
    """Return what the page says the fund has received; None where it says that the amount is not published."""
    bilan = fonds.bilan
    return None if bilan.retient_le_verse and not bilan.recu_publie else bilan.recu_publie


def reste_publie(fonds):
    """Return what remains to allocate; None where it would give away an amount, or where the fund does not tell its use."""
    bilan = fonds.bilan
    dit_son_emploi = bilan.affecte > 0 or fonds.reste_a_decider
    return None if bilan.retient_le_verse or not dit_son_emploi else bilan.disponible


DONNEES = ("crise", "etat", "ouvert_le")
DONNEES_LUES = (
    "date_crise",
    "clos_le",
    "objectif",
    Donnee("recu", "montant versé au fonds, tel qu’il est publié, en euros", float, recu_publie),
    Donnee(
        "recu_incomplet",
        "vrai quand le montant versé laisse de côté des contributions dont le montant n’est pas publié",
        bool,
        lambda fonds: fonds.bilan.retient_le_verse,
    ),
    Donnee(
        "annonce", "montant annoncé et non versé, tel qu’il est publié, en euros", float, lambda fonds: fonds.bilan.annonce_publie
    ),
    Donnee(
        "annonce_incomplet",
        "vrai quand le montant annoncé laisse de côté des contributions dont le montant n’est pas publié",
        bool,
        lambda fonds: fonds.bilan.retient_l_annonce,
    ),
    Donnee("affecte", "montant affecté à des partenaires, en euros", float, lambda fonds: fonds.bilan.affecte),
    Donnee("reste", "montant versé qui reste à affecter, en euros", float, reste_publie),
    Donnee("contributeurs", "nombre de contributeurs", int, lambda fonds: fonds.bilan.contributeurs),
    Donnee("donateurs", "nombre de contributeurs qui ont versé", int, lambda fonds: fonds.bilan.donateurs),
)
