from django.contrib.postgres.aggregates import ArrayAgg, BoolAnd
from django.db.models import Exists, OuterRef, Q, Sum, Value
from django.urls import reverse_lazy

from annuaire.models import Collectivite
from fonds_solidarite.bilans import bilan_general
from fonds_solidarite.filtres import FiltreFonds
from fonds_solidarite.models import Contribution, FondsSolidarite
from groupes_pays.models import Presidence
from mediatheque.models import Document
from redaction.consultation import PageContenu
from socle.lies import objets_lies
from socle.listes import ListeFiltree

ACTUALITES, EVENEMENTS = 6, 4


class ListeFonds(ListeFiltree):
    """The solidarity funds, latest opened first, with the figures of all those the reader may read."""

    filterset_class = FiltreFonds
    template_name = "fonds_solidarite/liste.html"

    def get_queryset(self):
        return FondsSolidarite.objects.en_ligne_pour(self.request.lecteur).pour_carte().avec_totaux()

    def get_context_data(self, **kwargs):
        lisibles = FondsSolidarite.objects.publies().visibles_par(self.request.lecteur)
        return super().get_context_data(bilan=bilan_general(lisibles), **kwargs)


class PageFonds(PageContenu):
    """The page of a fund: its figures, its ledger as it stands, its committee and its progress."""

    template_name = "fonds_solidarite/fonds.html"
    context_object_name = "fonds"
    extra_context = {"niveaux": [("Fonds de solidarité", reverse_lazy("fonds_solidarite:liste"))]}

    def get_queryset(self):
        fonds = FondsSolidarite.objects.annonces_pour(self.request.lecteur).select_related("image", "comite")
        liste_pays = objets_lies(FondsSolidarite.pays, nom="nom", slug="slug")
        return fonds.avec_totaux().avec_contacts().annotate(liste_pays=liste_pays)

    def get_context_data(self, **kwargs):
        fonds, lecteur = self.object, self.request.lecteur
        donateurs = collectivites_du_fonds(fonds)
        precedent, suivant = FondsSolidarite.objects.en_ligne_pour(lecteur).voisins(fonds)
        contributeurs = [collectivite for collectivite in donateurs if collectivite.etats]
        contexte = super().get_context_data(
            bilan=fonds.bilan,
            etapes=etapes(fonds),
            contributeurs=contributeurs,
            repris=fonds.bilan.contributeurs - len(contributeurs),
            affectations=fonds.affectations.en_vigueur().select_related("secteur"),
            membres_comite=[collectivite for collectivite in donateurs if collectivite.membre],
            presidences=Presidence.objects.en_cours().filter(groupe=fonds.comite_id).avec_mandat() if fonds.comite_id else [],
            points=fonds.points_etape.all(),
            actualites=fonds.actualites.en_ligne_pour(lecteur).order_by("-publie_le", "-pk")[:ACTUALITES],
            precedent=precedent,
            suivant=suivant,
            **reunions(fonds, lecteur),
            **kwargs,
        )
        pieces = list(documents(fonds, lecteur))
        ouvert = fonds.etat == FondsSolidarite.Etat.OUVERT
        # While the fund is open, the model of a vote stands beside « how to contribute ».
        contexte["modeles"] = [piece for piece in pieces if ouvert and piece.nature == Document.Nature.DELIBERATION]
        contexte["documents"] = [piece for piece in pieces if piece not in contexte["modeles"]]
        return contexte


def collectivites_du_fonds(fonds):
    """Return the collectivités that have money in a fund or sit in its committee, in one query.

    Each has `etats` (states of its standing contributions, empty for a mere member), `donne` (their sum in euros), `publie`
    (whether every one of them is published: the sum is shown only then) and `membre` (of the committee).
    """
    de_ce_fonds = Q(
        contributions__fonds=fonds, contributions__corrige=None, contributions__contre_ecriture=None
    )  # fmt: skip
    membre = Collectivite.groupes.through.objects.filter(collectivite=OuterRef("pk"), groupe=fonds.comite_id)
    donatrices = Contribution.objects.en_vigueur().filter(fonds=fonds, collectivite=OuterRef("pk"))
    return (
        Collectivite.objects.only("nom", "slug", "visible")
        .filter(Exists(membre) | Exists(donatrices))
        .annotate(
            membre=Exists(membre),
            etats=ArrayAgg("contributions__etat", filter=de_ce_fonds, distinct=True, default=Value([])),
            donne=Sum("contributions__montant", filter=de_ce_fonds),
            publie=BoolAnd("contributions__montant_public", filter=de_ce_fonds),
        )
        .alphabetique()
    )


def documents(fonds, lecteur):
    """Return the documents of a fund and of its committee that may be announced to `lecteur`, in one query."""
    du_fonds = FondsSolidarite.documents.through.objects.filter(fondssolidarite=fonds).values("document")
    reunis = Q(pk__in=du_fonds)
    if fonds.comite:
        reunis |= Q(pk__in=fonds.comite.documents.through.objects.filter(groupe=fonds.comite_id).values("document"))
    return Document.objects.annonces_pour(lecteur).filter(reunis)


def reunions(fonds, lecteur):
    """Return the events of a fund: to come, soonest first, and past, latest first; one query for both."""
    a_venir, passees = fonds.evenements.en_ligne_pour(lecteur).prochains_et_derniers(EVENEMENTS, EVENEMENTS)
    return {"a_venir": a_venir, "passees": passees}


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
