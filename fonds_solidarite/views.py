from django.contrib.postgres.aggregates import ArrayAgg, BoolAnd
from django.db.models import Q, Sum, prefetch_related_objects
from django.urls import reverse, reverse_lazy
from django.utils.functional import SimpleLazyObject

from annuaire.comptes import partenariats_confirmes, repere_des_partenariats
from annuaire.models import Collectivite
from fonds_solidarite.bilans import bilan_general
from fonds_solidarite.filtres import FiltreFonds
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Presidence
from mediatheque.models import Document
from redaction.bandeaux import Bandeau
from redaction.consultation import PageContenu
from redaction.registre import sorte_de
from socle.listes import ListeFiltree, compter
from socle.reperes import Repere

ACTUALITES, EVENEMENTS = 6, 4


class ListeFonds(ListeFiltree):
    """The solidarity funds, latest opened first, with the figures of all those the reader may read."""

    filterset_class = FiltreFonds
    template_name = "fonds_solidarite/liste.html"

    def get_queryset(self):
        return FondsSolidarite.objects.en_ligne_pour(self.request.lecteur).pour_carte().avec_totaux()

    def get_context_data(self, **kwargs):
        lisibles = FondsSolidarite.objects.publies().visibles_par(self.request.lecteur)
        return super().get_context_data(bilan=SimpleLazyObject(lambda: bilan_general(lisibles)), **kwargs)


class PageFonds(PageContenu):
    """The page of a fund: its figures, its ledger as it stands, its committee and its progress."""

    template_name = "fonds_solidarite/fonds.html"
    context_object_name = "fonds"
    extra_context = {"niveaux": [("Fonds de solidarité", reverse_lazy("fonds_solidarite:liste"))]}

    def get_queryset(self):
        fonds = FondsSolidarite.objects.annonces_pour(self.request.lecteur).select_related("image", "comite")
        return fonds.avec_totaux()

    def corps(self):
        fonds, lecteur = self.object, self.request.lecteur
        prefetch_related_objects([fonds], "contacts", "pays")
        precedent, suivant = FondsSolidarite.objects.en_ligne_pour(lecteur).voisins(fonds)
        contributeurs = list(contributeurs_de(fonds))
        pieces = list(documents(fonds, lecteur))
        ouvert = fonds.etat == FondsSolidarite.Etat.OUVERT
        # While the fund is open, the model of a vote stands beside « how to contribute ».
        modeles = [piece for piece in pieces if ouvert and piece.nature == Document.Nature.DELIBERATION]
        actualites, evenements = fonds.actualites.en_ligne_pour(lecteur), fonds.evenements.en_ligne_pour(lecteur)
        a_venir, passees = evenements.avec_annonce_du_compte_rendu().prochains_et_derniers(EVENEMENTS, EVENEMENTS)
        nombres = compter(
            {
                "actualites": actualites,
                "evenements": evenements,
                "a_venir": evenements.a_venir(),
                **partenariats_confirmes(fonds.pays.all()),
            }
        )
        return {
            "bilan": fonds.bilan,
            "etapes": etapes(fonds),
            "contributeurs": contributeurs,
            "repris": fonds.bilan.contributeurs - len(contributeurs),
            "affectations": fonds.affectations.en_vigueur().select_related("secteur"),
            "membres_comite": fonds.comite.membres.alphabetique().only("nom", "slug", "visible") if fonds.comite else [],
            "presidences": Presidence.objects.en_cours().filter(groupe=fonds.comite_id).avec_mandat() if fonds.comite_id else [],
            "points": fonds.points_etape.all(),
            "actualites": actualites.order_by("-publie_le", "-pk")[:ACTUALITES],
            "precedent": precedent,
            "suivant": suivant,
            "modeles": modeles,
            "documents": [piece for piece in pieces if piece not in modeles],
            "a_venir": a_venir,
            "passees": passees,
            "evenements_montres": len(a_venir) + len(passees),
            "adresse_actualites": sorte_de(actualites.model).adresse_filtree(fonds=fonds.slug),
            "adresse_evenements": sorte_de(evenements.model).adresse_filtree(fonds=fonds.slug),
            "nb_evenements": nombres["evenements"],
            "nb_actualites": nombres["actualites"],
            "bandeau": bandeau(fonds, a_venir, nombres, reverse(sorte_de(evenements.model).liste, query={"fonds": fonds.slug})),
        }


def contributeurs_de(fonds):
    """Return the collectivités that have money in a fund.

    Each has `etats` (states of its standing contributions), `donne` (their sum in euros) and `publie` (whether every one of them
    is published: the sum is shown only then).
    """
    donatrices = Collectivite.objects.filter(
        contributions__fonds=fonds, contributions__corrige=None, contributions__contre_ecriture=None
    )
    return (
        donatrices.only("nom", "slug", "visible")
        .annotate(
            etats=ArrayAgg("contributions__etat", distinct=True),
            donne=Sum("contributions__montant"),
            publie=BoolAnd("contributions__montant_public"),
        )
        .alphabetique()
    )


def documents(fonds, lecteur):
    """Return the documents of a fund and of its committee that may be announced to `lecteur`."""
    reunis = Q(pk__in=fonds.documents.values("pk"))
    if fonds.comite:
        reunis |= Q(pk__in=fonds.comite.documents.values("pk"))
    return Document.objects.annonces_pour(lecteur).filter(reunis)


def bandeau(fonds, a_venir, nombres, agenda):
    """Return the head of the page of a fund: `a_venir` are its next meetings, `agenda` the address of all of them."""
    pays = list(fonds.pays.all())
    return Bandeau(
        reperes=[repere_des_partenariats(pays, nombres)] if pays else [],
        rencontres=Repere(
            compte=nombres["a_venir"],
            nom="rencontre à venir",
            noms="rencontres à venir",
            feminin=True,
            note="",
            adresse=agenda,
        ),
        prochaine=next(iter(a_venir), None),
        contacts=list(fonds.contacts.all()),
        flux=reverse("flux_fonds", kwargs={"slug": fonds.slug}),
        titre_du_flux="Tout ce qui paraît sur ce fonds",
    )


def etapes(fonds):
    """Return the life of a fund, step by step, for the component of the same name."""
    ordre = list(FondsSolidarite.Etat)
    ici = ordre.index(fonds.etat)
    jours = {FondsSolidarite.Etat.OUVERT: fonds.ouvert_le, FondsSolidarite.Etat.CLOS: fonds.clos_le}

    def situation(rang):
        if rang < ici or fonds.etat == FondsSolidarite.Etat.CLOS:
            return "faite"
        return "courante" if rang == ici else "a_venir"

    noms = {"ouvert": "Ouverture", "comite": "Comité des donateurs", "mise_en_oeuvre": "Mise en œuvre", "clos": "Clôture"}
    return [{"nom": noms[etat], "etat": situation(rang), "date": jours.get(etat)} for rang, etat in enumerate(ordre)]
