import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Lower

from annuaire.models import AutoriteLocale, Collectivite, Partenariat
from socle.filtres import MESSAGE_INCONNU, FiltreDeListe, FiltreValeur
from socle.fonctions import SansAccent
from socle.mots import mots_utiles, tient, valeurs_nommees
from territoires.filtres import FiltreDepartement, FiltrePays, FiltreRegion
from territoires.models import Pays, Secteur


class FiltreOdd(FiltreValeur):
    """The goals, in their official order."""

    def ranger(self, valeurs):
        """Return the choices in the order of the numbers, which the label repeats."""
        return [(numero, f"{numero}. {nom}") for numero, nom in sorted(valeurs, key=lambda couple: int(couple[0]))]


class FiltreSecteur(FiltreValeur):
    """A filter on a sector of cooperation."""

    def __init__(self):
        super().__init__(
            "secteurs__slug",
            nom="secteurs__nom",
            parmi=Secteur.objects.all(),
            label="Secteur",
            empty_label="Tous les secteurs",
            distinct=True,
        )


class FiltreDecennie(FiltreValeur):
    """Years, by decade."""

    def ranger(self, valeurs):
        """Return the decades of the years found, latest first."""
        decennies = sorted({int(annee) // 10 * 10 for annee, _ in valeurs}, reverse=True)
        return [(str(decennie), f"{decennie} à {decennie + 9}") for decennie in decennies]

    def filter(self, qs, value):
        """Keep the ten years that begin with `value`."""
        return qs.filter(annee__range=(int(value), int(value) + 9)) if value else qs


class FiltreAnneeDeSignature(FiltreValeur):
    """Years in which ties were signed."""

    def __init__(self):
        super().__init__("annee", label="Année de signature", empty_label="Toutes les années")

    def ranger(self, valeurs):
        """Return the years found, latest first."""
        return sorted(valeurs, reverse=True)


class ChampCollectivite(forms.CharField):
    """The slug of a collectivité of the public directory; gives the collectivité."""

    default_error_messages = {"inconnue": MESSAGE_INCONNU}

    def clean(self, value):
        """Return the collectivité; raise ValidationError for one that is not in the directory."""
        slug = super().clean(value)
        if not slug:
            return None
        trouvee = Collectivite.objects.visibles().filter(slug=slug).only("nom", "slug").first()
        if trouvee is None:
            raise ValidationError(self.error_messages["inconnue"], code="inconnue")
        return trouvee


class FiltreDUneCollectivite(django_filters.Filter):
    """What concerns one collectivité: the page of this one leads there, nobody chooses it in a list of thousands.

    Args:
        condition: gives the `Q` of what concerns a collectivité; by default, its relation `collectivites`.
    """

    field_class = ChampCollectivite

    def __init__(self, condition=lambda une: Q(collectivites=une)):
        self.condition = condition
        super().__init__(label="Collectivité", widget=forms.HiddenInput)

    def filter(self, qs, value):
        """Keep what concerns `value`."""
        return qs.filter(self.condition(value)) if value else qs


class FiltreTexte(django_filters.CharFilter):
    """Words to search."""

    def __init__(self, **kwargs):
        widget = forms.TextInput({"type": "search", "autocomplete": "off"})
        super().__init__(max_length=100, strip=True, widget=widget, **kwargs)


def cle_de_recherche(chemin):
    """Return the SQL expression of a name as it is searched: lower case, no accent, straight apostrophes."""
    return SansAccent(Lower(chemin))


class FiltrePartenariats(FiltreDeListe):
    """Filters of the partnerships, loaded `avec_visibles`; « situation » follows the definition shown beside the list."""

    q = FiltreTexte(label="Ville, collectivité, pays ou nature", method="par_texte")
    pays = FiltrePays("autorites__pays", distinct=True)
    nature = FiltreValeur("nature", libelles=Partenariat.Nature.choices, label="Nature", empty_label="Toutes les natures")
    situation = django_filters.ChoiceFilter(
        label="État",
        choices=[(valeur, mot[:1].upper() + mot[1:]) for valeur, mot in Partenariat.Situation.choices],
        empty_label="Tous les états",
        method="par_situation",
        error_messages={"invalid_choice": MESSAGE_INCONNU},
    )
    secteur = FiltreSecteur()
    collectivite = FiltreDUneCollectivite(lambda une: Q(pk__in=une.partenariats.order_by().values("pk")))
    region = FiltreRegion("visibles__region", label="Région française", distinct=True)
    departement = FiltreDepartement("visibles__departement", label="Département français", distinct=True)
    decennie = FiltreDecennie("annee", label="Époque de la signature", empty_label="Toutes les époques")
    tri = django_filters.ChoiceFilter(
        label="Ranger par",
        choices=[
            ("ville", "Ville étrangère"),
            ("collectivite", "Collectivité française"),
            ("annee", "Année, la plus récente d’abord"),
        ],
        empty_label="Pays",
        method="ranger_par",
        error_messages={"invalid_choice": MESSAGE_INCONNU},
    )

    def par_texte(self, lignes, nom, texte):
        """Keep the ties that hold every word in their nature or in the names of their towns, countries and collectivités."""
        for mot in mots_utiles(texte, Partenariat):
            etrangeres = AutoriteLocale.objects.alias(cle_nom=cle_de_recherche("nom")).filter(tient(F("cle_nom"), mot))
            des_pays = AutoriteLocale.objects.filter(pays__in=Pays.objects.filter(tient(F("nom_tri"), mot)))
            francaises = Collectivite.objects.visibles().alias(cle_nom=cle_de_recherche("nom")).filter(tient(F("cle_nom"), mot))
            # Keys, found once for the list: asked of each tie, the names would be read again for each. Apart, each name has its
            # index; in one condition, none is used.
            liees = [
                Partenariat.autorites.through.objects.filter(autoritelocale__in=etrangeres.order_by()),
                Partenariat.autorites.through.objects.filter(autoritelocale__in=des_pays.order_by()),
                Partenariat.collectivites.through.objects.filter(collectivite__in=francaises.order_by()),
            ]
            premieres, *autres = (unes.values("partenariat") for unes in liees)
            lignes = lignes.filter(
                Q(pk__in=premieres.union(*autres)) | Q(nature__in=valeurs_nommees(Partenariat.Nature.choices, mot))
            )
        return lignes

    def par_situation(self, lignes, nom, valeur):
        """Keep what readers are told is active, to be confirmed, or dormant."""
        return lignes.en_situation(valeur)

    def ranger_par(self, lignes, nom, valeur):
        """Sort otherwise than by country."""
        ordres = {"ville": lignes.par_ville, "collectivite": lignes.par_collectivite, "annee": lignes.recents_d_abord}
        return ordres[valeur]()


class FiltreCarte(FiltreDeListe):
    """Filters of the map of partnerships, loaded `avec_visibles`."""

    region = FiltreRegion("visibles__region", label="Région française", distinct=True)
    pays = FiltrePays("autorites__pays", distinct=True)
    secteur = FiltreSecteur()
    nature = FiltreValeur("nature", libelles=Partenariat.Nature.choices, label="Nature", empty_label="Toutes les natures")
    annee = FiltreAnneeDeSignature()
