"""The codec of a profile: what a member may propose to change, as JSON values that are stored, compared and shown.

The state of a profile is a flat dictionary: one key per field, and one per row that its page shows (`annuaire.lignes`), so
that staff accept or refuse each on its own. None, or no key, means « nothing »: as the proposed value of a row, that the page
no longer shows it.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field

from django.core import signing

from annuaire import lignes
from annuaire.models import DemandeModification
from socle.texte_riche import assainir

TEXTES = ("adresse", "code_postal", "ville", "site", "courriel", "telephone")
# Many-to-many fields, and the stable code of their rows.
LISTES = {"pays": "alpha2", "secteurs": "code", "odds": "numero"}
LIBELLES = {
    "presentation": "Présentation de l’action internationale",
    "logo": "Logo",
    "adresse": "Adresse postale",
    "code_postal": "Code postal",
    "ville": "Ville",
    "site": "Site internet",
    "courriel": "Adresse électronique",
    "telephone": "Téléphone",
    "pays": "Pays d’intervention",
    "secteurs": "Secteurs d’intervention",
    "odds": "Objectifs de développement durable",
}
CHAMPS = tuple(LIBELLES)

SEL = "annuaire.fiche"

_BLANCS = re.compile(r"[\s\u00a0]+")
# Applied once blanks are single: a run of them before anything but a tag would be read again from each of its blanks.
_BLANCS_DE_BLOC = re.compile(r" ?(</?(?:p|h[2-4]|ul|ol|li|blockquote|hr|table|thead|tbody|tr|td|th|figure|figcaption)\b[^>]*>) ?")


def est_connue(cle):
    """Say whether `cle` is a field of the profile or one of its rows."""
    return cle in LIBELLES or lignes.genre_de(cle) is not None


def rang(cle):
    """Return the sorting key that puts fields in the order of the form, then the rows of each kind, existing ones first."""
    genre = lignes.genre_de(cle)
    if genre is None:
        return (0, CHAMPS.index(cle) if cle in LIBELLES else len(CHAMPS), 0, "")
    ordre = 1 + lignes.GENRES.index(genre)
    return (ordre, 1, 0, cle) if lignes.est_nouvelle(cle) else (ordre, 0, lignes.identifiant(cle), "")


def libelle(cle, *valeurs):
    """Return the words for a key; a row is named from the first value that is one."""
    if cle in LIBELLES:
        return LIBELLES[cle]
    genre = lignes.genre_de(cle)
    noms = lignes.NOMS_NOUVEAUX if lignes.est_nouvelle(cle) else lignes.NOMS
    return f"{noms[genre]} : {next((lignes.nom_de(genre, valeur) for valeur in valeurs if valeur), '')}"


def lire_fiche(collectivite):
    """Return the published state of a profile; the number of queries does not change with its size."""
    etat = {"presentation": collectivite.presentation, "logo": collectivite.image_id}
    etat |= {nom: getattr(collectivite, nom) for nom in TEXTES}
    for nom, code in LISTES.items():
        etat[nom] = sorted(getattr(collectivite, nom).order_by().values_list(code, flat=True))
    return etat | lignes.lire(collectivite)


def nettoyer(changements):
    """Return proposed values fit to be stored: known keys only, rich text cleaned. Raise ValueError on another key."""
    inconnues = [cle for cle in changements if not est_connue(cle)]
    if inconnues:
        raise ValueError(f"Unknown keys of a profile: {inconnues}")
    return {cle: assainir(valeur) if cle == "presentation" else valeur for cle, valeur in changements.items()}


def identiques(cle, une, autre):
    """Say whether two values of `cle` mean the same; spaces between the blocks of a rich text do not count."""
    if cle == "presentation":
        return _forme_comparable(une) == _forme_comparable(autre)
    return une == autre


def _forme_comparable(texte):
    simple = _BLANCS.sub(" ", assainir(texte or "").replace("&nbsp;", "\u00a0"))
    return _BLANCS_DE_BLOC.sub(r"\1", simple).strip()


def ecarts(avant, apres):
    """Return `{key: {"avant": value, "apres": value}}` for the keys whose value differs, in the order of the form."""
    cles = sorted(avant.keys() | apres.keys(), key=rang)
    return {
        cle: {"avant": avant.get(cle), "apres": apres.get(cle)}
        for cle in cles
        if not identiques(cle, avant.get(cle), apres.get(cle))
    }


@dataclass(frozen=True)
class VueFiche:
    """What a member sees in the form: the published profile, and the pending request laid over it.

    It travels signed with the form, so that what changed in between is known exactly, field by field.
    """

    collectivite: int
    publiee: dict
    changements: dict = field(default_factory=dict)
    demande: int = 0
    version_demande: int = 0
    message: str = ""

    @property
    def proposee(self):
        """The state shown in the form."""
        return {**self.publiee, **self.changements}

    def existantes(self, genre):
        """Return the keys of the published rows of a kind."""
        return [cle for cle in self.publiee if lignes.genre_de(cle) == genre]

    def identites(self, genre):
        """Return what makes each published row of a kind the same as another (`annuaire.lignes.identite`)."""
        return {lignes.identite(genre, self.publiee[cle]) for cle in self.existantes(genre)}

    def proches(self, genre, valeur):
        """Return in words the published rows about the same town, or the same person, as `valeur`: one more is asked about."""
        sujets = lignes.SUJETS[genre]
        publiees = (self.publiee[cle] for cle in self.existantes(genre))
        return [lignes.resume(genre, publiee) for publiee in publiees if sujets(publiee) & sujets(valeur)]

    @property
    def empreinte(self):
        """A digest that changes with the profile, and with the pending request."""
        contenu = [self.collectivite, self.publiee, self.demande, self.version_demande]
        return hashlib.sha256(json.dumps(contenu, sort_keys=True).encode()).hexdigest()

    def signer(self):
        """Return the view as a signed text for a hidden field."""
        return signing.dumps(vars(self), salt=SEL, compress=True)

    @classmethod
    def verifier(cls, jeton, collectivite):
        """Return the view signed in `jeton`, if it is one of `collectivite`, else None."""
        try:
            vue = cls(**signing.loads(jeton, salt=SEL))
        except signing.BadSignature:
            return None
        return vue if vue.collectivite == collectivite.pk else None


def en_attente(collectivite):
    """Return the pending request of a collectivité, or None."""
    return DemandeModification.objects.en_attente().filter(collectivite=collectivite).select_related("auteur").first()


def voir(collectivite):
    """Return what the form of `collectivite` shows now."""
    return superposer(collectivite, en_attente(collectivite))


def superposer(collectivite, demande):
    """Return the published profile with `demande` (a pending request, or None) laid over it."""
    publiee = lire_fiche(collectivite)
    if demande is None:
        return VueFiche(collectivite.pk, publiee)
    changements = encore_possibles(demande.changements, publiee)
    return VueFiche(collectivite.pk, publiee, changements, demande.pk, demande.version, demande.message)


def encore_possibles(changements, publiee):
    """Return the proposed values of a request, without those of rows that staff removed since: they cannot be changed."""
    return {
        cle: changement["apres"] for cle, changement in changements.items() if lignes.identifiant(cle) is None or cle in publiee
    }


def reprendre(demande, publiee):
    """Return what a request, not accepted or not whole, still proposes: `{key: value}`, without a logo that was not kept.

    Args:
        demande: withdrawn, refused, or accepted in part.
        publiee: the published state of now.
    """
    refuses = {cle: un for cle, un in demande.changements.items() if cle not in demande.champs_acceptes and cle != "logo"}
    return encore_possibles(refuses, publiee)


def fusionner(vue, maintenant, saisie):
    """Return what to show to a member whose view is stale: what they typed, and elsewhere what is there now.

    Args:
        vue: the state they started from.
        maintenant: the state of now.
        saisie: the state they typed.
    """
    cles = vue.keys() | maintenant.keys() | saisie.keys()
    return {cle: maintenant.get(cle) if identiques(cle, vue.get(cle), saisie.get(cle)) else saisie.get(cle) for cle in cles}
