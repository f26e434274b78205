"""Whom a review is asked of: someone who may publish, those in charge of a group or of a country, or all who may publish."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser

from redaction import perms
from redaction.models import Contenu, Relecteur
from redaction.suites import en_a

TOUTES = "Toutes les personnes qui peuvent le publier"
MEMES = "memes"
_CHARGES = []


@dataclass(frozen=True)
class Charge:
    """What some accounts of the team are in charge of: « groupe:4 », its name, and who they are."""

    cle: str
    nom: str
    comptes: tuple


def inscrire_charges(charges: Callable[[Sequence[AbstractBaseUser]], Iterable[Charge]]) -> None:
    """Enter a function that gives what accounts are in charge of (`groupes_pays.perimetres`)."""
    _CHARGES.append(charges)


def comptes_de(cle: str, contenu: Contenu) -> list[AbstractBaseUser]:
    """Return the accounts that a choice of the field names, those that may publish `contenu`; nobody for all of them."""
    if cle == MEMES:
        choisis = [un.utilisateur for un in contenu.relecteurs.all()]
    elif cle:
        publient = perms.qui_a_le_droit_de_publier(type(contenu))
        par_cle = {f"compte:{un.pk}": [un] for un in publient} | {une.cle: une.comptes for une in _charges(publient)}
        choisis = par_cle.get(cle, [])
    else:
        return []
    return [un for un in choisis if perms.peut_publier(un, contenu)]


def _charges(comptes):
    return [une for charges in _CHARGES for une in charges(comptes)]


def _noms(comptes):
    return ", ".join(str(un) for un in comptes)


class ChampRelecteur(forms.ChoiceField):
    """Whom to ask; no value of the content. Its choices are read where it is shown, or where something is chosen."""

    def __init__(self, contenu: Contenu):
        self.contenu, self._lus = contenu, None
        refus = {"invalid_choice": "Cette personne ne publie pas, ou plus : choisissez-en une autre."}
        super().__init__(label="Soumettre à", required=False, choices=self._choix, error_messages=refus)
        if contenu.pk and en_a(contenu, Relecteur) and contenu.relecteurs.all():
            self.initial = MEMES

    def _choix(self):
        # Django asks again each time it draws the field.
        if self._lus is None:
            self._lus = self._lire()
        return self._lus

    def _lire(self):
        publient = perms.qui_a_le_droit_de_publier(type(self.contenu))
        memes = [un.utilisateur for un in self.contenu.relecteurs.all()] if self.contenu.pk else []
        charges = [(une.cle, f"{une.nom} ({_noms(une.comptes)})") for une in _charges(publient)]
        return [
            *(
                [(MEMES, f"À la même personne : {_noms(memes)}" if len(memes) == 1 else f"Aux mêmes : {_noms(memes)}")]
                if memes
                else []
            ),
            ("", TOUTES),
            *([("Aux personnes en charge de", charges)] if charges else []),
            ("À une personne", [(f"compte:{un.pk}", str(un)) for un in publient]),
        ]

    def has_changed(self, initial, data):
        return False
