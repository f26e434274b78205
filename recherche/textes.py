"""Contents found: rows of the kinds of the register, by words of their texts and by the names of their subjects."""

from datetime import date
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQueryField, SearchRank
from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, F, Func, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear, Length
from django.db.models.lookups import Exact, LessThanOrEqual, Regex

from recherche import fenetres, prepare
from recherche.voies import cible, voies
from redaction.recherche import ENTIER, SUJETS, TITRE, TITRE_NU
from redaction.registre import sortes
from socle.acces import Acces
from socle.fonctions import tri
from socle.listes import COMPTE_MAX

LIENS_MAX = 5000
"""Contents tied to a subject that a word names, the last ones written."""
EXACTS_MAX = 20
"""Titles that are just what was typed, the last ones written."""
SIGNES_MAX = 20
"""Signs that a title may have and that nobody types."""
SANS_DATE = date(1, 1, 1)


class DansTableau(Func):
    """`cle = ANY(tableau)`: read in the index of the key, even as one side of an alternative."""

    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = BooleanField()


class Tsquery(Func):
    """A search that PostgreSQL wrote (`Terme.tsquery`)."""

    template = "(%(expressions)s)::tsquery"
    output_field = SearchQueryField()


class Tient(Func):
    """`vecteur @@ recherche`, of a search already written."""

    template, arg_joiner = "(%(expressions)s)", " @@ "
    output_field = BooleanField()


def dans(vecteur, marque):
    """Return the condition that a vector holds the search given as `marque`."""
    return Q(Tient(F(vecteur), Tsquery(prepare.texte(marque))))


def liens(requete):
    """Return, for each term by its rank, the keys of the subjects that it names: `{rank: {relation: [keys]}}`; one query."""
    motifs = {f"motif{rang}": terme.motif for rang, terme in enumerate(requete.termes)}
    trouves = {}
    for relation, rang, cle in prepare.lire(_sujets_nommes, len(motifs), **motifs):
        trouves.setdefault(rang, {}).setdefault(relation, []).append(cle)
    return trouves


def _sujets_nommes(termes):
    relations = {champ.name: champ.related_model for sorte in sortes() for champ in _relations(sorte.modele)}
    for relation, modele in relations.items():
        nom = F("nom_tri") if hasattr(modele, "nom_tri") else tri(SUJETS[relation])
        for rang in range(termes):
            nommes = _nommables(modele).filter(Regex(nom, prepare.texte(f"motif{rang}")))
            yield nommes.values_list(Value(relation, TextField()), Value(rang, IntegerField()), Cast("pk", TextField()))


def _relations(modele):
    return [champ for champ in modele._meta.many_to_many if champ.name in SUJETS]


def _nommables(modele):
    """Return the subjects whose name everyone may know."""
    lignes = modele.objects.order_by()
    if hasattr(lignes, "publies"):
        return lignes.publies().exclude(acces=Acces.EQUIPE)
    return lignes.publics() if hasattr(lignes, "publics") else lignes


def contenus(requete, lecteur, nommes, filtres, parmi):
    """Return the contents found of the kinds `parmi`, and the kinds of which the oldest rows were not looked through.

    The latest rows are looked through first, and older ones as long as no more than `COMPTE_MAX` are found: a word that is in
    a third of the texts costs no more than a rare one.

    Returns:
        `(rows, kinds)`. A row: kind, key, date, access, whether it is read in full, whether its title or chapo says it all,
        whether its title is just that.
    """
    voies_, valeurs = voies(requete, nommes)
    valeurs |= {"dits": requete.sans_les_exclus(requete.positive), **_communes(requete, filtres)}
    forme = (lecteur, voies_, bool(requete.exclus), tuple(sorted(filtres)))

    def lire(bornes):
        depuis = {f"depuis_{genre}": borne for genre, borne in bornes.items()}
        parts = tuple((genre, borne is not None) for genre, borne in bornes.items())
        return prepare.lire(_trouves, parts, *forme, **valeurs, **depuis)

    return fenetres.parcourir([sorte.cle for sorte in parmi], lire)


def _communes(requete, filtres):
    courantes = {"tous": requete.positive, "cle": requete.cle, "longueur": len(requete.texte)}
    return {**courantes, **{f"filtre_{nom}": valeur for nom, valeur in filtres.items()}}


def _trouves(parts, lecteur, voies_, exclus, filtres):
    connues = {sorte.cle: sorte for sorte in sortes()}
    for sorte, bornee in ((connues[genre], bornee) for genre, bornee in parts):
        lignes = filtrees(sorte, filtres)
        if lignes is None:
            continue
        # By a key of its own: an order that an index had would read rows one by one, texts included, until enough are found.
        lignes = lignes.publies().annotate(jour_trouve=_jour(sorte)).order_by("-jour_trouve", "-pk")
        if bornee:
            lignes = lignes.filter(fenetres.depuis(sorte, prepare.texte(f"depuis_{sorte.cle}")))
        for tenues in _tenant(lignes.visibles_par(lecteur), ENTIER, voies_, exclus):
            yield _valeurs(sorte, tenues, Value(True))[: COMPTE_MAX + 1]
        if not lecteur.equipe:
            for tenues in _tenant(lignes.fermes_a(lecteur), TITRE, voies_, exclus):
                yield _valeurs(sorte, tenues, Value(False))[: COMPTE_MAX + 1]


def _tenant(lignes, vecteur, voies_, exclus):
    """Give the rows that hold every word and none left out: in `vecteur`, then by the names of their subjects.

    One queryset for each way, so that each reads its own index: an alternative would have texts read to choose.
    """
    champs = {champ.name: champ for champ in _relations(lignes.model)}
    yield lignes.filter(dans(vecteur, "dits"))
    for numero, (classes, reste) in enumerate(voies_):
        liees = [[(champs[nom], f"{nom}{rang}") for nom in noms if nom in champs] for rang, noms in classes]
        if all(liees):
            tenues = lignes
            for une in liees:
                tenues = tenues.filter(reduce(or_, (Q(pk__in=_tenus(*relation)) for relation in une)))
            if reste:
                tenues = tenues.filter(dans(vecteur, f"reste{numero}"))
            elif exclus:
                tenues = tenues.exclude(dans(vecteur, "exclus"))
            yield tenues


def _tenus(champ, marque):
    """Return the keys of the rows tied by the relation `champ` to one of the rows whose keys are given, the last written."""
    une, autre = f"{champ.m2m_field_name()}_id", f"{champ.m2m_reverse_field_name()}_id"
    tableau = prepare.tableau(marque, cible(champ).__class__())
    liens_ = champ.remote_field.through.objects.filter(DansTableau(F(autre), tableau))
    return liens_.order_by((F(une) + 0).desc()).values_list(une)[:LIENS_MAX]


def titres(requete, lecteur, filtres, parmi):
    """Return the rows whose title is just what was typed, as `contenus` does: where it had to stop before the oldest."""
    forme = (tuple(sorte.cle for sorte in parmi), lecteur, tuple(sorted(filtres)))
    return prepare.lire(_titres, *forme, **_communes(requete, filtres))


def _titres(parmi, lecteur, filtres):
    for sorte in (sorte for sorte in sortes() if sorte.cle in parmi):
        lignes = filtrees(sorte, filtres)
        if lignes is None:
            continue
        lignes = lignes.publies().annotate(jour_trouve=_jour(sorte)).filter(Exact(TITRE_NU, prepare.texte("cle"))).order_by("-pk")
        yield _valeurs(sorte, lignes.visibles_par(lecteur), Value(True))[:EXACTS_MAX]
        if not lecteur.equipe:
            yield _valeurs(sorte, lignes.fermes_a(lecteur), Value(False))[:EXACTS_MAX]


def filtrees(sorte, filtres):
    """Return the rows of a kind that filters keep, their values marks; None for a kind that has nothing of the sort."""
    lignes = sorte.modele.objects.all()
    if ("pays" in filtres and not sorte.a("pays")) or ("theme" in filtres and not sorte.a("themes")):
        return None
    chemins = {"pays": F("pays"), "theme": F("themes__slug"), "annee": ExtractYear(sorte.jour), "acces": F("acces")}
    for nom in (nom for nom in filtres if nom in chemins):
        lignes = lignes.filter(Exact(Cast(chemins[nom], TextField()), prepare.texte(f"filtre_{nom}")))
    return lignes


def _jour(sorte):
    return Coalesce(Cast(sorte.jour, DateField()), Value(SANS_DATE))


def _valeurs(sorte, lignes, lisible):
    dit = ExpressionWrapper(dans(TITRE, "tous"), BooleanField())
    # Only what is as short as what was typed, its signs apart, is compared letter by letter.
    court = Q(LessThanOrEqual(Length("titre"), Cast(prepare.texte("longueur"), IntegerField()) + SIGNES_MAX))
    egal = ExpressionWrapper(Q(Exact(TITRE_NU, prepare.texte("cle"))), BooleanField())
    exact = Case(When(court, then=egal), default=Value(False))
    return lignes.values_list(Value(sorte.cle, TextField()), "pk", "jour_trouve", "acces", lisible, dit, exact)


def rangs(requete, lues, annoncees):
    """Return (kind, key, rank) of rows: those read in full by their whole text, the others by title and chapo.

    Args:
        lues, annoncees: `{kind: [keys]}`.
    """
    valeurs = {f"lues_{genre}": cles for genre, cles in lues.items()}
    valeurs |= {f"annoncees_{genre}": cles for genre, cles in annoncees.items()}
    return prepare.lire(_rangs, tuple(sorted(lues)), tuple(sorted(annoncees)), tous=requete.positive, **valeurs)


def _rangs(lues, annoncees):
    # 1: by the logarithm of the length, or long texts would always win.
    for parmi, vecteur, marque in ((lues, ENTIER, "lues"), (annoncees, TITRE, "annoncees")):
        rang = SearchRank(F(vecteur), Tsquery(prepare.texte("tous")), normalization=Value(1))
        for sorte in (sorte for sorte in sortes() if sorte.cle in parmi):
            cles = prepare.tableau(f"{marque}_{sorte.cle}", sorte.modele._meta.pk.__class__())
            lignes = sorte.modele.objects.order_by().filter(DansTableau(F("pk"), cles))
            yield lignes.values_list(Value(sorte.cle, TextField()), "pk", rang)
