"""The forms of the directory's back office that ask about doubles."""

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.lookups import Contains
from django.forms import BaseInlineFormSet

from annuaire.adresses import adresse_libre
from annuaire.models import AutoriteLocale, Mandat, Partenariat, Personne, Projet
from gestion.doubles import DoublesDemandes
from gestion.formulaires import FormulaireAvecEmpreinte, FormulaireDeLigne
from socle.fonctions import normaliser, tri
from territoires.lieux import ville


class AdresseTrouvee:
    """For a form whose `slug` may be left empty: the address is then made from the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required, slug.help_text = False, "Laissez vide pour la tirer du nom."

    def nom_de_l_adresse(self):
        """Return the words that make the address."""
        raise NotImplementedError

    def clean(self):
        """Make the address that was not typed."""
        donnees = super().clean()
        if "slug" in self.fields and not donnees.get("slug") and (nom := self.nom_de_l_adresse()):
            donnees["slug"] = self.instance.slug or adresse_libre(self._meta.model, nom)
        return donnees


class FormulaireAutorite(AdresseTrouvee, DoublesDemandes, FormulaireAvecEmpreinte):
    """A town abroad: the same name in the same country, but for accents and capitals."""

    champs_du_double = ("nom", "pays")

    class Meta:
        model = AutoriteLocale
        exclude = []

    def doubles(self, donnees):
        memes = AutoriteLocale.objects.select_related("pays").alias(cle=tri("nom"))
        return memes.filter(pays=donnees["pays"], cle=normaliser(donnees["nom"]))

    def nom_de_l_adresse(self):
        nom, pays = self.cleaned_data.get("nom"), self.cleaned_data.get("pays")
        return f"{nom} {pays.pk}" if nom and pays else ""

    def clean(self):
        """Find the point and the name in English of a town of which none is given, so that they need only be corrected."""
        donnees = super().clean()
        nom, pays = donnees.get("nom"), donnees.get("pays")
        if nom and pays and donnees.get("latitude") is None and donnees.get("longitude") is None:
            connue = ville(nom, pays.pk)
            donnees |= connue._asdict() | {"nom_anglais": donnees.get("nom_anglais") or connue.nom_anglais}
        return donnees


class FormulairePartenariat(DoublesDemandes, FormulaireAvecEmpreinte):
    """A tie: one of the same collectivités with one of the same towns, whatever its nature."""

    champs_du_double = ("collectivites", "autorites")

    class Meta:
        model = Partenariat
        exclude = []

    def doubles(self, donnees):
        return Partenariat.objects.filter(collectivites__in=donnees["collectivites"], autorites__in=donnees["autorites"])


class FormulaireProjet(AdresseTrouvee, DoublesDemandes, FormulaireAvecEmpreinte):
    """A project: the same title for one of the same collectivités."""

    champs_du_double = ("titre", "collectivites")

    class Meta:
        model = Projet
        exclude = []

    def doubles(self, donnees):
        memes = Projet.objects.alias(cle=tri("titre")).filter(cle=normaliser(donnees["titre"]))
        return memes.filter(pk__in=Projet.objects.filter(collectivites__in=donnees["collectivites"]).values("pk"))

    def nom_de_l_adresse(self):
        return self.cleaned_data.get("titre", "")


class FormulairePersonne(DoublesDemandes, FormulaireAvecEmpreinte):
    """A person: the same names, or a spelling noted for another."""

    champs_du_double = ("prenom", "nom")

    class Meta:
        model = Personne
        exclude = []

    def doubles(self, donnees):
        prenom, nom = donnees["prenom"], donnees["nom"]
        meme_nom = Q(cle_prenom=normaliser(prenom), cle_nom=normaliser(nom))
        graphie = Q(Contains(tri(F("variantes")), normaliser(f"{prenom} {nom}")))
        return Personne.objects.alias(cle_prenom=tri("prenom"), cle_nom=tri("nom")).filter(meme_nom | graphie)


class _DoublesDeMandat(DoublesDemandes):
    """A mandate: the same person, in the same collectivité, at the same time."""

    champs_du_double = ("personne", "collectivite", "debut", "fin")

    def doubles(self, donnees):
        personne, collectivite = donnees["personne"], donnees["collectivite"]
        if personne.pk is None or collectivite.pk is None:
            return None  # one of them is written with the mandate: it had none
        memes = Mandat.objects.filter(personne=personne, collectivite=collectivite)
        if donnees["debut"]:
            memes = memes.filter(Q(fin=None) | Q(fin__gte=donnees["debut"]))
        if donnees["fin"]:
            memes = memes.filter(Q(debut=None) | Q(debut__lte=donnees["fin"]))
        return memes.select_related("collectivite")


class FormulaireMandat(_DoublesDeMandat, FormulaireAvecEmpreinte):
    """A mandate in a form of its own."""

    class Meta:
        model = Mandat
        exclude = []


class LigneMandat(_DoublesDeMandat, FormulaireDeLigne):
    """A mandate in the form of its collectivité, or of its person."""


class MandatsDifferents(BaseInlineFormSet):
    """The mandates of one parent: a new one does not say what another line says."""

    def clean(self):
        """Refuse two lines, one of them new, that give the same function of the same person in the same collectivité."""
        super().clean()
        if any(self.errors):
            return
        vues = set()
        for formulaire in self.forms:
            if not formulaire.cleaned_data.get("fonction") or self._should_delete_form(formulaire):
                continue
            donnees = formulaire.cleaned_data
            ligne = (donnees["personne"], donnees["collectivite"], normaliser(donnees["fonction"]), donnees["debut"])
            if ligne in vues and formulaire.instance.pk is None:
                raise ValidationError("La même personne figure deux fois avec la même fonction : supprimez une ligne.")
            vues.add(ligne)
