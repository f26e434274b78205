"""The ledger of a fund as the back office shows it: every line, corrections included, to read, with what may be done on each."""

from django.urls import reverse
from django.utils.html import format_html_join

from fonds_solidarite import guichet, perms
from fonds_solidarite.confidentialite import avis
from fonds_solidarite.models import Affectation, Contribution, FondsSolidarite
from gestion.registres import Registre
from socle.dates import date_simple
from socle.nombres import montant
from socle.perms import a_le_droit

MONTREES = 50
"""Lines of a ledger shown in the form of its fund; the others are in their own list."""


def registres(fonds, utilisateur):
    """Return the registers of `fonds` that `utilisateur` may read: contributions, allocations; one query for each.

    Plain tables, for the admin would build a form for each line; the latest ones, for a fund may have hundreds.
    """
    faits = []
    if a_le_droit(utilisateur, "view", Contribution):
        faits.append(_contributions(fonds, utilisateur))
    if a_le_droit(utilisateur, "view", Affectation):
        faits.append(_affectations(fonds, utilisateur))
    return faits


def situation(ligne):
    """Say whether a line stands, is cancelled, or cancels another and why."""
    if ligne.corrige_id:
        return f"contre-écriture : {ligne.motif}"
    return "annulée" if hasattr(ligne, "contre_ecriture") else "en vigueur"


def gestes(ligne, utilisateur):
    """Return the links to what may be done on a line: nothing on a line that does not stand."""
    if ligne.corrige_id or hasattr(ligne, "contre_ecriture") or not perms.peut_contre_passer(utilisateur, ligne):
        return "—"
    liens = []
    if isinstance(ligne, Affectation):
        liens.append(("avancement", "Noter l’avancement"))
    elif ligne.etat != Contribution.Etat.VERSEE:
        liens.append(("avancer", "Faire avancer"))
    liens.append((f"contre-passer-{ligne._meta.model_name}", "Annuler ou corriger"))
    return format_html_join(" · ", '<a href="{}">{}</a>', ((guichet.adresse(nom, ligne), mots) for nom, mots in liens))


def _ajout(nom, mots, fonds, permis):
    """Return the address and the words of a counter of `fonds`; None for who may not write there, or when it is closed."""
    return (guichet.adresse(nom, fonds), mots) if permis and fonds.etat != FondsSolidarite.Etat.CLOS else None


def _contributions(fonds, utilisateur):
    lignes, suite = _les_dernieres(
        fonds.contributions.select_related("collectivite", "contre_ecriture", "saisie_par"),
        "Toutes les contributions à ce fonds",
    )
    return Registre(
        "contributions",
        "Contributions, corrections comprises",
        _ajout("contribuer", "Enregistrer une contribution", fonds, perms.peut_enregistrer(utilisateur)),
        ("Date", "Collectivité", "Contributeurs", "Montant", "État", "Montant publié", "Situation", "Saisie par", "À faire"),
        [
            (
                date_simple(une.date),
                une.collectivite or "reprise",
                une.nombre,
                montant(une.montant),
                une.get_etat_display(),
                "oui" if une.montant_public else "non",
                situation(une),
                une.saisie_par or "—",
                gestes(une, utilisateur),
            )
            for une in lignes
        ],
        avis(fonds, fonds.bilan),
        suite=suite,
    )


def _affectations(fonds, utilisateur):
    lignes, suite = _les_dernieres(
        fonds.affectations.select_related("secteur", "contre_ecriture", "saisie_par"), "Toutes les affectations de ce fonds"
    )
    return Registre(
        "affectations",
        "Affectations, corrections comprises",
        _ajout("affecter", "Affecter une somme", fonds, perms.peut_affecter(utilisateur)),
        ("Date", "Partenaire", "Objet", "Lieu", "Secteur", "Montant", "État", "Situation", "Saisie par", "À faire"),
        [
            (
                date_simple(une.date),
                une.partenaire,
                une.objet,
                une.lieu or "—",
                une.secteur or "—",
                montant(une.montant),
                une.get_etat_display(),
                situation(une),
                une.saisie_par or "—",
                gestes(une, utilisateur),
            )
            for une in lignes
        ],
        suite=suite,
    )


def _les_dernieres(lignes, mots):
    """Return the latest of `lignes`, and where all of them are (address, words) when these are not all."""
    lues = [*lignes[: MONTREES + 1]]
    if len(lues) <= MONTREES:
        return lues, None
    liste = f"admin:fonds_solidarite_{lignes.model._meta.model_name}_changelist"
    return lues[:MONTREES], (reverse(liste, query={"fonds__id__exact": lues[0].fonds_id}), mots)
