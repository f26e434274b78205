"""What is typed in the form of a content, made ready for the checks: the one place that asks the database for them."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import CharField, DateField, DateTimeField, Model, TextField
from django.urls import NoReverseMatch, Resolver404, resolve
from django.utils import timezone
from django.utils.text import capfirst

from mediatheque.models import Image
from redaction.cibles import Cible, cibles, en_ligne, lire
from redaction.controles.base import Saisie
from redaction.controles.lecture import lire as lire_texte
from redaction.models import AncienneAdresse, LienExterne
from socle.texte_riche import ChampRiche, adresse_web, assainir, valider_longueur

LIENS_MAX = 200
"""Addresses of a content that are looked at; those beyond are not."""

_APPORTS: dict[str, Callable[[Saisie], object]] = {}


def apporter(champ: str, fonction: Callable[[Saisie], object]) -> None:
    """Enter what an upper app knows: `fonction` gives the value of a field of `Saisie`. Called by its `controles.py`."""
    _APPORTS[champ] = fonction


def saisie_de(modele: type[Model], valeurs: Mapping[str, str]) -> Saisie:
    """Return what a form of `modele` sends, by the names of its fields, with all that the checks need to know."""
    champs = [champ for champ in modele._meta.fields if champ.editable and champ.name in valeurs]
    riches = [champ for champ in champs if isinstance(champ, ChampRiche)]
    simples = [
        champ
        for champ in champs
        if isinstance(champ, (CharField, TextField)) and champ not in riches and not champ.choices and champ.name != "slug"
    ]
    saisie = Saisie(
        lignes={champ.name: " ".join(valeurs[champ.name].split()) for champ in simples},
        textes={champ.name: lire_texte(html) for champ in riches if (html := _lisible(valeurs[champ.name]))},
        libelles={champ.name: capfirst(champ.verbose_name) for champ in champs},
        aujourdhui=timezone.localdate(),
        debut=_jour(modele, "debut", valeurs),
        fin=_jour(modele, "fin", valeurs),
        francais=valeurs.get("langue", "fr") == "fr",
    )
    saisie = _savoir(saisie)
    return replace(saisie, **{champ: fonction(saisie) for champ, fonction in _APPORTS.items()})


def _lisible(html):
    """Return a text cleaned; nothing for one that saving would refuse: it is told so then."""
    try:
        valider_longueur(html)
    except ValidationError:
        return ""
    return assainir(html)


def _jour(modele, nom, valeurs) -> date | None:
    with suppress(FieldDoesNotExist, ValidationError):
        champ = modele._meta.get_field(nom)
        if isinstance(champ, DateField) and not isinstance(champ, DateTimeField) and valeurs.get(nom):
            return champ.formfield().clean(valeurs[nom])
    return None


def adresses_d_ailleurs(saisie: Saisie) -> list[str]:
    """Return the web addresses of other sites that the texts lead to, once each."""
    ici = urlsplit(settings.CUF_URL).hostname
    adresses = dict.fromkeys(lien.adresse for texte in saisie.textes.values() for lien in texte.liens if not lien.objet)
    return [une for une in adresses if (parties := adresse_web(une)) and parties.hostname != ici][:LIENS_MAX]


def _savoir(saisie):
    liens = [lien for texte in saisie.textes.values() for lien in texte.liens][:LIENS_MAX]
    references = {lien.objet for lien in liens if lien.objet}
    lues = en_ligne(references)
    chemins = {lien.adresse: chemin for lien in liens if not lien.objet and (chemin := chemin_d_ici(lien.adresse))}
    cles = {image.cle for texte in saisie.textes.values() for image in texte.images if not image.alt and image.cle}
    datees = {
        reference: (str(ligne), ligne.debut, ligne.fin or ligne.debut)
        for reference, (_, ligne) in lues.items()
        if isinstance(getattr(ligne, "debut", None), date)
    }
    return replace(
        saisie,
        a_transcrire={nom: str(ligne) for nom, (_, ligne) in lues.items() if getattr(ligne, "a_transcrire", False)},
        absents=_references_absentes(references - lues.keys()) | _chemins_absents(chemins),
        morts=dict(LienExterne.objects.morts().filter(adresse__in=adresses_d_ailleurs(saisie)).values_list("adresse", "raison")),
        decoratives=frozenset(Image.objects.filter(pk__in=cles, decorative=True).values_list("pk", flat=True))
        if cles
        else frozenset(),
        dates_liees=datees,
    )


def _references_absentes(references: Iterable[str]) -> dict[str, str]:
    connues, absentes = cibles(), {}
    for reference in references:
        lue = lire(reference)
        ligne = connues[lue[0]].modele._base_manager.filter(pk=lue[1]).first() if lue else None
        absentes[reference] = f"« {ligne} », qui n’est pas en ligne" if ligne else "un contenu qui n’existe plus"
    return absentes


def chemin_d_ici(adresse: str) -> str:
    """Return the path of a page of ours, from its address, whole or not; nothing for any other."""
    try:
        parties = urlsplit(adresse)
    except ValueError:
        return ""
    if parties.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return ""
    ici = not parties.netloc or parties.netloc == urlsplit(settings.CUF_URL).netloc
    return parties.path if ici and parties.path.startswith("/") and parties.scheme in {"", "http", "https"} else ""


def _chemins_absents(chemins: Mapping[str, str]) -> dict[str, str]:
    """Return, of {address: path}, those that no view answers, or whose row readers do not find, each with why."""
    vues, absents, a_trouver = _vues(), {}, {}
    for adresse, chemin in chemins.items():
        try:
            trouvee = resolve(chemin)
        except Resolver404:
            absents[adresse] = "une page qui n’existe pas"
            continue
        if trouvee.view_name in vues:
            a_trouver.setdefault(trouvee.view_name, {})[adresse] = trouvee.kwargs
    for nom, adresses in a_trouver.items():
        cible, champ = vues[nom]
        demandees = {str(arguments[champ]) for arguments in adresses.values()}
        presentes = {str(une) for une in cible.en_ligne().filter(**{f"{champ}__in": demandees}).values_list(champ, flat=True)}
        for adresse, arguments in adresses.items():
            if str(arguments[champ]) not in presentes:
                absents[adresse] = "une page qui n’est pas en ligne"
    anciennes = set(AncienneAdresse.objects.filter(chemin__in=[chemins[une] for une in absents]).values_list("chemin", flat=True))
    return {adresse: raison for adresse, raison in absents.items() if chemins[adresse] not in anciennes}


def _vues() -> dict[str, tuple[Cible, str]]:
    """Return, by the name of its view, each kind whose address holds one field of the row, and that field."""
    vues = {}
    for cible in cibles().values():
        champ = next((nom for nom in ("slug", "cle") if any(un.name == nom for un in cible.modele._meta.fields)), "")
        if not champ:
            continue
        exemple = cible.modele(**({"slug": "x"} if champ == "slug" else {}))
        with suppress(NoReverseMatch, Resolver404):
            trouvee = resolve(cible.adresse(exemple))
            if [*trouvee.kwargs] == [champ]:
                vues[trouvee.view_name] = (cible, champ)
    return vues
