"""Numbers, sums of money and weights as people read them, with the no-break spaces of French typography."""

from decimal import Decimal

from socle.typographie import INSECABLE


def nombre(valeur):
    """Write an integer in groups of three digits: « 34 969 »."""
    return f"{int(valeur):,}".replace(",", INSECABLE)


def pluriel(valeur, formes="s"):
    """Return the ending of a word counted `valeur` times: French has no plural below two, zero included.

    Args:
        valeur: a number; None counts nothing.
        formes: the ending of the plural, or those of the singular and of the plural: « a,ont ».
    """
    singulier, _, plusieurs = formes.rpartition(",")
    return plusieurs if abs(valeur or 0) >= 2 else singulier


def ordinal_feminin(valeur):
    """Write the rank of a feminine noun: « 1ʳᵉ », « 5ᵉ »."""
    return "1ʳᵉ" if valeur == 1 else f"{valeur}ᵉ"


def montant(valeur):
    """Write euros: « 520 000 € », with cents only when there are some: « 12,50 € »."""
    somme = Decimal(valeur)
    signe = "−" if somme < 0 else ""
    entier, centimes = f"{abs(somme):.2f}".split(".")
    return f"{signe}{nombre(entier)}{'' if centimes == '00' else f',{centimes}'}{INSECABLE}€"


def poids(octets):
    """Write the weight of a file: « 350 Ko », « 1,2 Mo » (decimal units)."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}{INSECABLE}Ko"
    return f"{octets / 1_000_000:.1f}".replace(".", ",") + f"{INSECABLE}Mo"


def plafond_en_mo(octets):
    """Write the limit of a weight, of 1,024 × 1,024 bytes a unit as settings count them: « 8 Mo », « 1,5 Mo »."""
    return f"{octets / 1024 / 1024:.1f}".replace(".", ",").removesuffix(",0") + f"{INSECABLE}Mo"


def pour_cent(part, total):
    """Return the share of `total` that `part` is, in whole percent between 0 and 100; 0 of nothing.

    Rounded, but 0 means nothing and 100 means all: a last euro left shows.
    """
    if total <= 0 or part <= 0:
        return 0
    if part >= total:
        return 100
    return min(max(round(100 * part / total), 1), 99)
