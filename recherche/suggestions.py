"""What is offered while a person types: names and titles whose words begin so, as pages to go to at once."""

from django.db.models import BooleanField, ExpressionWrapper, F, Q, TextField, Value
from django.db.models.functions import Length
from django.db.models.lookups import StartsWith

from recherche import prepare
from recherche.fiches import REPERTOIRES, nomme
from recherche.presentation import LIGNES, genre_de, page_du_nom
from recherche.requete import motif_de, mots_saisis
from recherche.textes import dans
from redaction.recherche import TITRE, CleDuTitre
from redaction.registre import sortes
from socle.acces import VISITEUR

LETTRES_MIN, LETTRES_DES_TITRES = 3, 4
"""Letters from which names are offered, then titles too: shorter, too many begin so, and no index of three letters serves."""
PAR_GENRE, EN_TOUT = 3, 8


@prepare.par_les_index()
def suggerer(texte):
    """Return what is offered for a beginning: `texte`, `genre`, `adresse` of each, names first; what everyone may read, alone."""
    mots = mots_saisis(texte)
    lettres = max(map(len, mots), default=0)
    if lettres < LETTRES_MIN:
        return []
    valeurs = {f"motif{rang}": motif_de(((mot,),)) for rang, mot in enumerate(mots)}
    valeurs["cle"] = " ".join(mots)
    trouves = [
        (not devant, rang, longueur, dit, REPERTOIRES[rang].singulier, page_du_nom(ou))
        for rang, dit, ou, devant, longueur in prepare.lire(_noms, len(mots), **valeurs)
    ]
    offerts = [{"texte": dit, "genre": genre, "adresse": page} for *_, dit, genre, page in sorted(trouves)]
    if lettres >= LETTRES_DES_TITRES and len(offerts) < EN_TOUT:
        # Of the title alone (A): what the chapo says is not what is shown.
        offerts += _titres(" & ".join(f"'{mot}':*A" for mot in mots))
    return offerts[:EN_TOUT]


def _noms(mots):
    for rang, repertoire in enumerate(REPERTOIRES):
        tenus = Q()
        for un in range(mots):
            tenus &= nomme(repertoire, prepare.texte(f"motif{un}"))
        montrees = repertoire.lignes().order_by().values("pk")
        devant = ExpressionWrapper(Q(StartsWith(CleDuTitre(repertoire.nom_propre), prepare.texte("cle"))), BooleanField())
        lignes = LIGNES[repertoire.cle][1]().filter(tenus).filter(pk__in=montrees).annotate(devant=devant, longueur=Length("dit"))
        yield lignes.order_by("-devant", "longueur", "dit").values_list(Value(rang), "dit", "ou", "devant", "longueur")[
            :PAR_GENRE
        ]


def _titres(tsquery):
    cles = {}
    for genre, cle in prepare.lire(_titres_de, debuts=tsquery):
        cles.setdefault(genre, []).append(cle)
    return [
        {"texte": objet.dit, "genre": genre_de(sorte), "adresse": objet.get_absolute_url()}
        for sorte in sortes()
        if sorte.cle in cles
        for objet in sorte.modele.objects.annotate(dit=F("titre")).pour_adresse().filter(pk__in=cles[sorte.cle])
    ]


def _titres_de():
    for sorte in sortes():
        lignes = sorte.modele.objects.en_ligne_pour(VISITEUR).order_by(f"-{sorte.jour}").filter(dans(TITRE, "debuts"))
        yield lignes.values_list(Value(sorte.cle, TextField()), "pk")[:PAR_GENRE]
