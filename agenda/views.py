from itertools import groupby

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from agenda.calendriers import calendrier_de, phrase_d_etat, reponse_ics
from agenda.filtres import PROCHES, FiltreCalendrier, FiltreComptesRendus, FiltreEvenements
from agenda.models import Evenement
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Presidence
from mediatheque.models import Document
from redaction.consultation import PageContenu
from redaction.sujets import dire_en_commun
from socle import dates
from socle.acces import VISITEUR
from socle.imprimable import nom_de_fichier
from socle.listes import ListeFiltree
from socle.memoire import gardee

VOISINS = 4
VIDES = {
    "aujourd-hui": "Aucun événement aujourd’hui",
    "semaine": "Aucun événement d’ici à dimanche",
    "mois": "Aucun événement d’ici à la fin du mois",
}


class ListeEvenements(ListeFiltree):
    """The agenda: what is to come, unless a period or a year is asked for."""

    filterset_class = FiltreEvenements
    template_name = "agenda/liste.html"
    extra_context = {"niveaux": []}

    def get_queryset(self):
        return Evenement.objects.en_ligne_pour(self.request.lecteur).pour_carte()

    def get_context_data(self, **kwargs):
        a_venir = self.compris.sans_moment
        contexte = super().get_context_data(a_venir=a_venir, **kwargs)
        lignes = contexte["page_obj"].object_list
        # The calendar opens where the list does, rather than on an empty month.
        contexte["calendrier"] = self.adresse_du_calendrier()
        # With a year or minutes, the file holds all of them already.
        dit_quand = any(self.choix.get(nom) for nom in ("annee", "suites"))
        contexte["calendrier_entier"] = None if dit_quand else self.adresse_du_calendrier(tout="1")
        contexte["mois"] = SimpleLazyObject(lambda: lignes[0].debut if lignes else timezone.localdate())

        def rubrique(evenement):
            """Return the heading of an event: its month, unless it awaits one."""
            return "Nouvelle date à fixer" if a_venir and evenement.date_a_fixer else dates.mois_et_annee(evenement.debut)

        periode = self.choix.get("periode")
        contexte["periode"] = periode or ("" if a_venir else None)
        # Nothing today is no reason to take filters off, where none but the period is in use.
        contexte["periode_vide"] = VIDES.get(periode)
        contexte["periode_seule"] = periode in VIDES and not any(self.choix[nom] for nom in self.choix if nom != "periode")
        contexte["periodes"] = [*PROCHES, ("", "Tous à venir"), ("passes", "Passés")]
        contexte["sections"] = SimpleLazyObject(
            lambda: [(nom, list(lignes)) for nom, lignes in groupby(contexte["page_obj"], key=rubrique)]
        )
        return contexte

    @property
    def choix(self):
        """The values of the filters, by name, without those that are refused."""
        return self.compris.form.cleaned_data

    def adresse_du_calendrier(self, **parametres):
        """Return the address of the feed with the filters of the list; it has its own period, and no pages."""
        filtres = {nom: valeur for nom, valeur in self.choix.items() if valeur and nom != "periode"} | parametres
        return reverse("agenda:calendrier") + (f"?{urlencode(filtres)}" if filtres else "")


class ListeComptesRendus(ListeFiltree):
    """The minutes of the meetings, latest first, each with who may read it."""

    filterset_class = FiltreComptesRendus
    template_name = "agenda/comptes_rendus.html"
    extra_context = {"niveaux": [("Agenda", reverse_lazy("agenda:liste"))]}

    def get_queryset(self):
        lecteur = self.request.lecteur
        minutes = Document.objects.annonces_pour(lecteur).prefetch_related("cercles")
        lignes = Evenement.objects.en_ligne_pour(lecteur).avec_compte_rendu(lecteur)
        return lignes.prefetch_related(Prefetch("compte_rendu", minutes))

    def get_context_data(self, **kwargs):
        """Add `lignes`: each event with whether the reader may open its minutes."""
        contexte = super().get_context_data(**kwargs)
        ouvre = self.request.lecteur.peut_lire
        contexte["lignes"] = SimpleLazyObject(lambda: [(un, ouvre(un.compte_rendu)) for un in contexte["page_obj"]])
        return contexte


class PageEvenement(PageContenu):
    """An event, before and after it takes place."""

    template_name = "agenda/evenement.html"
    gabarit_reserve = "agenda/acces_reserve.html"
    context_object_name = "evenement"
    extra_context = {"niveaux": [("Agenda", reverse_lazy("agenda:liste"))]}

    def get_queryset(self):
        return Evenement.objects.annonces_pour(self.request.lecteur).select_related("image", "cycle").avec_cles_de_sujets()

    def contexte_reserve(self):
        """Tell that minutes exist: they have their own readers."""
        return {"compte_rendu": documents(self.object, self.request.lecteur)[0]}

    def corps(self):
        lecteur, evenement = self.request.lecteur, self.object
        en_ligne = Evenement.objects.en_ligne_pour(lecteur)
        # A session leads to those of its series, any other event to its neighbours in time.
        precedent, suivant = (en_ligne.voisins_de_cycle if evenement.cycle else en_ligne.voisins)(evenement)
        voisins = en_ligne.voisins_de_sujet(evenement, VOISINS)
        # The page and its related cards show the same relations: fetched together.
        prefetch_related_objects([evenement, *voisins], "pays", "themes")
        prefetch_related_objects([evenement], "contacts", Prefetch("fonds", FondsSolidarite.objects.en_ligne_pour(lecteur)))
        groupes = list(groupes_presides(evenement))
        dire_en_commun(evenement, voisins, groupes)
        compte_rendu, autres = documents(evenement, lecteur)
        return {
            "precedent": precedent,
            "suivant": suivant,
            "voisins": voisins,
            "groupes": groupes,
            "phrase_d_etat": phrase_d_etat(evenement),
            "compte_rendu": compte_rendu,
            "comptes_rendus": [compte_rendu],
            "compte_rendu_lisible": compte_rendu is not None and lecteur.peut_lire(compte_rendu),
            "documents": autres,
        }


def documents(evenement, lecteur):
    """Return the minutes of an event (or None) and the list of its documents: only what is announced to `lecteur`."""
    compte_rendu = Document.objects.annonces_pour(lecteur).filter(pk=evenement.compte_rendu_id)
    documents = evenement.documents.annonces_pour(lecteur)
    if evenement.confidentiel:
        # The form takes none, but a document may change its nature afterwards.
        minutes = Q(nature=Document.Nature.COMPTE_RENDU)
        compte_rendu, documents = compte_rendu.exclude(minutes), documents.exclude(minutes)
    return compte_rendu.prefetch_related("cercles").first(), documents


def groupes_presides(evenement):
    """Return the public groups of an event, each with its `presidence` and the `mandat` of who holds it, None when not known.

    `a_designer` says that an election left it open.

    They are those of the day, or of today if the event is to come.
    """
    jour = min(evenement.debut, timezone.localdate())
    presidences = Presidence.objects.au(jour).avec_mandat()
    groupes = evenement.groupes.publics().prefetch_related(Prefetch("presidences", presidences, to_attr="du_jour"))
    for groupe in groupes:
        groupe.presidence = next(iter(groupe.du_jour), None)
        groupe.mandat = groupe.presidence and groupe.presidence.mandat_au(jour)
        groupe.a_designer = groupe.presidence and groupe.presidence.a_designer_au(jour)
    return groupes


@require_safe
@gardee(*FiltreCalendrier.base_filters, a_tous=True)
def calendrier(request):
    """The agenda as an iCalendar file, with the filters of the list; what a visitor sees, whoever asks.

    The last three months and what is to come, unless the address says when; the whole with `?tout=1`.
    """
    lignes = Evenement.objects.en_ligne_pour(VISITEUR)
    filtre = FiltreCalendrier(request.GET, queryset=lignes, request=request)
    if not filtre.is_valid():
        message = "Ce filtre de l’agenda n’existe pas.\n"
        return HttpResponse(message, status=400, content_type="text/plain; charset=utf-8")
    return reponse_ics(calendrier_de(filtre.qs), "agenda-cites-unies-france.ics")


@require_safe
@gardee(a_tous=True)
def evenement_ics(request, slug):
    """One event as an iCalendar file, to add to one's own agenda."""
    evenement = get_object_or_404(Evenement.objects.en_ligne_pour(VISITEUR), slug=slug)
    return reponse_ics(calendrier_de([evenement]), nom_de_fichier(evenement.titre, "ics"))
