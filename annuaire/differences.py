"""What a request changes, in words people read: each field before and after, what is added and removed marked."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from annuaire import fiche, lignes
from annuaire.models import Partenariat
from mediatheque.models import Image
from socle.dates import date_simple
from socle.texte_riche import assainir, texte_brut
from territoires.models import Odd, Pays, Secteur

VIDE = mark_safe('<span class="difference__vide">(vide)</span>')
_MOTS = re.compile(r"\S+")
_FIN_DE_BLOC = re.compile(r"</(?:p|h[2-4]|li|blockquote|tr|figcaption)>|<br>")
SANS_LOGO = mark_safe('<span class="difference__vide">(pas de logo)</span>')
LOGO_OUBLIE = mark_safe('<span class="difference__vide">(image qui n’a pas été gardée)</span>')
LIGNE = "\n"
MISE_EN_FORME = mark_safe('<p class="difference__vide">Seule la mise en forme change.</p>')
COUT_MAX = 10_000_000
"""Comparisons of words that a difference may cost, at worst: about half a second."""
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
            return _mots_de_texte_riche(valeur)
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


def _mots_de_texte_riche(valeur):
    """Return the words of a rich text, with `LIGNE` between its blocks."""
    blocs = [_MOTS.findall(texte_brut(bloc)) for bloc in _FIN_DE_BLOC.split(assainir(valeur))]
    mots = [mot for bloc in blocs if bloc for mot in (*bloc, LIGNE)]
    return mots[:-1]


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


def marquer(avant, apres, *, en_liste=False):
    """Return two lists of words as HTML: what goes in `<del>` on one side, what comes in `<ins>` on the other.

    The marks are also said in hidden words: assistive technologies often keep quiet about `<ins>` and `<del>`.

    Args:
        avant, apres: words, or lines when `en_liste` is true.
    """
    morceaux_avant, morceaux_apres = [], []
    for egaux, une, autre in _comparer(avant, apres):
        if egaux:
            morceaux_avant += [("", mot) for mot in une]
            morceaux_apres += [("", mot) for mot in autre]
        else:
            morceaux_avant += _morceaux("del", une, en_liste)
            morceaux_apres += _morceaux("ins", autre, en_liste)
    return _html(morceaux_avant, en_liste), _html(morceaux_apres, en_liste)


def _comparer(avant, apres):
    """Yield `(equal, words before, words after)`, for at most `COUT_MAX`.

    Two texts of a few words repeated a thousand times would take minutes: where words cost too much, blocks are compared, then
    the words of the blocks that changed; what still costs too much is told to have changed as a whole.
    """
    if _cout(avant, apres) <= COUT_MAX:
        yield from _tranches(avant, apres)
        return
    blocs_avant, blocs_apres = _blocs(avant), _blocs(apres)
    reste = COUT_MAX - _cout(blocs_avant, blocs_apres)
    if reste < 0:
        yield False, avant, apres
        return
    for egaux, une, autre in _tranches(blocs_avant, blocs_apres):
        mots_avant, mots_apres = [mot for bloc in une for mot in bloc], [mot for bloc in autre for mot in bloc]
        cout = 0 if egaux else _cout(mots_avant, mots_apres)
        if egaux or cout > reste:
            yield egaux, mots_avant, mots_apres
        else:
            reste -= cout
            yield from _tranches(mots_avant, mots_apres)


def _tranches(avant, apres):
    for nature, a, b, c, d in SequenceMatcher(None, avant, apres, autojunk=False).get_opcodes():
        yield nature == "equal", avant[a:b], apres[c:d]


def _cout(avant, apres):
    """Return how many comparisons `SequenceMatcher` makes at worst: all pairs of equal words, once for each word."""
    dans_apres = Counter(apres)
    paires = sum(nombre * dans_apres[mot] for mot, nombre in Counter(avant).items())
    return paires * min(len(avant), len(apres))


def _blocs(mots):
    """Return words as the blocks they make, each with the `LIGNE` that ends it."""
    blocs = [[]]
    for mot in mots:
        blocs[-1].append(mot)
        if mot == LIGNE:
            blocs.append([])
    return [tuple(bloc) for bloc in blocs]


def _morceaux(balise, mots, en_liste):
    if not mots:
        return []
    return [(balise, mot) for mot in mots] if en_liste else [(balise, " ".join(mots))]


def _html(morceaux, en_liste):
    if not morceaux:
        return VIDE
    rendus = [(_marque(balise, _lignes(texte)),) for balise, texte in morceaux]
    if en_liste:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", rendus))
    return format_html_join(" ", "{}", rendus)


def _lignes(texte):
    return format_html_join(mark_safe("<br>"), "{}", ((ligne.strip(),) for ligne in texte.split(LIGNE)))


def _marque(balise, texte):
    if balise == "ins":
        return format_html('<ins><span class="sr visually-hidden">ajouté : </span>{}</ins>', texte)
    if balise == "del":
        return format_html('<del><span class="sr visually-hidden">supprimé : </span>{}</del>', texte)
    return texte
