"""What is offered to who types in English: countries and towns by their English names, French authorities, pages in English."""

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Length, NullIf
from django.db.models.lookups import Regex
from django.urls import reverse

from annuaire.models import AutoriteLocale, Collectivite
from pages.models import Page
from recherche import prepare
from recherche.requete import motif_de, mots_saisis
from recherche.suggestions import EN_TOUT, LETTRES_MIN, PAR_GENRE
from socle.acces import VISITEUR
from socle.fonctions import tri
from territoires.models import Pays

# In the order in which they are offered: the word for a row, and the page where what its key names is read.
GENRES = {
    "pays": ("Country", lambda cle: reverse("pages:partenaires_anglais", query={"country": cle})),
    "autorites": ("Town abroad", lambda cle: reverse("annuaire:autorite", args=[cle])),
    "collectivites": ("French authority", lambda cle: reverse("annuaire:collectivite", args=[cle])),
    "pages": ("Page", lambda cle: Page(slug=cle[0], parent=Page(pk=1, slug=cle[1]) if cle[1] else None).get_absolute_url()),
}


@prepare.par_les_index()
def suggerer(texte):
    """Return what is offered for a beginning: `texte`, `genre`, `adresse` of each; what everyone may read, alone."""
    mots = mots_saisis(texte)
    if max(map(len, mots), default=0) < LETTRES_MIN:
        return []
    valeurs = {f"motif{rang}": motif_de(((mot,),)) for rang, mot in enumerate(mots)}
    trouves = prepare.lire(_lignes, len(mots), **valeurs)
    rangs = list(GENRES)
    offerts = []
    for genre, dit, cle, mere, _ in sorted(trouves, key=lambda une: (rangs.index(une[0]), une[4], une[1])):
        mot, adresse = GENRES[genre]
        offerts.append({"texte": dit, "genre": mot, "adresse": adresse((cle, mere) if genre == "pages" else cle)})
    return offerts[:EN_TOUT]


def _lignes(mots):
    """Give the querysets of kind, name, key of the address and that of the page above, length of the name."""
    anglais = Coalesce(
        NullIf(Cast("nom_anglais", TextField()), Value("", TextField())), Cast("nom", TextField()), output_field=TextField()
    )
    pages = Page.objects.en_ligne_pour(VISITEUR).filter(langue=Page.Langue.EN)
    lots = (
        ("pays", Pays.objects.actuels().etrangers(), ("nom_anglais",), anglais, "alpha2", None),
        ("autorites", AutoriteLocale.objects.publiques(), ("nom_anglais", "nom"), anglais, "slug", None),
        ("collectivites", Collectivite.objects.visibles(), ("nom",), F("nom"), "slug", None),
        ("pages", pages, ("titre",), F("titre"), "slug", "parent__slug"),
    )
    for genre, lignes, noms, dit, cle, mere in lots:
        for rang in range(mots):
            nommee = Q()
            for nom in noms:
                nommee |= Q(Regex(tri(nom), prepare.texte(f"motif{rang}")))
            lignes = lignes.filter(nommee)
        lignes = lignes.order_by().annotate(dit_anglais=Cast(dit, TextField()))
        yield lignes.order_by(Length("dit_anglais"), "dit_anglais").values_list(
            Value(genre, TextField()),
            "dit_anglais",
            Cast(cle, TextField()),
            Coalesce(Cast(mere, TextField()), Value("", TextField())) if mere else Value("", TextField()),
            Length("dit_anglais"),
        )[:PAR_GENRE]
