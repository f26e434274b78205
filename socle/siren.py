"""SIREN numbers: nine digits with a Luhn key (INSEE, « Répertoire Sirene »)."""

from django.core.exceptions import ValidationError


def siren_valide(numero):
    """Say whether `numero` is nine digits whose Luhn sum is a multiple of ten; the database has the same function."""
    if len(numero) != 9 or not (numero.isascii() and numero.isdecimal()):
        return False
    doubles = (int(chiffre) * (1 + rang % 2) for rang, chiffre in enumerate(numero))
    return sum(double // 10 + double % 10 for double in doubles) % 10 == 0


def valider_siren(numero):
    """Raise ValidationError unless `numero` is a SIREN."""
    if not siren_valide(numero):
        raise ValidationError("Un SIREN compte neuf chiffres et une clé : vérifiez ce numéro.", code="siren")
