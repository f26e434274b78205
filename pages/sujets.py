"""What the pages of subjects share: the blocks of each kind, how many rows each has, and the head of the page."""

from dataclasses import dataclass

from django.urls import reverse

from redaction.bandeaux import Bandeau
from redaction.registre import BlocDeSujet, blocs_de_sujet
from socle.listes import compter
from socle.reperes import Repere


@dataclass(frozen=True)
class Sujet:
    """A subject: the blocks of the kinds that point at it, and the numbers of all its lists."""

    choix: dict
    blocs: list[BlocDeSujet]
    nombres: dict

    @property
    def prochaine(self):
        """The next meeting announced, None when there is none."""
        return next((ligne for bloc in self.blocs if bloc.sorte.cle == "agenda" for ligne in bloc.volets[0].lignes), None)

    @property
    def rencontres(self):
        """How many meetings are to come."""
        return Repere(
            compte=self.nombres["a_venir"],
            nom="rencontre à venir",
            noms="rencontres à venir",
            feminin=True,
            note="annoncées dans l’agenda",
            adresse=reverse("agenda:liste", query=self.choix),
        )

    @property
    def comptes_rendus(self):
        """How many minutes there are, whoever may read them."""
        return Repere(
            compte=self.nombres.get("comptes_rendus", 0),
            nom="compte rendu",
            noms="comptes rendus",
            note="",
            adresse=reverse("agenda:comptes_rendus", query=self.choix),
        )

    def repere(self, cle, nom, noms, note, *, feminin=False):
        """Return the figure of one kind, with the list of it."""
        bloc = next(bloc for bloc in self.blocs if bloc.sorte.cle == cle)
        return Repere(compte=bloc.nombre, nom=nom, noms=noms, note=note, feminin=feminin, adresse=bloc.lien)

    def bandeau(self, *, reperes, contacts, flux, titre_du_flux):
        """Return the head of the page."""
        return Bandeau(
            reperes=reperes,
            rencontres=self.rencontres,
            prochaine=self.prochaine,
            contacts=contacts,
            flux=flux,
            titre_du_flux=titre_du_flux,
        )


def composer(lignes, lecteur, *, montres, sujet, choix, autres, comptes_rendus=True):
    """Return the `Sujet` of some rows; one query for all its numbers.

    Args:
        lignes: what `redaction.registre.lignes_de_sujet` gives.
        lecteur: who reads.
        montres: how many rows of each kind to show.
        sujet: the row pointed at.
        choix: the subject as the lists filter it: `{"pays": "JP"}`.
        autres: more querysets to count, by name.
        comptes_rendus: whether the list of the minutes is filtered by this subject.
    """
    agenda = lignes["agenda"]
    listes = {**lignes, "a_venir": agenda.a_venir(), **autres}
    if comptes_rendus:
        listes["comptes_rendus"] = agenda.avec_compte_rendu(lecteur)
    nombres = compter(listes)
    return Sujet(choix, blocs_de_sujet(lignes, montres, sujet=sujet, choix=choix, nombres=nombres), nombres)
