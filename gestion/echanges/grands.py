"""Large tables go through the queue, lot by lot: their page says how far they are, and a worker that died goes on from there."""

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from gestion import actions
from gestion.echanges import bilans
from gestion.echanges.ressource import Ressource
from gestion.models import Echange

IMMEDIATES = 1000
"""Rows of a table that its sender waits for."""
PAR_LOT = 200
"""Rows tried or written in one transaction: those of a lot are written whatever becomes of the next ones."""


def est_grand(echange: Echange) -> bool:
    """Return whether a table is for the queue."""
    return len(echange.lignes) > IMMEDIATES


def poursuivre(cle: int) -> None:
    """Try, or write, what remains of a table: a transaction for each lot, until there is none."""
    while _un_lot(cle):
        pass


@transaction.atomic
def _un_lot(cle):
    """Do the next lot of a table; return whether there may be another."""
    echange = Echange.objects.select_for_update(of=("self",)).select_related("par", "type_objet").filter(pk=cle).first()
    if echange is None or not echange.travail:
        return False
    lignes = echange.lignes[echange.faites : echange.faites + PAR_LOT]
    if lignes:
        actions.avancer(echange=echange, faites=len(lignes), bilan=bilans.ajouter(echange.bilan, _bilan_du_lot(echange, lignes)))
        return True
    if echange.travail == Echange.Travail.IMPORT:
        actions.dire_importe(echange=echange, bilan=echange.bilan, par=echange.par)
    actions.finir(echange=echange)
    return False


def _bilan_du_lot(echange, lignes):
    """Try or write a lot; a row that makes it fail in an unforeseen way is set aside, and the others are written without it."""
    leur_admin = admin.site._registry[echange.type_objet.model_class()]
    essai = echange.travail == Echange.Travail.ESSAI
    request = HttpRequest()
    request.user, request.sans_message = echange.par, True
    champs = leur_admin.champs_du_tableau()
    noms, _ = bilans.associer(echange.entetes, champs, [])
    while True:
        leur_admin.avant_import(request)
        ressource = Ressource(leur_admin, request, champs, leur_admin.note_du_tableau(echange))
        bilan = bilans.importer(ressource, echange, noms, essai=essai, lignes=lignes)
        if not bilan["annule"]:
            break
        echange.fautes += [[numero, None, bilans.INATTENDUE] for numero in bilan["inattendues"]]
    if not essai:
        leur_admin.apres_import(request)
    return bilan
