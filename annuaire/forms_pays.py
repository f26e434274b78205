"""Countries to tick in the member's form."""

from django import forms


class AvecPays:
    """For a form with a field `pays`: its boxes, those ticked first, the others by region of the world."""

    def offrir_pays(self, choix):
        """Take the countries to offer from `choix` (`annuaire.forms.Choix`)."""
        self.pays_par_nom = choix.liste_pays
        self.fields["pays"].choices = choix.regions

    def cases_pays(self):
        """Return the boxes of countries: those ticked, `[(code, name)]`, then the others, `[(region, [(code, name)])]`.

        A country stands once: a second box of it would send it again after the first is unticked.
        """
        coches = set(self["pays"].value() or [])
        choisis = [(code, nom) for code, nom in self.pays_par_nom if code in coches]
        regions = [
            (region, [(code, nom) for code, nom in options if code not in coches])
            for region, options in self.fields["pays"].choices
        ]
        return choisis, [(region, options) for region, options in regions if options]


def champ_pays(libelle, **options):
    """Return a field of several countries, for a form that is `AvecPays`."""
    return forms.MultipleChoiceField(label=libelle, widget=forms.CheckboxSelectMultiple, **options)
