"""Contents found: rows of the kinds of the register, by words of their texts and by the names of their subjects."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQueryField, SearchRank
from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, F, Func, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Abs, Cast, Coalesce, ExtractYear, Length
from django.db.models.lookups import Exact, LessThanOrEqual, Regex

from recherche import prepare
from redaction.recherche import ENTIER, SUJETS, TITRE
from redaction.registre import sortes
from socle.acces import Acces
from socle.fonctions import tri
from socle.listes import COMPTE_MAX

LIENS_MAX = 5000
"""Contents tied to a subject that a word names, the last ones written."""
PROCHES = 20
"""Titles of the length of what was typed: one that says just that is among them."""
SIGNES_MAX = 20
"""Signs that a title may have and that nobody types."""
SANS_FIN = 1_000_000_000
SANS_DATE = date(1, 1, 1)


class DansTableau(Func):
    """`cle = ANY(tableau)`: read in the index of the key, even as one side of an alternative."""

    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = BooleanField()


class CleDuTitre(Func):
    """The words of a title or of a name, as `Requete.cle` writes them."""

    template = "btrim(regexp_replace(%(expressions)s, '[^a-z0-9]+', ' ', 'g'))"
    output_field = TextField()


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
    """Return the contents found of the kinds `parmi`, of each the latest `COMPTE_MAX + 1` that are read and as many that are not.

    Returns:
        Rows: kind, key, date, access, whether it is read in full, whether its title or chapo says it all, whether its title is
        just that.
    """
    nommants = tuple((rang, tuple(sorted(noms))) for rang, noms in sorted(nommes.items()))
    seuls = [terme.tsquery for rang, terme in enumerate(requete.termes) if rang not in nommes]
    valeurs = {f"terme{rang}": requete.termes[rang].tsquery for rang in nommes}
    valeurs |= {f"{nom}{rang}": _cles(nom, cles) for rang, noms in nommes.items() for nom, cles in noms.items()}
    if seuls:
        valeurs["seuls"] = requete.sans_les_exclus(" & ".join(f"({un})" for un in seuls))
    if requete.exclus:
        valeurs["exclus"] = requete.negative
    forme = (tuple(sorte.cle for sorte in parmi), lecteur, nommants, bool(seuls), bool(requete.exclus), tuple(sorted(filtres)))
    return prepare.lire(_trouves, *forme, **valeurs, **_communes(requete, filtres))


def _communes(requete, filtres):
    courantes = {"tous": requete.positive, "cle": requete.cle, "longueur": len(requete.texte)}
    return {**courantes, **{f"filtre_{nom}": valeur for nom, valeur in filtres.items()}}


def _cles(relation, cles):
    """Return keys as the database has them, whatever kind of content names the relation."""
    return [_cible(relation).to_python(cle) for cle in cles]


def _cible(relation):
    """Return the field of the keys of the subjects of a relation."""
    modele = next(champ.related_model for sorte in sortes() for champ in _relations(sorte.modele) if champ.name == relation)
    cle = modele._meta.pk
    return getattr(cle, "target_field", cle)


def _trouves(parmi, lecteur, nommants, seuls, exclus, filtres):
    for sorte in (sorte for sorte in sortes() if sorte.cle in parmi):
        lignes = filtrees(sorte, filtres)
        if lignes is None:
            continue
        # By a key of its own: an order that an index had would read rows one by one, texts included, until enough are found.
        lignes = lignes.publies().annotate(jour_trouve=_jour(sorte)).order_by("-jour_trouve", "-pk")
        lus = lignes.visibles_par(lecteur).filter(pk__in=_tenant(sorte.modele, ENTIER, nommants, seuls, exclus))
        yield _valeurs(sorte, lus, Value(True))[: COMPTE_MAX + 1]
        if not lecteur.equipe:
            annonces = lignes.fermes_a(lecteur).filter(pk__in=_tenant(sorte.modele, TITRE, nommants, seuls, exclus))
            yield _valeurs(sorte, annonces, Value(False))[: COMPTE_MAX + 1]


def _tenant(modele, vecteur, nommants, seuls, exclus):
    """Return the keys of the rows that hold every term, in `vecteur` or by the names of its subjects, and none left out.

    Sets of keys, each read in its index: no text is looked at for what other conditions leave.
    """
    champs = {champ.name: champ for champ in _relations(modele)}
    ensembles = [dans(vecteur, "seuls")] if seuls else []
    for rang, noms in nommants:
        dite = dans(vecteur, f"terme{rang}")
        for nom in (nom for nom in noms if nom in champs):
            dite |= Q(_tenus(champs[nom], f"{nom}{rang}"))
        ensembles.append(dite)
    premier, *autres = (_parmi(modele, condition) for condition in ensembles)
    tenues = premier.intersection(*autres) if autres else premier
    return tenues.difference(_parmi(modele, dans(vecteur, "exclus"))) if exclus and not seuls else tenues


def _parmi(modele, condition):
    # Not the key itself, whose index would have the texts of all the rows read in its order.
    return modele._base_manager.order_by().filter(condition).values_list(F("pk") + 0)[:SANS_FIN]


def _tenus(champ, marque):
    """Return the condition that a row is tied by the relation `champ` to one of the rows whose keys are given."""
    une, autre = f"{champ.m2m_field_name()}_id", f"{champ.m2m_reverse_field_name()}_id"
    tableau = prepare.tableau(marque, _cible(champ.name).__class__())
    liens_ = champ.remote_field.through.objects.filter(DansTableau(F(autre), tableau)).order_by(f"-{une}")
    return DansTableau(F("pk"), ArraySubquery(liens_.values(une)[:LIENS_MAX]))


def titres(requete, lecteur, filtres, parmi):
    """Return some rows whose title may be just what was typed, as `contenus` does: where it had to stop before the oldest."""
    positifs = requete.sans_les_exclus(requete.positive)
    forme = (tuple(sorte.cle for sorte in parmi), lecteur, tuple(sorted(filtres)))
    return prepare.lire(_titres, *forme, positifs=positifs, **_communes(requete, filtres))


def _titres(parmi, lecteur, filtres):
    ecart = Abs(Length("titre") - Cast(prepare.texte("longueur"), IntegerField()))
    for sorte in (sorte for sorte in sortes() if sorte.cle in parmi):
        lignes = filtrees(sorte, filtres)
        if lignes is None:
            continue
        lignes = lignes.publies().filter(dans(TITRE, "positifs"))
        if not lecteur.equipe:
            lignes = lignes.exclude(acces=Acces.EQUIPE)
        lisible = ExpressionWrapper(Q(pk__in=sorte.modele.objects.visibles_par(lecteur).order_by().values("pk")), BooleanField())
        yield _valeurs(sorte, lignes.annotate(jour_trouve=_jour(sorte)).order_by(ecart, "-pk"), lisible)[:PROCHES]


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
    dit = ExpressionWrapper(Q(pk__in=_parmi(sorte.modele, dans(TITRE, "tous"))), BooleanField())
    egal = ExpressionWrapper(Q(Exact(CleDuTitre(tri("titre")), prepare.texte("cle"))), BooleanField())
    # Only what is as short as what was typed, its signs apart, is compared letter by letter.
    court = Q(LessThanOrEqual(Length("titre"), Cast(prepare.texte("longueur"), IntegerField()) + SIGNES_MAX))
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
