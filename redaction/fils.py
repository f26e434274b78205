"""The threads of subjects as readers see them: on the page of each content, what came before it and what followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import CharField, DateTimeField, F, Value
from django.db.models.functions import TruncDate

from redaction.models import Contenu
from redaction.registre import Sorte, sortes
from socle.acces import Lecteur


@dataclass(frozen=True)
class Pas:
    """A content in a thread, as a timeline shows it; `est_ici` where it is the page that is read."""

    sorte: Sorte
    titre: str
    adresse: str
    acces: str
    jour: date | None
    est_ici: bool

    @property
    def genre(self):
        """What kind of content it is, « Actualité »."""
        return self.sorte.modele._meta.verbose_name.capitalize()


def sortes_de_fil() -> list[Sorte]:
    """Return the kinds that enter a thread: those that are listed, by date. An editorial page is no step of a story."""
    return [sorte for sorte in sortes() if sorte.liste]


def fils_de(contenu: Contenu, lecteur: Lecteur) -> list[tuple[str, list[Pas]]]:
    """Return the threads of `contenu`, each with its title and its steps, in order; one query, none without a thread.

    Only what is online and announced to `lecteur` is a step, and the page that is read, a preview included. A thread with nothing
    else to show is left out.

    Args:
        contenu: a row that came through `avec_fils`.
        lecteur: who reads.
    """
    if not contenu.cles_fils:
        return []
    return [
        (titre, pas)
        for (_, titre), lignes in groupby(_lignes(contenu, lecteur), lambda ligne: (ligne[0], ligne[1]))
        if len(pas := [_pas(ligne, contenu) for ligne in lignes]) > 1
    ]


def _lignes(contenu: Contenu, lecteur: Lecteur) -> Iterable:
    """Return (thread, its title, place, kind, key, title, slug, access, day) of each step, in the order of threads and places."""
    visibles = []
    for sorte in sortes_de_fil():
        lignes = sorte.modele.objects.en_ligne_pour(lecteur)
        if isinstance(contenu, sorte.modele) and not contenu.est_en_ligne:
            lignes |= sorte.modele.objects.annonces_pour(lecteur).filter(pk=contenu.pk)
        visibles.append(
            lignes.order_by()
            .annotate(
                cle_fil=F("maillons__fil"),
                titre_fil=F("maillons__fil__titre"),
                rang=F("maillons__rang"),
                cle_sorte=Value(sorte.cle, CharField()),
                jour=_jour(sorte),
            )
            .filter(cle_fil__in=contenu.cles_fils)
            .values_list("cle_fil", "titre_fil", "rang", "cle_sorte", "pk", "titre", "slug", "acces", "jour")
        )
    return sorted(visibles[0].union(*visibles[1:], all=True), key=lambda ligne: (ligne[0], ligne[2]))


def _jour(sorte: Sorte) -> F | TruncDate:
    """Return the day that counts, in Paris where the kind dates by the hour."""
    horodate = isinstance(sorte.modele._meta.get_field(sorte.jour), DateTimeField)
    return TruncDate(sorte.jour) if horodate else F(sorte.jour)


def _pas(ligne: tuple, contenu: Contenu) -> Pas:
    *_, cle_sorte, cle, titre, slug, acces, jour = ligne
    sorte = next(une for une in sortes_de_fil() if une.cle == cle_sorte)
    # The address of a kind that has a list is made of its slug alone.
    adresse = sorte.modele(pk=cle, slug=slug).get_absolute_url()
    return Pas(sorte, titre, adresse, acces, jour, isinstance(contenu, sorte.modele) and contenu.pk == cle)
