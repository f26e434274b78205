"""The codec of a profile: what a member may propose to change, as JSON values that are stored, compared and shown.

The state of a profile is a flat dictionary: one key per field, and one per partnership, so that staff accept or refuse each
on its own: `partenariat-12`, or `partenariat-nouveau-JP-kyoto-jumelage` for one that does not exist yet. None, or no key,
means « nothing »: as the proposed value of a partnership, that the collectivité leaves it.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field

from django.core import signing
from django.utils.text import slugify

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

PARTENARIAT = "partenariat-"
NOUVEAU = f"{PARTENARIAT}nouveau-"
SEL = "annuaire.fiche"

# No more digits than an id of the database has.
_EXISTANT = re.compile(rf"{PARTENARIAT}([0-9]{{1,18}})")

_BLANCS = re.compile(r"[\s\u00a0]+")
# Applied once blanks are single: a run of them before anything but a tag would be read again from each of its blanks.
_BLANCS_DE_BLOC = re.compile(r" ?(</?(?:p|h[2-4]|ul|ol|li|blockquote|hr|table|thead|tbody|tr|td|th|figure|figcaption)\b[^>]*>) ?")


def cle_partenariat(identifiant):
    """Return the key of an existing partnership."""
    return f"{PARTENARIAT}{identifiant}"


def cle_nouveau(valeur):
    """Return the key of a partnership to create: the same tie proposed twice has the same key."""
    nom, pays = valeur["autorites"][0]
    return f"{NOUVEAU}{pays}-{slugify(nom, allow_unicode=True)}-{valeur['nature']}"


def lien(valeur):
    """Return what makes two values the same tie: authorities, whatever the case, and nature."""
    return (tuple((nom.casefold(), pays) for nom, pays in valeur["autorites"]), valeur["nature"])


def identifiant_partenariat(cle):
    """Return the id of the existing partnership that a key names, or None."""
    trouve = _EXISTANT.fullmatch(cle)
    return int(trouve[1]) if trouve else None


def est_connue(cle):
    """Say whether `cle` is a field of the profile or a partnership."""
    return cle in LIBELLES or cle.startswith(NOUVEAU) or identifiant_partenariat(cle) is not None


def rang(cle):
    """Return the sorting key that puts fields in the order of the form, then existing partnerships, then new ones."""
    if cle in LIBELLES:
        return (0, CHAMPS.index(cle), "")
    return (1, identifiant_partenariat(cle) or 0, "") if not cle.startswith(NOUVEAU) else (2, 0, cle)


def libelle(cle, *valeurs):
    """Return the words for a key; a partnership is named by its authorities, read from the first value that has them."""
    if cle in LIBELLES:
        return LIBELLES[cle]
    autorites = next((valeur["autorites"] for valeur in valeurs if valeur), [])
    noms = ", ".join(nom for nom, _ in autorites)
    return f"{'Nouveau partenariat' if cle.startswith(NOUVEAU) else 'Partenariat'} : {noms}"


def lire_partenariat(partenariat, collectivite):
    """Return a partnership, its authorities and French partners loaded, as a JSON value.

    `avec`: the French partners other than `collectivite`; one hidden from the directory is not named to the others.
    """
    francaises = (une for une in partenariat.collectivites.all() if une.visible)
    return {
        "autorites": sorted([autorite.nom, autorite.pays_id] for autorite in partenariat.autorites.all()),
        "avec": sorted(une.nom for une in francaises if une != collectivite),
        "nature": partenariat.nature,
        "annee": partenariat.annee,
        "etat": partenariat.etat,
        "confirme_le": partenariat.confirme_le.isoformat() if partenariat.confirme_le else None,
    }


def lire_fiche(collectivite):
    """Return the published state of a profile; the number of queries does not change with its size."""
    etat = {"presentation": collectivite.presentation, "logo": collectivite.image_id}
    etat |= {nom: getattr(collectivite, nom) for nom in TEXTES}
    for nom, code in LISTES.items():
        etat[nom] = sorted(getattr(collectivite, nom).order_by().values_list(code, flat=True))
    partenariats = collectivite.partenariats.prefetch_related("autorites", "collectivites")
    for partenariat in partenariats:
        etat[cle_partenariat(partenariat.pk)] = lire_partenariat(partenariat, collectivite)
    return etat


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

    @property
    def partenariats(self):
        """The keys of the published partnerships."""
        return [cle for cle in self.publiee if identifiant_partenariat(cle) is not None]

    @property
    def liens_publies(self):
        """The published ties, as `lien` gives them."""
        return [lien(self.publiee[cle]) for cle in self.partenariats]

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
    # A tie that staff removed since is no longer there to be changed.
    changements = {
        cle: changement["apres"]
        for cle, changement in demande.changements.items()
        if identifiant_partenariat(cle) is None or cle in publiee
    }
    return VueFiche(collectivite.pk, publiee, changements, demande.pk, demande.version, demande.message)


def fusionner(vue, maintenant, saisie):
    """Return what to show to a member whose view is stale: what they typed, and elsewhere what is there now.

    Args:
        vue: the state they started from.
        maintenant: the state of now.
        saisie: the state they typed.
    """
    cles = vue.keys() | maintenant.keys() | saisie.keys()
    return {cle: maintenant.get(cle) if identiques(cle, vue.get(cle), saisie.get(cle)) else saisie.get(cle) for cle in cles}
