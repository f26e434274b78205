"""From an article of SPIP to the texts that the portal holds: its letters put right, then its markup converted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from redaction.registre import sorte_de
from reprise_spip.encodage import reparer
from reprise_spip.lecture import Article, Document
from reprise_spip.models import Correspondance
from reprise_spip.texte.conversion import chapo_en_texte, convertir_article, convertir_ligne, sans_numero
from reprise_spip.texte.echanges import Cible, Figure
from socle.texte_riche import texte_brut

# Raise it when the same text gives another one: what was taken is then taken again.
VERSION = 1
TEXTES = ("surtitre", "titre", "soustitre", "descriptif", "chapo", "texte", "ps")

_ANCIENNE = re.compile(r"(?:https?://[^/]+)?/?spip\.php\?article(\d{1,9})\b")


@dataclass
class Converti:
    """The texts of an article as the portal holds them, and what is to be told of their conversion, in French."""

    titre: str
    surtitre: str = ""
    sous_titre: str = ""
    chapo: str = ""
    corps: str = ""
    alertes: list[str] = field(default_factory=list)


@dataclass
class Renvois:
    """Where the links of SPIP lead: articles to the rows they are here, remote documents to where they are.

    Documents of IMG have no row here: the report of each text says those it shows.
    """

    correspondances: Mapping[tuple[str, int], Correspondance]
    titres: Mapping[int, str]
    documents: Mapping[int, Document]

    def lien(self, genre: str, cle: int) -> Cible | None:
        """Return the row that an article became."""
        une = self.correspondances.get((genre, cle))
        if une is None:
            return None
        sorte = sorte_de(une.type_objet.model_class())
        return Cible(f"/spip.php?{genre}{cle}", f"{sorte.cle}:{une.id_objet}", self.titres.get(cle, ""))

    def adresse(self, adresse: str) -> Cible | None:
        """Return the row that « spip.php?article12 » names."""
        trouvee = _ANCIENNE.match(adresse)
        return self.lien("article", int(trouvee[1])) if trouvee else None

    def document(self, cle: int) -> Figure | None:
        """Return the link that a remote document becomes."""
        document = self.documents.get(cle)
        if document is None or document.distant != "oui":
            return None
        dits = {nom: getattr(document, nom) for nom in ("titre", "descriptif", "credits")}
        return Figure(adresse=document.fichier, est_image=False, **dits)

    def fichier(self, adresse: str) -> Figure | None:
        """Return None: no picture of IMG is in the media library."""


def en_ligne(texte: str, langue: str = "fr") -> str:
    """Return a text of one line, without markup nor sorting number, its letters put right: a title."""
    return sans_numero(convertir_ligne(reparer(texte)[0], langue or "fr")[0])


def convertir(article: Article, renvois: Renvois) -> Converti:
    """Return the texts of an article, and all that was repaired, lost or doubtful in them."""
    article, alertes = _reparer(article)
    langue = article.lang or "fr"
    rendu = convertir_article(
        renvois, chapo=article.chapo or article.descriptif, texte=article.texte, ps=article.ps, langue=langue
    )
    chapo = chapo_en_texte(rendu)
    alertes += [f"{rapport.message} « {rapport.extrait} »" for rapport in rendu.rapports]
    alertes += [f"Passage en « {nom} », laissé à part : « {texte_brut(mots)} »" for nom, mots in rendu.autres_langues.items()]
    return Converti(
        titre=en_ligne(article.titre, langue),
        surtitre=en_ligne(article.surtitre, langue),
        sous_titre=en_ligne(article.soustitre, langue),
        chapo=chapo,
        corps=rendu.corps,
        alertes=alertes,
    )


def _reparer(article):
    textes, alertes = {}, []
    for nom in TEXTES:
        textes[nom], reparations = reparer(getattr(article, nom))
        for avant, apres in reparations:
            dit = f"réparé : « {avant} » devient « {apres} »." if apres else f"laissé tel quel, à vérifier : « {avant} »."
            alertes.append(f"Encodage ({nom}), {dit}")
    return replace(article, **textes), alertes
