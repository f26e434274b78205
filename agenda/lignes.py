"""Which events, and in what order: the rows of the agenda."""

from datetime import time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from mediatheque.models import Document
from redaction.models import ContenuQuerySet
from redaction.sujets import PROXIMITE, AvecSujetsQuerySet, par_paires

CHRONOLOGIQUE = ("debut", "heure_debut", "pk")
# The hour of an event that has none, when two of them are compared.
SANS_HEURE = time.max
# Postponed to a day not known yet: the day it bears is the one first announced. `Evenement.date_a_fixer` says the same of a row.
DATE_A_FIXER = Q(etat="reporte", annonce_au=F("debut"))
# Sessions of a series: one without a season comes before the seasons, one without a number after those that have one.
SANS_NUMERO = 32767
SAISON, SESSION = Coalesce("saison", Value(0)), Coalesce("session", Value(SANS_NUMERO))


class EvenementQuerySet(AvecSujetsQuerySet, ContenuQuerySet):
    def pour_carte(self):
        """Load what a card shows."""
        return super().pour_carte().prefetch_related("pays")

    def chronologique(self):
        """Sort by day, then by hour, what has none after what has one; `Evenement.rang` says the same of a row."""
        return self.order_by(*CHRONOLOGIQUE)

    def a_venir(self):
        """Keep what is not over today in Paris, soonest first; an event is over the day after its last day.

        One postponed to a day not known yet is still to come, whatever day it bears. It comes after all the others: who asks
        what is next wants the meetings that have a day.
        """
        a_fixer = ExpressionWrapper(DATE_A_FIXER, BooleanField())
        return self.filter(Q(fin__gte=timezone.localdate()) | DATE_A_FIXER).order_by(a_fixer, *CHRONOLOGIQUE)

    def jusqu_au(self, dernier):
        """Keep what is not over today in Paris and begins on `dernier` at the latest, on a known day; soonest first."""
        return self.avec_date().filter(fin__gte=timezone.localdate(), debut__lte=dernier).chronologique()

    def passes(self):
        """Keep what was over before today in Paris, latest first: with `a_venir`, every event is in one list only."""
        return self.filter(~DATE_A_FIXER, fin__lt=timezone.localdate()).chronologique().reverse()

    def prochains_et_derniers(self, prochains, derniers):
        """Return two lists: the `prochains` first events to come, and the `derniers` last past ones; one query."""
        return _par_moment(self.a_venir()[:prochains].union(self.passes()[:derniers], all=True))

    def voisins_de_sujet(self, evenement, nombre):
        """Return at most `nombre` events on the subjects of `evenement`, an even number of them: to come, then past.

        Those of its countries and groups are chosen first, whatever their moment, then the nearest in time.
        """
        aujourd_hui = timezone.localdate()
        bientot = Case(When(fin__gte=aujourd_hui, then="debut")).asc(nulls_last=True)
        ordre = self.model._meta.ordering
        moments = [(Q(fin__gte=aujourd_hui), ("debut", *ordre[1:])), (Q(fin__lt=aujourd_hui), ordre)]
        choisis = self.du_meme_sujet(evenement, nombre, moments=moments).order_by(
            *PROXIMITE, bientot, *self.model._meta.ordering
        )[:nombre]
        a_venir, passes = _par_moment(par_paires(list(choisis)))
        return a_venir + passes

    def termines_depuis(self, jour):
        """Keep what bears `jour` or a later one as its last day, and what awaits one (`a_venir` says why), soonest first."""
        return self.filter(Q(fin__gte=jour) | DATE_A_FIXER).chronologique()

    def voisins(self, evenement):
        """Return the events that begin just before and just after `evenement`, None where there is none."""
        date, heure, cle = evenement.rang
        tous = self.alias(heure=Coalesce("heure_debut", Value(SANS_HEURE)))
        avant = Q(debut__lt=date) | Q(debut=date, heure__lt=heure) | Q(debut=date, heure=heure, pk__lt=cle)
        apres = Q(debut__gt=date) | Q(debut=date, heure__gt=heure) | Q(debut=date, heure=heure, pk__gt=cle)
        # The bound alone lets the index start at the day: an alternative does not.
        precedent = tous.filter(avant, debut__lte=date).chronologique().reverse().first()
        return precedent, tous.filter(apres, debut__gte=date).chronologique().first()

    def par_session(self):
        """Sort the sessions of a series: by season, by number, then in time; what has no number comes after, in time."""
        return self.alias(rang_saison=SAISON, rang_session=SESSION).order_by("rang_saison", "rang_session", *CHRONOLOGIQUE)

    def voisins_de_cycle(self, evenement):
        """Return the sessions just before and just after `evenement` in its series, None where there is none."""
        saison, session = evenement.saison or 0, evenement.session or SANS_NUMERO
        memes = self.filter(cycle=evenement.cycle_id).alias(
            rang_saison=SAISON, rang_session=SESSION, heure=Coalesce("heure_debut", Value(SANS_HEURE))
        )
        rangs = {
            "rang_saison": saison,
            "rang_session": session,
            **dict(zip(("debut", "heure", "pk"), evenement.rang, strict=True)),
        }
        avant, apres = (memes.filter(_au_dela(rangs, sens)).par_session() for sens in ("lt", "gt"))
        return avant.reverse().first(), apres.first()

    def avec_compte_rendu(self, lecteur):
        """Keep the events whose minutes are announced to `lecteur`, whoever may read them."""
        return self.filter(compte_rendu__isnull=False, compte_rendu__in=Document.objects.annonces_pour(lecteur))

    def avec_annonce_du_compte_rendu(self):
        """Bring with each row its minutes, without their text, and the names of those they are kept for (`lecteurs`)."""
        liens = Document.cercles.through.objects.filter(document=OuterRef("compte_rendu")).order_by("cercle__nom")
        textes = (f"compte_rendu__{nom}" for nom in ("texte", "recherche", "recherche_titre"))
        return self.select_related("compte_rendu").defer(*textes).annotate(lecteurs=ArraySubquery(liens.values("cercle__nom")))

    def sans_suite(self):
        """Keep what took place in the last six months and has neither report nor minutes, latest first."""
        aujourd_hui = timezone.localdate()
        return (
            self.passes()
            .filter(fin__gte=aujourd_hui - timedelta(days=183), confidentiel=False, bilan="", compte_rendu=None)
            .exclude(etat=self.model.Etat.ANNULE)
        )

    def avec_date(self):
        """Leave out what awaits its new day."""
        return self.exclude(DATE_A_FIXER)

    def du_mois(self, premier, dernier):
        """Keep what touches the days from `premier` to `dernier` included."""
        return self.filter(debut__lte=dernier, fin__gte=premier).chronologique()


def _par_moment(evenements):
    """Split events in two lists: those to come, soonest first, what awaits its day last; those over, latest first."""
    tous = list(evenements)
    a_venir = sorted((un for un in tous if not un.est_passe), key=lambda un: (un.date_a_fixer, un.rang))
    return a_venir, sorted((un for un in tous if un.est_passe), key=lambda un: un.rang, reverse=True)


def _au_dela(rangs, sens):
    """Return the condition that a row comes before (« lt ») or after (« gt ») the values `rangs`, the first ones deciding."""
    condition, egaux = Q(), {}
    for nom, valeur in rangs.items():
        condition |= Q(**egaux, **{f"{nom}__{sens}": valeur})
        egaux[nom] = valeur
    return condition
