"""Facets: filters that say, beside each of their choices, how many rows the list would hold with it.

The count of a choice keeps the rows of the other filters in force and puts that choice in place of the one of its own filter.
Who holds what is read in one query and kept under the mark of the site: any combination is then an intersection of sets.
For a list of a few thousand rows.
"""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import TextField, Value

from socle.filtres import FiltreDeListe, FiltreValeur
from socle.memoire import garder
from socle.nombres import nombre


class FiltreAFacettes(FiltreDeListe):
    """A filter set whose `FiltreValeur` fields offer what the list would hold, with its count; what it would not, is not offered.

    The rows of the set are the same for all who read them. `reglages` are the fields that arrange the list and choose no row.
    """

    reglages = ()

    def __init__(self, *args, **kwargs):
        self._tenus = None
        super().__init__(*args, **kwargs)

    def get_form_class(self):
        """Let the form tell what only arranges the list."""
        classe = super().get_form_class()
        classe.reglages = self.reglages
        return classe

    @property
    def facettes(self):
        """The filters whose choices are counted, by name."""
        return {nom: filtre for nom, filtre in self.filters.items() if isinstance(filtre, FiltreValeur)}

    @property
    def choisis(self):
        """The values of the filters in force, by name."""
        dits = self.form.cleaned_data
        return {nom: dits[nom] for nom in self.filters if nom not in self.reglages and dits.get(nom)}

    @property
    def tenus(self):
        """Who holds what: {name: {value: (label, keys of the rows)}}."""
        if self._tenus is None:
            cle = f"facettes:{type(self).__name__}"
            self._tenus = garder(self._marque(), cle, lambda: lire_les_tenus(self.queryset, self.facettes))
        return self._tenus

    def _marque(self):
        return getattr(self.request, "marque", None)

    def _offerts(self, filtres):
        """Return what the whole list holds: an address that asks for anything else that exists finds nothing."""
        return {
            nom: filtre.ranger([(valeur, libelle) for valeur, (libelle, _) in self.tenus[nom].items()])
            for nom, filtre in filtres.items()
        }

    def comptes(self):
        """Return {name: {value: number of rows}} of a valid set, values without a row left out."""
        gardees = {nom: self._cles(nom, valeur) for nom, valeur in self.choisis.items()}
        comptes = {}
        for nom in self.facettes:
            autres = [cles for autre, cles in gardees.items() if autre != nom]
            tous = {valeur: len(cles.intersection(*autres)) for valeur, (_, cles) in self.tenus[nom].items()}
            comptes[nom] = {valeur: combien for valeur, combien in tous.items() if combien}
        return comptes

    def _cles(self, nom, valeur):
        """Return the keys of the rows that one filter keeps."""
        if nom in self.facettes:
            return self.tenus[nom].get(str(valeur), ("", frozenset()))[1]
        return frozenset(self.filters[nom].filter(self.queryset, valeur).order_by().values_list("pk", flat=True))

    def chiffrer(self, formulaire):
        """Write the counts in the lists of choices of `formulaire`: that of this set, or of the same with its refused values."""
        comptes = self.comptes()
        for nom in self.facettes:
            combien, voulue = comptes[nom], formulaire[nom].value()
            champ = formulaire.fields[nom]
            champ.widget.choices = [
                (cle, f"{mot} ({nombre(combien.get(str(cle), 0))})" if cle else mot)
                for cle, mot in champ.choices
                if not cle or str(cle) == voulue or str(cle) in combien
            ]


def lire_les_tenus(lignes, facettes):
    """Read which rows hold each value of `facettes` (a `FiltreValeur` by name), in one query.

    Returns:
        {name: {value: (label, keys of the rows)}}.
    """
    requetes = [
        tenues.annotate(filtre=Value(nom, TextField()))
        .values("filtre", "valeur", "libelle")
        .annotate(cles=ArrayAgg("pk"))
        .values_list("filtre", "valeur", "libelle", "cles")
        for nom, filtre in facettes.items()
        for tenues in filtre.tenues(lignes.order_by())
    ]
    trouves = {nom: {} for nom in facettes}
    for nom, valeur, libelle, cles in requetes[0].union(*requetes[1:], all=True) if requetes else ():
        deja = trouves[nom].get(valeur, ("", frozenset()))[1]
        trouves[nom][valeur] = (libelle, deja.union(cles))
    return trouves
