"""Documents found: by their text where they are read, by their title where they are only told of.

Attached to nothing that the reader may hear of, a document is not found. The team finds all of them.
"""

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q, Value

from gestion.usages import liens_vers
from mediatheque.models import Document
from recherche import prepare
from recherche.fiches import Repertoire
from recherche.textes import Tsquery, dans
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
    return prepare.lire(_trouves, lecteur, voulue=voulue, tous=requete.positive)


def _trouves(lecteur):
    annonces = Document.objects.order_by("-depose_le", "-pk")
    if not lecteur.equipe:
        annonces = annonces.filter(pk__in=_joints(lecteur))
    for lignes, vecteur, lisible in (
        (annonces.visibles_par(lecteur), ENTIER, True),
        (annonces.fermes_a(lecteur), TITRE, False),
    ):
        rang = SearchRank(F(vecteur), Tsquery(prepare.texte("tous")), normalization=Value(1))
        tenues = lignes.filter(dans(vecteur, "voulue"))
        yield tenues.values_list("pk", "depose_le", "acces", Value(lisible), rang)[: COMPTE_MAX + 1]


def _joints(lecteur):
    """Return the keys of the documents attached to what a reader may hear of."""
    lots = []
    for lien in liens_vers(Document):
        lignes = lien.related_model.objects.order_by()
        if hasattr(lignes, "publies"):
            lignes = lignes.publies().exclude(acces=Acces.EQUIPE)
        else:
            lignes = lignes.publics()
        champ = lien.field.name
        lots.append(lignes.filter(~Q(**{champ: None})).values_list(champ))
    return lots[0].union(*lots[1:], all=True)
