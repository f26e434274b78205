"""What is to come by itself or by hand: contents that appear, contents that leave the site, tasks that are due."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import CharField, Value
from django.urls import reverse
from django.utils import timezone

from redaction.models import Retouche, Tache
from redaction.publication import Statut
from redaction.registre import sortes
from socle.dates import heure
from socle.perms import a_le_droit

PARUTION, RETRAIT, VERSION, TACHE = "parution", "retrait", "version", "tache"
MOTS = {PARUTION: "paraît", RETRAIT: "quitte le site", VERSION: "nouvelle version en ligne", TACHE: "à faire"}
MONTREES = 200
"""The rows that the list shows at most: more than a year of a busy site."""


@dataclass(frozen=True)
class Echeance:
    """Something that comes on a day, and at an hour but for a task; what kind of thing it is, and where it is changed."""

    nature: str
    jour: date
    heure: datetime | None
    titre: str
    genre: str
    adresse: str
    en_retard: bool = False

    @property
    def mots(self) -> str:
        """What happens, in words: « paraît à 14 h »."""
        return f"{MOTS[self.nature]} à {heure(self.heure)}" if self.heure else MOTS[self.nature]


def echeances(utilisateur: AbstractBaseUser, *, debut: date | None = None, fin: date | None = None) -> list[Echeance]:
    """Return what is to come of the kinds that `utilisateur` may read, the soonest first; three queries, and one by kind.

    Args:
        debut: the first day, in Paris; what is past is left out all the same, but for a task that is late.
        fin: the day after the last one.
    """
    trouvees = [*_contenus(utilisateur, debut, fin), *_versions(utilisateur, debut, fin), *_taches(utilisateur, debut, fin)]
    # A task has no hour: it stands before what has one.
    return sorted(trouvees, key=lambda une: (une.jour, une.heure or _minuit(une.jour), une.titre))


def _contenus(utilisateur, debut, fin):
    modeles = [sorte.modele for sorte in sortes() if a_le_droit(utilisateur, "view", sorte.modele)]
    requetes = [
        _entre(modele.objects.filter(statut=Statut.PUBLIE), champ, debut, fin)
        .order_by(champ, "pk")
        .values_list(Value(rang), Value(nature, CharField()), champ, "pk", "titre")[:MONTREES]
        for rang, modele in enumerate(modeles)
        for nature, champ in ((PARUTION, "publie_le"), (RETRAIT, "depublie_le"))
    ]
    for rang, nature, moment, cle, titre in requetes[0].union(*requetes[1:], all=True) if requetes else ():
        options, moment = modeles[rang]._meta, timezone.localtime(moment)
        fiche = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[cle])
        yield Echeance(nature, moment.date(), moment, titre, options.verbose_name.capitalize(), fiche)


def _versions(utilisateur, debut, fin):
    """Give the new versions of what is online that are scheduled."""
    lignes = _entre(Retouche.objects.filter(etat=Retouche.Etat.PROGRAMMEE), "en_ligne_le", debut, fin)
    for une in lignes.order_by("en_ligne_le", "pk").prefetch_related("objet")[:MONTREES]:
        if une.objet is None or not a_le_droit(utilisateur, "view", type(une.objet)):
            continue
        options, moment = une.objet._meta, timezone.localtime(une.en_ligne_le)
        fiche = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[une.objet.pk])
        yield Echeance(VERSION, moment.date(), moment, str(une.objet), options.verbose_name.capitalize(), fiche)


def _entre(lignes, champ, debut, fin):
    """Keep the rows whose `champ` is to come, and between two days in Paris where they are given."""
    lignes = lignes.filter(**{f"{champ}__gt": timezone.now()})
    if debut:
        lignes = lignes.filter(**{f"{champ}__gte": _minuit(debut)})
    return lignes.filter(**{f"{champ}__lt": _minuit(fin)}) if fin else lignes


def _minuit(jour):
    return timezone.make_aware(datetime.combine(jour, time.min))


def _taches(utilisateur, debut, fin):
    if not a_le_droit(utilisateur, "view", Tache):
        return
    taches = Tache.objects.a_faire().select_related("pour")
    if debut:
        taches = taches.filter(echeance__gte=debut)
    for tache in (taches.filter(echeance__lt=fin) if fin else taches)[:MONTREES]:
        genre = f"Tâche de {tache.pour}" if tache.pour else "Tâche de toute l’équipe"
        adresse = reverse("admin:redaction_tache_change", args=[tache.pk])
        yield Echeance(TACHE, tache.echeance, None, tache.titre, genre, adresse, tache.est_en_retard)


def par_jour(lignes: Sequence[Echeance]) -> list[tuple[date, list[Echeance]]]:
    """Return sorted rows under their days."""
    return [(jour, list(siennes)) for jour, siennes in groupby(lignes, lambda une: une.jour)]


def semaines(mois: date, lignes: Sequence[Echeance]) -> list[list[tuple[date, list[Echeance]]]]:
    """Return the weeks of a month, Monday first, each day with its rows; the days of other months have none."""
    du_jour = dict(par_jour(lignes))
    return [
        [(jour, du_jour.get(jour, [])) for jour in semaine] for semaine in Calendar().monthdatescalendar(mois.year, mois.month)
    ]
