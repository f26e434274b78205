from calendar import Calendar
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Max, Min, Prefetch, Q, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from agenda.calendriers import calendrier_de, phrase_d_etat
from agenda.filtres import FiltreCalendrier, FiltreEvenements
from agenda.models import Evenement
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Presidence
from mediatheque.models import Document
from redaction.consultation import PageContenu
from socle import dates
from socle.acces import VISITEUR
from socle.imprimable import nom_de_fichier
from socle.listes import ListeFiltree
from socle.memoire import gardee

VOISINS = 4


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


class PageEvenement(PageContenu):
    """An event, before and after it takes place."""

    template_name = "agenda/evenement.html"
    gabarit_reserve = "agenda/acces_reserve.html"
    context_object_name = "evenement"
    extra_context = {"niveaux": [("Agenda", reverse_lazy("agenda:liste"))]}

    def get_queryset(self):
        return Evenement.objects.annonces_pour(self.request.lecteur).select_related("image").avec_cles_de_sujets()

    def contexte_reserve(self):
        """Tell that minutes exist: they have their own readers."""
        return {"compte_rendu": documents(self.object, self.request.lecteur)[0]}

    def corps(self):
        lecteur, evenement = self.request.lecteur, self.object
        en_ligne = Evenement.objects.en_ligne_pour(lecteur)
        precedent, suivant = en_ligne.voisins(evenement)
        voisins = en_ligne.voisins_de_sujet(evenement, VOISINS)
        # The page and its related cards show the same relations: fetched together.
        prefetch_related_objects([evenement, *voisins], "pays", "themes")
        prefetch_related_objects([evenement], "contacts", Prefetch("fonds", FondsSolidarite.objects.en_ligne_pour(lecteur)))
        compte_rendu, autres = documents(evenement, lecteur)
        return {
            "precedent": precedent,
            "suivant": suivant,
            "voisins": voisins,
            "groupes": groupes_presides(evenement),
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

    They are those of the day, or of today if the event is to come.
    """
    jour = min(evenement.debut, timezone.localdate())
    presidences = Presidence.objects.au(jour).avec_mandat()
    groupes = evenement.groupes.publics().prefetch_related(Prefetch("presidences", presidences, to_attr="du_jour"))
    for groupe in groupes:
        groupe.presidence = next(iter(groupe.du_jour), None)
        groupe.mandat = groupe.presidence and groupe.presidence.mandat_au(jour)
    return groupes


@require_safe
@gardee()
def mois(request, annee, mois):
    """The events of a month, day by day, with a table of its weeks."""
    semaines = Calendar().monthdatescalendar(annee, mois)
    premier = date(annee, mois, 1)
    suivant = (premier + timedelta(days=31)).replace(day=1)
    precedent = (premier - timedelta(days=1)).replace(day=1)
    en_ligne = Evenement.objects.en_ligne_pour(request.lecteur)
    du_mois = list(en_ligne.pour_carte().du_mois(premier, suivant - timedelta(days=1)))
    # One that awaits its day does not take place on the day it bears.
    evenements = [evenement for evenement in du_mois if not evenement.date_a_fixer]
    bornes = en_ligne.aggregate(debut=Min("debut"), fin=Max("fin"))
    contexte = {
        "niveaux": [("Agenda", reverse("agenda:liste"))],
        "premier": premier,
        "evenements": evenements,
        "a_fixer": [evenement for evenement in du_mois if evenement.date_a_fixer],
        # In the list, an event stands once, on its first day in the month; in the table, on each of its days.
        "jours": [(jour, list(groupe)) for jour, groupe in groupby(evenements, lambda e: max(e.debut, premier))],
        "semaines": [[_jour(jour, premier, evenements) for jour in semaine] for semaine in semaines],
        # No link to a month beyond the first and the last event: a robot would follow it for ever.
        "precedent": precedent if bornes["debut"] and bornes["debut"] < premier else None,
        "suivant": suivant if bornes["fin"] and bornes["fin"] >= suivant else None,
    }
    return render(request, "agenda/mois.html", contexte)


def _jour(jour, premier, evenements):
    du_jour = [evenement for evenement in evenements if evenement.debut <= jour <= evenement.fin]
    return {"date": jour, "du_mois": jour.month == premier.month, "evenements": du_jour}


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
    return _fichier_ics(calendrier_de(filtre.qs), "agenda-cites-unies-france.ics")


@require_safe
@gardee(a_tous=True)
def evenement_ics(request, slug):
    """One event as an iCalendar file, to add to one's own agenda."""
    evenement = get_object_or_404(Evenement.objects.en_ligne_pour(VISITEUR), slug=slug)
    return _fichier_ics(calendrier_de([evenement]), nom_de_fichier(evenement.titre, "ics"))


def _fichier_ics(contenu, nom):
    return HttpResponse(
        contenu,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=False, filename=nom)},
    )
