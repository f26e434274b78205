"""Documents found: by their text where they are read, by their title where they are only told of.

Attached to nothing that the reader may hear of, and cited by no text that they read, a document is not found. The team finds all.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchRank
from django.db.models import DateField, F, Func, TextField, UUIDField, Value
from django.db.models.functions import Cast

from gestion.usages import liens_vers
from mediatheque.models import Document
from recherche import prepare, presentations
from recherche.fiches import Repertoire
from recherche.textes import DansTableau, Tsquery, dans
from redaction.citations import DocumentsCites
from redaction.recherche import ENTIER, TITRE
from redaction.registre import sortes
from socle.acces import Acces
from socle.listes import COMPTE_MAX
from socle.texte_riche import ChampRiche

DOCUMENTS = Repertoire(
    cle="documents",
    titre="Documents",
    singulier="Document",
    modele=Document,
    lignes=Document.objects.all,
    noms=(),
    nom_propre=None,
    liens=list,
    valeur=0.5,
)


class Unnest(Func):
    """`unnest(array)`: a row for each of its values."""

    function = "unnest"
    set_returning = True
    output_field = UUIDField()


def trouves(requete, lecteur):
    """Return what is found by a text that is no content's: the documents, and the keys of collectivités by their presentation.

    A document: key, day, access, whether it is read, weight of its words; the latest of each level first.
    """
    voulue = requete.sans_les_exclus(requete.positive)
    documents, collectivites = [], []
    # One query for both: every search makes it.
    for genre, *ligne in prepare.lire(_trouves, lecteur, voulue=voulue, tous=requete.positive):
        if genre == DOCUMENTS.cle:
            documents.append(ligne)
        else:
            collectivites.append(ligne[0])
    if not lecteur.equipe and documents:
        joints = {cle for (cle,) in prepare.lire(_joints, lecteur, cles=[cle for cle, *_ in documents])}
        documents = [ligne for ligne in documents if ligne[0] in joints]
    return documents, collectivites


def _trouves(lecteur):
    # By a key of its own, as contents are: in the order of an index, texts would be read one by one until enough are found.
    lignes = Document.objects.annotate(jour=Cast("depose_le", DateField())).order_by("-jour", "-pk")
    for lues, vecteur, lisible in ((lignes.visibles_par(lecteur), ENTIER, True), (lignes.fermes_a(lecteur), TITRE, False)):
        rang = SearchRank(F(vecteur), Tsquery(prepare.texte("tous")), normalization=Value(1))
        tenues = lues.filter(dans(vecteur, "voulue"))
        yield tenues.values_list(
            Value(DOCUMENTS.cle, TextField()), "pk", "jour", Cast("acces", TextField()), Value(lisible), rang
        )[: COMPTE_MAX + 1]
    sans = (Value(None, DateField()), Value("", TextField()), Value(True), Value(0.0))
    yield presentations.tenant().values_list(Value(presentations.GENRE, TextField()), "pk", *sans)[: COMPTE_MAX + 1]


def _joints(lecteur):
    """Give the querysets of the keys, among `cles`, of the documents attached to what a reader may hear of."""
    cles = prepare.tableau("cles", Document._meta.pk.__class__())
    for lien in liens_vers(Document):
        lignes = lien.related_model.objects.order_by()
        if hasattr(lignes, "publies"):
            lignes = lignes.publies().exclude(acces=Acces.EQUIPE)
        elif hasattr(lignes, "publics"):
            lignes = lignes.publics()
        else:
            # What no reader hears of, a version in preparation, tells of nothing.
            continue
        yield lignes.filter(DansTableau(F(lien.field.name), cles)).values_list(lien.field.name)
    yield from _cites(cles, lecteur)


def _cites(cles, lecteur):
    """Give the querysets of the keys, among `cles`, of the documents that a text which `lecteur` reads leads to."""
    documents = Document.objects.order_by().filter(DansTableau(F("pk"), cles))
    for sorte in sortes():
        for champ in (nom for nom in sorte.modele.TEXTES if isinstance(sorte.modele._meta.get_field(nom), ChampRiche)):
            lignes = sorte.modele.objects.order_by().publies().visibles_par(lecteur).alias(cites=DocumentsCites(champ))
            citant = lignes.filter(cites__overlap=ArraySubquery(documents.values("cle")))
            yield documents.filter(cle__in=citant.values_list(Unnest("cites"))).values_list("pk")
