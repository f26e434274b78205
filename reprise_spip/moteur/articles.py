"""What an article becomes: which kind of content, which fields, tied to what."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from actualites.models import Actualite
from pages.models import Page
from redaction.publication import Statut
from reprise_spip.conversion import VERSION, Converti, convertir
from reprise_spip.lecture import Article
from reprise_spip.models import Correspondance, Devenir
from reprise_spip.moteur.contexte import Contexte
from ressources.models import Publication
from territoires.noms import adresse

STATUTS = {
    "publie": Statut.PUBLIE,
    "prepa": Statut.BROUILLON,
    "prop": Statut.BROUILLON,
    "refuse": Statut.ARCHIVE,
    "poubelle": Statut.ARCHIVE,
}
SUR_DEMANDE = {"refuse": "refusé dans SPIP", "poubelle": "à la poubelle dans SPIP"}
MODELES = {Devenir.PUBLICATIONS: Publication, Devenir.PAGES: Page}
# The relations of a content that the plan fills, as far as its model has them.
LIENS = ("pays", "themes", "groupes", "fonds")


@dataclass
class Prevu:
    """An article as it will be written."""

    article: Article
    modele: type[Model]
    correspondance: Correspondance
    empreinte: str
    champs: dict = field(default_factory=dict)
    liens: dict[str, list] = field(default_factory=dict)
    signatures: str = ""
    alertes: list[str] = field(default_factory=list)
    nouveau: bool = True


class Refus(Exception):
    """An article that cannot be taken; the message says why."""


def devient(article: Article, contexte: Contexte) -> type[Model] | str:
    """Return the model that an article becomes a row of, or why it is left."""
    if article.statut not in STATUTS:
        return f"statut inconnu, « {article.statut} »"
    if article.statut in SUR_DEMANDE and not contexte.refuses:
        return SUR_DEMANDE[article.statut]
    if article.redirection:
        return "redirection vers une autre page"
    rubrique = contexte.rubrique(article.id_rubrique)
    if rubrique is not None and rubrique.devient == Devenir.LAISSER:
        return "rubrique laissée par le plan"
    return MODELES.get(rubrique.devient if rubrique else None, Actualite)


def empreinte(article: Article, contexte: Contexte) -> str:
    """Return the digest of all that an article is made from: read again unchanged, it is not converted again."""
    site, cle = contexte.site, ("article", article.id)
    rubrique = contexte.rubrique(article.id_rubrique)
    mots = [contexte.mot(mot) for mot in site.mots_de.get(cle, ())]
    # A visit changes nothing of the text.
    texte = repr(
        (
            VERSION,
            replace(article, visites=0),
            [_dit(ligne) for ligne in (rubrique, *mots)],
            site.auteurs_de.get(cle),
            site.documents_de.get(cle),
        )
    )
    return hashlib.sha256(texte.encode("utf-8", "surrogatepass")).hexdigest()


def _dit(ligne):
    if ligne is None:
        return None
    # A line just proposed and the same read again say it in one way.
    return str(ligne.devient), ligne.pays_id, ligne.theme_id, ligne.groupe_id, ligne.fonds_id, str(ligne.genre)


def preparer(prevu: Prevu, contexte: Contexte) -> None:
    """Convert an article and fill the fields and the links of its row.

    Raises:
        Refus: a rule of the portal refuses it.
    """
    article, modele = prevu.article, prevu.modele
    texte = convertir(article, contexte.renvois)
    prevu.alertes += texte.alertes
    _dire_la_rubrique(prevu, contexte)
    champs = prevu.champs = _textes(prevu, texte)
    champs |= _dates(prevu)
    connus = contexte.site.auteurs
    auteurs = [connus[un] for un in contexte.site.auteurs_de.get(("article", article.id), ()) if un in connus]
    champs["auteur"] = next((compte for un in auteurs if (compte := contexte.equipe.get(un.email.lower()))), None)
    prevu.signatures = ", ".join(un.nom for un in auteurs)[:300]
    _lier(prevu, contexte)
    if modele is Publication:
        champs["parue_le"] = timezone.localdate(champs["publie_le"] or champs["cree_le"])
    if modele is Page:
        langues = Page.Langue.values
        champs["langue"] = article.lang if article.lang in langues else Page.Langue.FR
    _verifier(prevu, contexte)


def _textes(prevu, texte: Converti):
    """Return the texts of a row; what is longer than its field stays whole, at the head of the text."""
    article, modele, en_tete = prevu.article, prevu.modele, []
    champs = {}
    for nom in ("titre", "surtitre", "sous_titre", "chapo"):
        valeur, longueur = getattr(texte, nom), modele._meta.get_field(nom).max_length
        if len(valeur) > longueur:
            en_tete.append(f"<p>{valeur}</p>")
            valeur = valeur[: longueur - 1].rpartition(" ")[0] + "…"
            prevu.alertes.append(f"{nom.replace('_', '-').capitalize()} trop long : coupé, et gardé entier en tête du texte.")
        champs[nom] = valeur
    if not champs["titre"]:
        champs["titre"] = f"Sans titre (article {article.id})"
        prevu.alertes.append("Cet article n’a pas de titre.")
    return {**champs, "corps": "\n".join([*en_tete, texte.corps])}


def _dates(prevu):
    """Return the state and the true dates of a row."""
    article = prevu.article
    dates = {nom: getattr(article, nom) for nom in ("date", "date_modif")}
    for nom, lue in dates.items():
        if lue is not None and lue.impossible:
            prevu.alertes.append(f"Date impossible, « {lue.impossible} » ({nom}).")
        elif lue is not None and not lue.jour_connu and nom == "date":
            prevu.alertes.append(f"Daté de {lue} seulement : rangé au premier jour qu’il peut être.")
    parution, changement = (lue.instant if lue is not None and lue.connue else None for lue in dates.values())
    maintenant = timezone.now()
    statut = STATUTS[article.statut]
    if statut == Statut.PUBLIE and parution is None:
        parution = changement
        statut = Statut.PUBLIE if parution else Statut.BROUILLON
        suite = "celle de sa dernière modification est prise." if parution else "repris en brouillon."
        prevu.alertes.append(f"Publié sans date : {suite}")
    changement = min(changement or parution or maintenant, maintenant)
    return {
        "statut": statut,
        "publie_le": parution if statut in (Statut.PUBLIE, Statut.ARCHIVE) else None,
        "cree_le": min(parution or changement, changement),
        "modifie_le": _sans_microsecondes(changement),
    }


def _sans_microsecondes(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


def _dire_la_rubrique(prevu, contexte):
    if contexte.rubrique(prevu.article.id_rubrique) is None:
        prevu.alertes.append(f"Sa rubrique, la {prevu.article.id_rubrique}, n’existe plus : repris sans elle.")


def _lier(prevu, contexte):
    """Tie a row to what its rubrique and its mots mean."""
    article = prevu.article
    lignes = [contexte.rubrique(article.id_rubrique)]
    lignes += [contexte.mot(mot) for mot in contexte.site.mots_de.get(("article", article.id), ())]
    lignes = [ligne for ligne in lignes if ligne is not None and ligne.devient != Devenir.LAISSER]
    trouves = {
        "pays": [ligne.pays_id for ligne in lignes],
        "themes": [ligne.theme_id for ligne in lignes],
        "groupes": [ligne.groupe_id for ligne in lignes],
        "fonds": [ligne.fonds_id for ligne in lignes],
    }
    champs = {champ.name for champ in prevu.modele._meta.many_to_many}
    prevu.liens = {nom: [*dict.fromkeys(cle for cle in cles if cle)] for nom, cles in trouves.items() if nom in champs}
    if prevu.modele is Actualite:
        prevu.champs["genre"] = next((ligne.genre for ligne in lignes if ligne.genre), Actualite.Genre.INFORMATION)


def _verifier(prevu, contexte):
    """Give a new row its address, and see that the rules of the portal take it."""
    modele, numero = prevu.modele, prevu.article.id
    objet = modele(pk=prevu.correspondance.id_objet, **prevu.champs)
    if prevu.nouveau:
        objet.slug = contexte.slug_libre(modele, adresse(prevu.champs["titre"]), numero)
        try:
            objet.clean()
        except ValidationError:
            objet.slug = contexte.slug_libre(modele, f"{objet.slug}-{numero}", numero)
        prevu.champs["slug"] = objet.slug
    try:
        objet.clean_fields(exclude=["auteur", "image", "slug"])
    except ValidationError as erreur:
        for champ, messages in erreur.message_dict.items():
            if champ != "corps":
                raise Refus(f"{champ} : {' '.join(messages)}") from erreur
            prevu.alertes.append(f"{' '.join(messages)} Repris tel quel : il se lit, son formulaire ne l’enregistrera pas.")
