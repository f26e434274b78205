"""The choice of a content of any kind, found by typing some letters: a field of the back office, and what answers it."""

from collections.abc import Sequence

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIteratorValue

from redaction.fils import sortes_de_fil
from redaction.models import Contenu
from redaction.recherche import chercher
from redaction.registre import Sorte
from socle.dates import date_simple, en_jour
from socle.perms import a_le_droit

PAR_SORTE = 8
"""Contents of a kind that the search offers, the last changed first."""


def cle_de(contenu: Contenu) -> str:
    """Return the key of a content among all kinds: « actualites:12 »."""
    sorte = next(une for une in sortes_de_fil() if isinstance(contenu, une.modele))
    return f"{sorte.cle}:{contenu.pk}"


def reperer(cle: str) -> tuple[Sorte, int] | None:
    """Return the kind and the number that a key names; None for what is no key of a content."""
    nom, _, numero = cle.partition(":")
    sorte = next((une for une in sortes_de_fil() if une.cle == nom), None)
    if sorte is None or not (numero.isascii() and numero.isdecimal() and len(numero) < 19):
        return None
    return sorte, int(numero)


def contenu_de(cle: str) -> Contenu | None:
    """Return the content of a key; None for what is no key of a content."""
    trouvee = reperer(cle)
    if trouvee is None:
        return None
    sorte, numero = trouvee
    return sorte.modele.objects.sans_textes().filter(pk=numero).first()


def intitule(contenu: Contenu) -> str:
    """Return the words of a content in a list of all kinds: « Événement du 3 mars 2026 – Titre (brouillon) »."""
    sorte = next(une for une in sortes_de_fil() if isinstance(contenu, une.modele))
    genre, jour = contenu._meta.verbose_name.capitalize(), getattr(contenu, sorte.jour)
    quand = f" du {date_simple(en_jour(jour))}" if jour else ""
    etat = "" if contenu.est_en_ligne else f" ({'programmé' if contenu.est_programme else contenu.get_statut_display()})"
    return f"{genre}{quand} – {contenu.titre}{etat}"


def trouver(texte: str, utilisateur: AbstractBaseUser) -> list[Contenu]:
    """Return contents that hold the words of `texte`, of the kinds that `utilisateur` may read; the last changed of each kind."""
    lignes = (
        chercher(sorte.modele.objects.hors_corbeille().sans_textes(), texte).order_by("-modifie_le", "-pk")[:PAR_SORTE]
        for sorte in sortes_de_fil()
        if a_le_droit(utilisateur, "view", sorte.modele)
    )
    return [contenu for quelques in lignes for contenu in quelques]


class ChoixDeContenu(AutocompleteSelect):
    """The drop-down list of `ChampContenu`, with the search of Django's own relations."""

    url_name = "%s:redaction_fil_contenus"

    def optgroups(self, name: str, value: Sequence, attrs: dict | None = None) -> list:
        """Return the content chosen, if any."""
        choisi = value[0] if value else ""
        contenu = getattr(choisi, "instance", None) or (contenu_de(str(choisi)) if choisi else None)
        if contenu is None:
            return [(None, [self.create_option(name, "", "—", False, 0)], 0)]
        return [(None, [self.create_option(name, cle_de(contenu), intitule(contenu), True, 0)], 0)]

    def format_value(self, value: object) -> list:
        """Keep the content that comes with its key: it is not read again."""
        return [value] if isinstance(value, ModelChoiceIteratorValue) else super().format_value(value)


class ChampContenu(forms.Field):
    """A content of any kind; its value is the content."""

    default_error_messages = {
        "required": "Choisissez un contenu.",
        "inconnu": "Ce contenu n’existe plus : choisissez-en un autre.",
    }

    def to_python(self, value: str) -> Contenu | None:
        """Read the key of a content.

        Raises:
            ValidationError: there is none of that key.
        """
        if value in self.empty_values:
            return None
        contenu = contenu_de(str(value))
        if contenu is None:
            raise ValidationError(self.error_messages["inconnu"], code="inconnu")
        return contenu

    def prepare_value(self, value: object) -> object:
        """Give the widget the content with its key."""
        return ModelChoiceIteratorValue(cle_de(value), value) if isinstance(value, Contenu) else value

    def has_changed(self, initial: object, data: str) -> bool:
        """Compare keys."""
        return (cle_de(initial) if initial else "") != (data or "")
