"""Two people wrote the same row: who saved first, what differs field by field, and what is made of each (decision 031)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, QuerySet
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from socle.differences import lisible, marquer, mots
from socle.texte_riche import ChampRiche, assainir

MIEN, AUTRE = "mien", "autre"
ENSEMBLE = timedelta(seconds=10)
"""The note of who saved a row is written after it, in the same transaction: this long after at most."""


@dataclass(frozen=True)
class Ecart:
    """A field that two people leave different; `choix` is empty where both changed it and nobody chose yet."""

    champ: str
    nom: str
    libelle: str
    mien: SafeString
    autre: SafeString
    choix: str


@dataclass(frozen=True)
class Conflit:
    """A row saved since its form was opened: `vue` is the digest of what is saved now, which the next send says it saw."""

    ligne: Model
    qui: str
    quand: str
    nom_vue: str
    vue: str
    ecarts: list[Ecart]

    @property
    def a_choisir(self):
        """Whether a field changed by both waits for a choice."""
        return any(not ecart.choix for ecart in self.ecarts)

    @property
    def phrase(self):
        """Say what happened, and what to do."""
        faire = "choisissez champ par champ, puis enregistrez" if self.ecarts else "relisez, puis enregistrez de nouveau"
        return (
            f"{self.qui} a enregistré d’autres valeurs{self.quand}, pendant que vous écriviez. Rien n’est perdu\u00a0: {faire}."
        )


def comparer(form, actuelle: Model, vue: str, seen: dict[str, str], morceau) -> Conflit:
    """Return what the sent `form` and the saved row `actuelle` leave different.

    Args:
        vue: the digest of `actuelle`.
        seen: the digests of the fields that the form saw when it was opened; nothing is known of a field that is not there.
        morceau: the function that makes such a digest.
    """
    qui, quand = dernier(actuelle)
    valeurs = model_to_dict(actuelle, [*form.base_fields])
    ecarts = []
    for nom in form.base_fields:
        try:
            champ = actuelle._meta.get_field(nom)
        except FieldDoesNotExist:
            continue
        mien, autre = _envoye(form, champ), valeurs.get(nom)
        if morceau(mien) == morceau(autre):
            continue
        des_deux = seen.get(nom) not in (morceau(mien), morceau(autre))
        sien = seen.get(nom) == morceau(autre)
        choix = form.data.get(form.add_prefix(f"fusion-{nom}"), "")
        if choix not in (MIEN, AUTRE):
            choix = "" if des_deux else MIEN if sien else AUTRE
        cote_autre, cote_mien = marquer(mots(en_mots(champ, valeur_de(actuelle, nom))), mots(en_mots(champ, mien)))
        nom_html = form.add_prefix(f"fusion-{nom}")
        ecarts.append(Ecart(nom, nom_html, capfirst(form.fields[nom].label or nom), cote_mien, cote_autre, choix))
    return Conflit(actuelle, qui, quand, form.add_prefix("empreinte_vue"), vue, ecarts)


def valeur_de(ligne: Model, nom: str):
    """Return the saved value of a field as a form would clean it."""
    champ = ligne._meta.get_field(nom)
    return list(getattr(ligne, nom).all()) if champ.many_to_many else getattr(ligne, nom)


def dernier(ligne: Model) -> tuple[str, str]:
    """Return who saved `ligne` last, and when, in words; « Quelqu’un » where no form did."""
    moment = getattr(ligne, "modifie_le", None)
    if moment is None:
        return "Quelqu’un", ""
    cles = {"content_type": ContentType.objects.get_for_model(ligne), "object_id": str(ligne.pk)}
    proches = LogEntry.objects.filter(**cles, action_time__range=(moment, moment + ENSEMBLE))
    trace = proches.select_related("user").order_by("-action_time").first()
    quand = f" à {date_format(timezone.localtime(moment), 'TIME_FORMAT')}"
    return (trace.user.get_full_name() or str(trace.user)) if trace else "Quelqu’un", quand


def rassembler(form, formsets) -> dict | None:
    """Return what a refused page tells of other people's work: `conflits`, and `lignes` [(words, what became of the row)].

    None where there is nothing to tell. A row that its reader left as it was is not written, and is only named.
    """
    formulaires = [form, *(une for formset in formsets for une in formset.initial_forms)]
    trouves = [un.conflit for un in formulaires if getattr(un, "conflit", None)]
    lignes = []
    for formset in formsets:
        genre = formset.model._meta.verbose_name
        montrees = {une.instance.pk for une in formset.initial_forms}
        lignes += [(f"{genre} « {une.ailleurs} »", "changée") for une in formset.initial_forms if getattr(une, "ailleurs", "")]
        lignes += [(f"{genre} « {une} »", "ajoutée") for une in formset.get_queryset() if une.pk not in montrees]
        lignes += [(genre, "supprimée") for une in formset.initial_forms if une.instance.pk is None]
    return {"conflits": trouves, "lignes": lignes} if trouves or lignes else None


def en_mots(champ, valeur) -> str:
    """Return the value of a field as plain text to read and compare."""
    if isinstance(valeur, (list, tuple, QuerySet)):
        return ", ".join(sorted(map(str, valeur)))
    if valeur in (None, ""):
        return ""
    if isinstance(champ, ChampRiche):
        return lisible(str(valeur))
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if champ.choices:
        return str(dict(champ.flatchoices).get(valeur, valeur))
    if isinstance(valeur, datetime):
        return date_format(timezone.localtime(valeur), "DATETIME_FORMAT")
    if isinstance(valeur, date):
        return date_format(valeur, "DATE_FORMAT")
    return str(valeur)


def _envoye(form, champ):
    """Return what was sent for a field: cleaned, or as it came where it cannot be read."""
    valeur = form.cleaned_data[champ.name] if champ.name in form.cleaned_data else form[champ.name].value()
    return assainir(valeur) if isinstance(champ, ChampRiche) and isinstance(valeur, str) else valeur
