"""Documents found: by their text where they are read, by their title where they are only told of.

Attached to nothing that the reader may hear of, a document is not found. The team finds all of them.
"""

from django.contrib.postgres.search import SearchRank
from django.db.models import DateField, F, Value
from django.db.models.functions import Cast

from gestion.usages import liens_vers
from mediatheque.models import Document
from recherche import prepare
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
    """Return rows: key, day, access, whether it is read, weight of its words; the latest of each level first."""
    voulue = requete.sans_les_exclus(requete.positive)
    trouvees = prepare.lire(_trouves, lecteur, voulue=voulue, tous=requete.positive)
    if lecteur.equipe or not trouvees:
        return trouvees
    joints = {cle for (cle,) in prepare.lire(_joints, lecteur, cles=[cle for cle, *_ in trouvees])}
    return [ligne for ligne in trouvees if ligne[0] in joints]


def _trouves(lecteur):
    # By a key of its own, as contents are: in the order of an index, texts would be read one by one until enough are found.
    lignes = Document.objects.annotate(jour=Cast("depose_le", DateField())).order_by("-jour", "-pk")
    for lues, vecteur, lisible in ((lignes.visibles_par(lecteur), ENTIER, True), (lignes.fermes_a(lecteur), TITRE, False)):
        rang = SearchRank(F(vecteur), Tsquery(prepare.texte("tous")), normalization=Value(1))
        tenues = lues.filter(dans(vecteur, "voulue"))
        yield tenues.values_list("pk", "jour", "acces", Value(lisible), rang)[: COMPTE_MAX + 1]


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
