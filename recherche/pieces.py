"""Documents found: by their text where they are read, by their title where they are only told of.

Attached to nothing that the reader may hear of, a document is not found. The team finds all of them.
"""

from django.contrib.postgres.search import SearchRank
from django.db.models import DateField, F, TextField, Value
from django.db.models.functions import Cast

from gestion.usages import liens_vers
from mediatheque.models import Document
from recherche import prepare, presentations
from recherche.fiches import Repertoire
from recherche.textes import DansTableau, Tsquery, dans
from redaction.recherche import ENTIER, TITRE
from socle.acces import Acces
from socle.listes import COMPTE_MAX

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
        else:
            lignes = lignes.publics()
        yield lignes.filter(DansTableau(F(lien.field.name), cles)).values_list(lien.field.name)
