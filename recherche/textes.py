"""Contents found: rows of the kinds of the register, by words of their texts and by the names of their subjects."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchRank
from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, F, Func, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Abs, Cast, Coalesce, Length
from django.db.models.lookups import Exact, Regex

from redaction.recherche import ENTIER, SUJETS, TITRE
from redaction.registre import sortes
from socle.acces import Acces
from socle.fonctions import tri
from socle.listes import COMPTE_MAX

LIENS_MAX = 5000
"""Contents tied to a subject that a word names, the last ones written."""
PROCHES = 20
"""Titles of the length of what was typed: one that says just that is among them."""
SANS_DATE = date(1, 1, 1)


class DansTableau(Func):
    """`cle = ANY(tableau)`: read in the index of the key, even as one side of an alternative."""

    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = BooleanField()


class CleDuTitre(Func):
    """The words of a title or of a name, as `Requete.cle` writes them."""

    template = "btrim(regexp_replace(%(expressions)s, '[^a-z0-9]+', ' ', 'g'))"
    output_field = TextField()


def liens(requete, lecteur):
    """Return, for each term that names subjects, `{relation: [keys]}`; one query for all of them."""
    relations = {}
    for sorte in sortes():
        relations |= {champ.name: champ.related_model for champ in _relations(sorte.modele)}
    noms = [
        _nommables(modele, lecteur)
        .filter(Regex(nom, Value(terme.motif)))
        .values_list(Value(relation, TextField()), Value(rang, IntegerField()), Cast("pk", TextField()))
        for relation, modele in relations.items()
        for nom in [F("nom_tri") if hasattr(modele, "nom_tri") else tri(SUJETS[relation])]
        for rang, terme in enumerate(requete.termes)
    ]
    trouves = {}
    for relation, rang, cle in noms[0].union(*noms[1:], all=True) if noms else ():
        trouves.setdefault(requete.termes[rang], {}).setdefault(relation, []).append(cle)
    return trouves


def _relations(modele):
    return [champ for champ in modele._meta.many_to_many if champ.name in SUJETS]


def _nommables(modele, lecteur):
    """Return the subjects whose name everyone, or `lecteur`, may know."""
    lignes = modele.objects.order_by()
    if hasattr(lignes, "en_ligne_pour"):
        return lignes.publies().exclude(acces=Acces.EQUIPE)
    return lignes.publics() if hasattr(lignes, "publics") else lignes


def condition(requete, modele, vecteur, nommes):
    """Return the condition under which a row of `modele` holds every term and none of those left out.

    Args:
        vecteur: what of the row is searched, `ENTIER` or `TITRE`.
        nommes: what `liens` found: a term is also held by the names of the subjects.
    """
    champs = {champ.name: champ for champ in _relations(modele)}
    voulue, seuls = Q(), []
    for terme in requete.termes:
        tenus = [_tenus(champs[nom], cles) for nom, cles in nommes.get(terme, {}).items() if nom in champs]
        if not tenus:
            seuls.append(terme.requete)
            continue
        tenue = Q(**{vecteur: terme.requete})
        for un in tenus:
            tenue |= Q(un)
        voulue &= tenue
    if seuls:
        ensemble = seuls[0]
        for un in seuls[1:]:
            ensemble &= un
        return voulue & Q(**{vecteur: requete.sans_les_exclus(ensemble)})
    return voulue & ~Q(**{vecteur: requete.negative}) if requete.exclus else voulue


def _tenus(champ, cles):
    """Return the condition that a row is tied by the relation `champ` to one of the rows `cles`."""
    liens_ = champ.remote_field.through.objects.filter(**{f"{champ.m2m_reverse_field_name()}__in": cles})
    colonne = f"{champ.m2m_field_name()}_id"
    return DansTableau(F("pk"), ArraySubquery(liens_.order_by(f"-{colonne}").values(colonne)[:LIENS_MAX]))


def trouvees(sorte, requete, lecteur, nommes, filtres):
    """Return querysets of the rows of a kind that are found, each its latest `COMPTE_MAX + 1`, no row in two of them.

    They give: kind, key, date, access, whether it is read in full, whether its title or chapo says it all, whether its title is
    just that.
    """
    # By a key of its own: an order that an index had would read rows one by one, texts included, until enough are found.
    lignes = filtrees(sorte, filtres).publies().annotate(jour_trouve=_jour(sorte)).order_by("-jour_trouve", "-pk")
    lots = [lignes.visibles_par(lecteur).filter(condition(requete, sorte.modele, ENTIER, nommes))]
    if not lecteur.equipe:
        lots.append(lignes.fermes_a(lecteur).filter(condition(requete, sorte.modele, TITRE, nommes)))
    return [_valeurs(sorte, un, requete, Value(rang == 0))[: COMPTE_MAX + 1] for rang, un in enumerate(lots)]


def titres(sorte, requete, lecteur, filtres):
    """Return the queryset of some rows whose title may be just what was typed, where `trouvees` had to stop before the oldest."""
    ecart = Abs(Length("titre") - Value(len(requete.texte)))
    lignes = filtrees(sorte, filtres).publies().filter(**{TITRE: requete.sans_les_exclus(requete.positive)})
    if not lecteur.equipe:
        lignes = lignes.exclude(acces=Acces.EQUIPE)
    lisible = ExpressionWrapper(Q(pk__in=sorte.modele.objects.visibles_par(lecteur).values("pk")), BooleanField())
    proches = lignes.annotate(jour_trouve=_jour(sorte)).order_by(ecart, "-pk")
    return _valeurs(sorte, proches, requete, lisible)[:PROCHES]


def filtrees(sorte, filtres):
    """Return the rows of a kind that the `filtres` keep."""
    lignes = sorte.modele.objects.all()
    if filtres.get("pays"):
        lignes = lignes.filter(pays=filtres["pays"]) if sorte.a("pays") else lignes.none()
    if filtres.get("theme"):
        lignes = lignes.filter(themes__slug=filtres["theme"]) if sorte.a("themes") else lignes.none()
    if filtres.get("annee"):
        lignes = lignes.filter(**{f"{sorte.jour}__year": filtres["annee"]})
    if filtres.get("acces"):
        lignes = lignes.filter(acces=filtres["acces"])
    return lignes


def _jour(sorte):
    return Coalesce(Cast(sorte.jour, DateField()), Value(SANS_DATE))


def _valeurs(sorte, lignes, requete, lisible):
    dit = ExpressionWrapper(Q(**{TITRE: requete.positive}), BooleanField())
    exact = ExpressionWrapper(Q(Exact(CleDuTitre(tri("titre")), Value(requete.cle))), BooleanField())
    return lignes.values_list(Value(sorte.cle, TextField()), Cast("pk", TextField()), "jour_trouve", "acces", lisible, dit, exact)


def rangs(sorte, requete, entieres, fermees):
    """Return the queryset of (kind, key, rank) of rows: those read in full by their whole text, the others by title and chapo."""
    vecteur = Case(When(pk__in=entieres, then=F(ENTIER)), default=F(TITRE)) if entieres else F(TITRE)
    # 1: by the logarithm of the length, or long texts would always win.
    rang = SearchRank(vecteur, requete.positive, normalization=Value(1))
    lignes = sorte.modele.objects.order_by().filter(pk__in=[*entieres, *fermees])
    return lignes.values_list(Value(sorte.cle, TextField()), Cast("pk", TextField()), rang)
