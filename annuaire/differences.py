"""What a request changes, in words people read: each field before and after, what is added and removed marked."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from annuaire import fiche, lignes
from annuaire.models import Partenariat
from mediatheque.models import Image
from socle.dates import date_simple
from socle.differences import LIGNE, marquer, mots_de_texte_riche
from territoires.models import Odd, Pays, Secteur

_MOTS = re.compile(r"\S+")
SANS_LOGO = mark_safe('<span class="difference__vide">(pas de logo)</span>')
LOGO_OUBLIE = mark_safe('<span class="difference__vide">(image qui n’a pas été gardée)</span>')
MISE_EN_FORME = mark_safe('<p class="difference__vide">Seule la mise en forme change.</p>')
_MODELES = {"pays": (Pays, "alpha2"), "secteurs": (Secteur, "code"), "odds": (Odd, "numero")}


@dataclass(frozen=True)
class Difference:
    """One line of a comparison; `avant` and `apres` are HTML to show, or images of the library for the logo."""

    cle: str
    libelle: str
    avant: SafeString | Image | None
    apres: SafeString | Image | None
    texte_riche: str = ""
    conflit: bool = False
    actuel: SafeString | Image | None = None
    acceptee: bool = False

    @property
    def est_image(self):
        """Whether the values are pictures: a logo that is no longer in the library is told in words."""
        return self.cle == "logo" and not isinstance(self.apres, SafeString)


class _Noms:
    """The names behind the codes and ids of a comparison: one query per kind, whatever the number of lines."""

    def __init__(self, valeurs):
        codes = {"pays": set(), "secteurs": set(), "odds": set(), "logo": set()}
        for cle, valeur in valeurs:
            if not valeur:
                continue
            if cle in _MODELES:
                codes[cle].update(valeur)
            elif cle == "logo":
                codes["logo"].add(valeur)
            elif (genre := lignes.genre_de(cle)) == lignes.PARTENARIAT:
                codes["pays"].update(pays for _, pays in valeur["autorites"])
            elif genre == lignes.PROJET:
                codes["pays"].update(valeur["pays"])
        self.noms = {
            cle: {getattr(un, code): str(un) for un in modele.objects.filter(**{f"{code}__in": codes[cle]})} if codes[cle] else {}
            for cle, (modele, code) in _MODELES.items()
        }
        self.images = Image.objects.in_bulk(codes["logo"]) if codes["logo"] else {}

    def mots(self, cle, valeur):
        """Return a value as a list of words, or of lines, to compare."""
        if not valeur:
            return []
        if cle == "presentation":
            return mots_de_texte_riche(valeur)
        if cle in _MODELES:
            noms = self.noms[cle]
            # The names came in the order of their list: « États-Unis » between « Espagne » and « Fidji ».
            return [noms[code] for code in noms if code in valeur] + [str(code) for code in valeur if code not in noms]
        match lignes.genre_de(cle):
            case lignes.PARTENARIAT:
                return self.lignes_de_partenariat(valeur)
            case lignes.MANDAT:
                return _lignes_de_mandat(valeur)
            case lignes.PROJET:
                return self.lignes_de_projet(valeur)
        return _MOTS.findall(str(valeur))

    def lignes_de_partenariat(self, valeur):
        """Return a partnership as lines of text."""
        autorites = ", ".join(f"{nom} ({self.noms['pays'].get(pays, pays)})" for nom, pays in valeur["autorites"])
        faits = [autorites, Partenariat.Nature(valeur["nature"]).label.capitalize()]
        if valeur["avec"]:
            faits.append(f"Partagé avec {', '.join(valeur['avec'])}")
        faits.append(f"Signé en {valeur['annee']}" if valeur["annee"] else "Année de signature non connue")
        faits.append(f"État : {Partenariat.Etat(valeur['etat']).label}")
        confirme = valeur["confirme_le"]
        faits.append(f"Confirmé le {date_simple(date.fromisoformat(confirme))}" if confirme else "Pas encore confirmé")
        return [*faits, *_paragraphes(valeur)]

    def lignes_de_projet(self, valeur):
        """Return a project as lines of text."""
        pays = [self.noms["pays"].get(code, code) for code in valeur["pays"]]
        faits = [valeur["titre"], ", ".join(map(str, pays)) or "Sans pays"]
        if valeur["avec"]:
            faits.append(f"Partagé avec {', '.join(valeur['avec'])}")
        annees = [str(valeur[bout]) for bout in ("annee_debut", "annee_fin") if valeur[bout]]
        return [*faits, " – ".join(annees) or "Années non connues", *_paragraphes(valeur)]


def _lignes_de_mandat(valeur):
    constate = valeur["constate_le"]
    vu = f"En fonction au {date_simple(date.fromisoformat(constate))}" if constate else "Pas encore confirmé"
    return [f"{valeur['prenom']} {valeur['nom']}", valeur["fonction"], vu]


def _paragraphes(valeur):
    """Return the description of a row, line by line; nothing for a request made before rows had one."""
    return [ligne for ligne in valeur.get("description", "").split(LIGNE) if ligne]


def differences(demande, actuelle=None, conflits=()):
    """Return the `Difference` list of a request.

    Args:
        demande: the request.
        actuelle: the published state of now, to show beside a conflict.
        conflits: the keys in conflict (`annuaire.actions.conflits_de`).
    """
    actuelle = actuelle or {}
    changements = demande.changements
    acceptes = set(demande.champs_acceptes)
    noms = _Noms(
        [(cle, un[cote]) for cle, un in changements.items() for cote in ("avant", "apres")]
        + [(cle, actuelle.get(cle)) for cle in conflits]
    )
    return [
        _difference(
            noms,
            cle,
            changements[cle]["avant"],
            changements[cle]["apres"],
            conflit=cle in conflits,
            actuel=_seul(noms, cle, actuelle.get(cle)) if cle in conflits else None,
            acceptee=cle in acceptes,
        )
        for cle in sorted(changements, key=fiche.rang)
    ]


def differences_entre(avant, apres):
    """Return the `Difference` list between two states of a profile."""
    ecarts = fiche.ecarts(avant, apres)
    noms = _Noms([(cle, un[cote]) for cle, un in ecarts.items() for cote in ("avant", "apres")])
    return [_difference(noms, cle, un["avant"], un["apres"]) for cle, un in ecarts.items()]


def _difference(noms, cle, avant, apres, **suite):
    libelle = fiche.libelle(cle, avant, apres)
    if cle == "logo":
        return _difference_de_logo(noms, libelle, avant, apres, **suite)
    mots_avant, mots_apres = noms.mots(cle, avant), noms.mots(cle, apres)
    html_avant, html_apres = marquer(mots_avant, mots_apres, en_liste=_en_liste(cle))
    if mots_avant == mots_apres:
        html_apres += MISE_EN_FORME
    riche = apres if cle == "presentation" else ""
    return Difference(cle, libelle, html_avant, html_apres, texte_riche=riche, **suite)


def _difference_de_logo(noms, libelle, avant, apres, **suite):
    if all(un is None or un in noms.images for un in (avant, apres)):
        return Difference("logo", libelle, noms.images.get(avant), noms.images.get(apres), **suite)
    if suite.get("conflit"):
        suite["actuel"] = format_html("{}", suite["actuel"] or SANS_LOGO)
    return Difference("logo", libelle, _logo_en_mots(noms, avant), _logo_en_mots(noms, apres), **suite)


def _logo_en_mots(noms, identifiant):
    if identifiant is None:
        return SANS_LOGO
    return format_html("{}", noms.images.get(identifiant) or LOGO_OUBLIE)


def _seul(noms, cle, valeur):
    if cle == "logo":
        return noms.images.get(valeur)
    return marquer(noms.mots(cle, valeur), noms.mots(cle, valeur), en_liste=_en_liste(cle))[0]


def _en_liste(cle):
    return cle in _MODELES or lignes.genre_de(cle) is not None
