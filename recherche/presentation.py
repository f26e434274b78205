"""What a page shows of the rows found: their title and an excerpt with the words marked, where they are read."""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import SearchHeadline
from django.db.models import Case, F, Func, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Left
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from annuaire.models import AutoriteLocale, Collectivite, Mandat, Personne
from groupes_pays.models import Groupe, Nature, Presidence
from mediatheque.models import Document
from recherche.pieces import DOCUMENTS
from recherche.textes import Tsquery
from socle.filtres import sans_accent
from socle.typographie import typo
from territoires.models import Pays

DEBUT, FIN = "\x02", "\x03"
"""What PostgreSQL puts around the words found: no text holds them (`socle.saisie`)."""
TEXTE_MAX = 20_000
"""Letters of a text among which an excerpt is chosen."""
DEBUT_MAX = 24
"""Letters of a chapo by which an excerpt that begins as it does is known."""
_MARQUES = re.compile(f"[{DEBUT}{FIN}]")
_HORS_DU_MOT = re.compile(rf"([^\w]+){FIN}")


@dataclass(frozen=True)
class Resultat:
    """A result as it is shown; `titre` and `extrait` are safe HTML, in which the words found are marked."""

    genre: str
    titre: SafeString
    adresse: str
    extrait: SafeString | str = ""
    jour: date | None = None
    acces: str = ""
    langue: str = "fr"


class SansBalises(Func):
    """A rich text without its tags, entities left as they are."""

    template = "regexp_replace(%(expressions)s, '<[^>]*>', ' ', 'g')"
    output_field = TextField()


def montrer(trouves, requete):
    """Return the `Resultat`s of some rows found, in their order: a query for contents, one for names."""
    contenus = {(un.genre.cle, un.cle): un for un in trouves if un.est_contenu}
    documents = {un.cle: un for un in trouves if un.genre is DOCUMENTS}
    nommes = [un for un in trouves if not un.est_contenu and un.genre is not DOCUMENTS]
    lus = _contenus(contenus, requete) | _documents(documents, requete) | _noms(nommes, requete)
    # One erased meanwhile is no longer shown.
    return [lus[un.genre.cle, un.cle] for un in trouves if (un.genre.cle, un.cle) in lus]


def _contenus(trouves, requete):
    """Return `{(kind, key): Resultat}`; of contents kept from the reader, nothing but title and chapo."""
    par_sorte = {}
    for un in trouves.values():
        par_sorte.setdefault(un.genre.cle, []).append(un)
    lots = [_lignes(siens, requete) for siens in par_sorte.values()]
    lus = {}
    for genre, cle, titre, extrait, debut, slug, parent, langue in lots[0].union(*lots[1:], all=True) if lots else ():
        un = trouves[genre, cle]
        modele = un.genre.modele
        liens = {"parent": modele(pk=cle, slug=parent)} if parent else {}
        lus[genre, cle] = Resultat(
            genre=genre_de(un.genre),
            titre=surligner(titre),
            adresse=modele(slug=slug, **liens).get_absolute_url(),
            extrait=surligner(_coupe(extrait, debut)),
            jour=un.jour if un.annee else None,
            acces=un.acces,
            langue=langue,
        )
    return lus


def _lignes(trouves, requete):
    """Return the queryset of contents of one kind: kind, key, title, excerpt, beginning of the chapo, parts of their address."""
    sorte = trouves[0].genre
    lisibles = [un.cle for un in trouves if un.lisible]
    suites = (_apres(SansBalises(Left(nom, TEXTE_MAX))) for nom in sorte.modele.TEXTES)
    entier = Concat("chapo", *suites, output_field=TextField())
    texte = Case(When(pk__in=lisibles, then=entier), default=F("chapo")) if lisibles else F("chapo")
    langue = F("langue") if sorte.a("langue") else Value("fr")
    parent = Coalesce(F("parent__slug"), Value("")) if sorte.a("parent") else Value("")
    return (
        sorte.modele.objects.order_by()
        .filter(pk__in=[un.cle for un in trouves])
        .values_list(
            Value(sorte.cle, TextField()),
            "pk",
            _marquer("titre", requete, highlight_all=True),
            _marquer(texte, requete, min_words=18, max_words=34),
            Left("chapo", DEBUT_MAX),
            Cast("slug", TextField()),
            Cast(parent, TextField()),
            Cast(langue, TextField()),
        )
    )


def _documents(trouves, requete):
    """Return `{(kind, key): Resultat}` of documents; of those kept from the reader, nothing but their title."""
    lisibles = [cle for cle, un in trouves.items() if un.lisible]
    texte = Case(When(pk__in=lisibles, then=Left("texte", TEXTE_MAX)), default=Value("")) if lisibles else Value("", TextField())
    lignes = Document.objects.filter(pk__in=trouves).annotate(
        dit=_marquer("titre", requete, highlight_all=True),
        lu=_marquer(texte, requete, min_words=18, max_words=34),
        debut=Left("texte", DEBUT_MAX),
    )
    return {
        (DOCUMENTS.cle, document.pk): Resultat(
            genre=f"{DOCUMENTS.singulier} {document.format}",
            titre=surligner(document.dit),
            adresse=document.get_absolute_url(),
            extrait=surligner(_coupe(document.lu, document.debut)),
            jour=trouves[document.pk].jour,
            acces=document.acces,
        )
        for document in (lignes if trouves else ())
    }


def _apres(expression):
    return Concat(Value(" "), expression, output_field=TextField())


def genre_de(sorte):
    """Return the word for a content of a kind: « Actualité »."""
    nom = str(sorte.modele._meta.verbose_name)
    return nom[:1].upper() + nom[1:]


def _marquer(texte, requete, **options):
    cherche = Tsquery(Value(requete.positive, TextField()))
    return SearchHeadline(texte, cherche, config="public.fr", start_sel=DEBUT, stop_sel=FIN, **options)


def surligner(texte):
    """Return the safe HTML of a text whose words found stand between `DEBUT` and `FIN`."""
    # PostgreSQL takes the no-break space for a letter of the word before it.
    lisible = escape(typo(" ".join(_HORS_DU_MOT.sub(rf"{FIN}\1", unescape(texte)).split())))
    return mark_safe(lisible.replace(DEBUT, "<mark>").replace(FIN, "</mark>"))  # noqa: S308 - escaped just here


def _coupe(extrait, debut):
    """Return an excerpt with « … » where the text goes on: `debut` is how the whole begins."""
    dit, debut = " ".join(_MARQUES.sub("", extrait).split()), " ".join(debut.split())
    avant = "" if re.sub(r"^\W+", "", dit).startswith(re.sub(r"^\W+", "", debut)) else "… "
    if dit and dit[-1] not in ".!?…»":
        extrait = extrait.rstrip(" ,;:") + "…"
    return f"{avant}{extrait}"


def _surligner_nom(nom, requete):
    debuts = tuple(mot for terme in requete.termes for suite in terme.suites for mot in suite)
    return surligner(
        re.sub(r"[^\W_]+", lambda mot: f"{DEBUT}{mot[0]}{FIN}" if sans_accent(mot[0]).startswith(debuts) else mot[0], nom)
    )


def _noms(trouves, requete):
    """Return `{(kind, key): Resultat}` of rows found by their name, in one query."""
    par_genre = {}
    for un in trouves:
        par_genre.setdefault(un.genre.cle, []).append(un)
    requetes = [
        _extraits(LIGNES[genre][1](), siens, requete).filter(pk__in=[un.cle for un in siens]).values_list(
            Value(genre, TextField()), Cast("pk", TextField()), "dit", "lu", "ou", "extrait", "debut"
        )
        for genre, siens in par_genre.items()
    ]  # fmt: skip
    singuliers = {un.genre.cle: un.genre.singulier for un in trouves}
    return {
        (genre, LIGNES[genre][0]._meta.pk.to_python(cle)): Resultat(
            genre=singuliers[genre],
            titre=_surligner_nom(dit, requete),
            adresse=page_du_nom(ou),
            extrait=surligner(_coupe(extrait, debut)) if extrait else typo(lu),
        )
        for genre, cle, dit, lu, ou, extrait, debut in (requetes[0].union(*requetes[1:], all=True) if requetes else ())
    }


def _extraits(lignes, trouves, requete):
    """Say of rows where their presentation holds the words, for those that it alone made found; nothing of the others."""
    par_leur_texte = [un.cle for un in trouves if un.par_son_texte]
    if not par_leur_texte:
        return lignes.annotate(extrait=Value("", TextField()), debut=Value("", TextField()))
    texte = SansBalises(Left("presentation", TEXTE_MAX))
    marque = _marquer(texte, requete, min_words=18, max_words=34)
    return lignes.annotate(
        extrait=Case(When(pk__in=par_leur_texte, then=marque), default=Value(""), output_field=TextField()),
        debut=Left(texte, DEBUT_MAX),
    )


PAGES = {
    "pays": "pays",
    "groupe": "groupe",
    "dynamique": "dynamique",
    "collectivite": "annuaire:collectivite",
    "autorite": "annuaire:autorite",
}
"""The addresses of the pages where a row found by its name is read, by the word that `_dites` puts before its slug."""


def page_du_nom(ou):
    """Return where a row found by its name is read: its own page, or that of who it is tied to."""
    page, _, slug = ou.partition(" ")
    return reverse(PAGES[page], args=[slug])


def _page(page, slug):
    page = Value(page) if isinstance(page, str) else page
    return Concat(page, Value(" "), slug, output_field=TextField())


def _dites(lignes, dit, lu, ou):
    """Return rows with their name, what is said under it, and the page where they are read: « groupe japon »."""
    textes_ = {"dit": dit, "lu": lu, "ou": ou}
    return lignes.order_by().annotate(**{nom: Cast(texte, TextField()) for nom, texte in textes_.items()})


def _libelles(champ, choix):
    return Case(*(When(**{champ: valeur}, then=Value(mot[:1].upper() + mot[1:])) for valeur, mot in choix), default=Value(""))


def _pays():
    lu = _libelles("region_monde", Pays.RegionMonde.choices)
    return _dites(Pays.objects.all(), F("nom"), lu, _page("pays", "slug"))


def _groupes():
    page = Case(When(nature=Nature.GROUPE_PAYS, then=Value("groupe")), default=Value("dynamique"))
    return _dites(Groupe.objects.all(), F("nom"), F("chapo"), _page(page, "slug"))


def _collectivites():
    lieu = Coalesce("departement__nom", "region__nom", Value(""), output_field=TextField())
    apres = Case(When(departement=None, region=None, then=Value("")), default=Concat(Value(", "), lieu), output_field=TextField())
    lu = Concat(_libelles("type", Collectivite.Type.choices), apres, output_field=TextField())
    return _dites(Collectivite.objects.all(), F("nom"), lu, _page("collectivite", "slug"))


def _autorites():
    partenaires = Collectivite.objects.visibles().filter(partenariats__autorites=OuterRef("pk")).order_by()
    ensemble = partenaires.values("partenariats__autorites").annotate(noms=StringAgg("nom", ", ", distinct=True))
    noms = Subquery(ensemble.values("noms"))
    lu = Concat("pays__nom", Value(" – avec "), noms, output_field=TextField())
    return _dites(AutoriteLocale.objects.all(), F("nom"), lu, _page("autorite", "slug"))


def _personnes():
    mandat = Mandat.objects.en_cours().filter(personne=OuterRef("pk"), collectivite__visible=True).order_by("pk")
    presidence = Presidence.objects.designees().filter(personne=OuterRef("pk"), groupe__in=Groupe.objects.publics().order_by())
    fonction = Subquery(mandat.values(dit=Concat("fonction", Value(", "), "collectivite__nom", output_field=TextField()))[:1])
    page = Case(When(groupe__nature=Nature.GROUPE_PAYS, then=Value("groupe")), default=Value("dynamique"))
    ou = Coalesce(
        Subquery(mandat.values(ou=_page("collectivite", "collectivite__slug"))[:1]),
        Subquery(presidence.order_by("pk").values(ou=_page(page, "groupe__slug"))[:1]),
        output_field=TextField(),
    )
    presidence_dite = Concat(Value("Préside : "), "groupe__nom", output_field=TextField())
    preside = Subquery(presidence.order_by("pk").values(dit=presidence_dite)[:1])
    nom = Concat("prenom", Value(" "), "nom", output_field=TextField())
    return _dites(Personne.objects.all(), nom, Coalesce(fonction, preside, output_field=TextField()), ou)


LIGNES = {
    "pays": (Pays, _pays),
    "groupes": (Groupe, _groupes),
    "collectivites": (Collectivite, _collectivites),
    "autorites": (AutoriteLocale, _autorites),
    "personnes": (Personne, _personnes),
}
