"""Deleting in the back office: what goes with it, what would lose its link, what forbids it, and a line in the journal."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.urls import NoReverseMatch, reverse

from gestion import actions
from gestion.usages import usages
from socle.journal import journaliser

MONTRES = 5


@dataclass(frozen=True)
class Lot:
    """Rows of one model: its plural, how many there are, the first ones with their address in the back office."""

    titre: str
    nombre: int
    premieres: list

    @property
    def autres(self):
        """How many rows are not named."""
        return self.nombre - len(self.premieres)


@dataclass
class Consequences:
    """What a deletion would do; `objets`: what is asked to go, each with its kind and its address on the site, if it has one."""

    objets: list
    emporte: list = field(default_factory=list)
    delie: list = field(default_factory=list)
    tenu: list = field(default_factory=list)
    refus: str = ""
    # Days during which it can be had back, 0 where a deletion is for good.
    corbeille: int = 0
    # How it then comes back, in words.
    au_retour: str = "il redevient un brouillon, avec ce qui s’y rattache et les liens vers lui"


class SuppressionDite:
    """For an admin: a deletion says beforehand what it does, in French, and is written in the journal."""

    # Whether a row that something points at is refused, where the link would else be emptied without a word.
    garde_si_utilise = False
    # Its own lists that forbid the deletion when they are not empty.
    garde_par = ()
    # What to do instead, when the deletion is refused.
    si_tenu = "La suppression est refusée tant que ce qui suit y est rattaché."

    def get_deleted_objects(self, objs, request):
        """Return what the confirmation shows, in the four values that Django expects."""
        objets = list(objs)
        consequences = Consequences([(objet, self._adresse_en_ligne(objet)) for objet in objets])
        partent, tiennent = self._collecter(objets)
        delies = [lignes for objet in objets for lignes in self.usages(objet)]
        tiennent += [getattr(objet, nom).all() for objet in objets for nom in self.garde_par]
        if self.garde_si_utilise:
            partent, delies, tiennent = [], [], [*tiennent, *partent, *delies]
        consequences.emporte, consequences.delie, consequences.tenu = (
            self._lots(lignes) for lignes in (partent, delies, tiennent)
        )
        if consequences.tenu:
            consequences.refus = self.si_tenu
        return consequences, {}, self._droits_manquants(request, partent), consequences.tenu

    def _collecter(self, objets):
        """Return the rows that go with `objets`, and those that the database or the application keeps, model by model."""
        collecteur = NestedObjects(using=router.db_for_write(self.model), origin=objets)
        collecteur.collect(objets)
        # A row with a parent of another model (a group is a circle) is one thing; a row that ties two others is none.
        parents = {parent for modele in collecteur.model_objs for parent in modele._meta.get_parent_list()}
        partent, tiennent = [], []
        for modele, lignes in collecteur.model_objs.items():
            lignes = sorted(lignes - set(objets), key=lambda ligne: ligne.pk)
            if lignes and modele not in parents and not modele._meta.auto_created:
                gardees = getattr(self.admin_site._registry.get(modele), "lignes_gardees", False)
                (tiennent if gardees else partent).append(lignes)
        proteges = defaultdict(list)
        for ligne in sorted(collecteur.protected, key=lambda ligne: ligne.pk):
            proteges[type(ligne)].append(ligne)
        return partent, [*tiennent, *proteges.values()]

    def _droits_manquants(self, request, partent):
        """Return the kinds of rows that would go too and that the user may not delete."""
        manques = set()
        for lignes in partent:
            leur_admin = self.admin_site._registry.get(type(lignes[0]))
            if leur_admin and not all(leur_admin.has_delete_permission(request, ligne) for ligne in lignes):
                manques.add(leur_admin.opts.verbose_name_plural)
        return manques

    def _lots(self, groupes):
        """Return one `Lot` for each list or queryset that is not empty."""
        lots = []
        for lignes in groupes:
            nombre = len(lignes) if isinstance(lignes, list) else lignes.count()
            if nombre:
                premieres = [(str(ligne), self._adresse_ici(ligne)) for ligne in lignes[:MONTRES]]
                lots.append(Lot(type(lignes[0])._meta.verbose_name_plural, nombre, premieres))
        return lots

    def usages(self, objet):
        """Return, model by model, the rows that would lose their link to `objet`."""
        return usages(objet)

    def _adresse_ici(self, ligne):
        try:
            return reverse(f"admin:{ligne._meta.app_label}_{ligne._meta.model_name}_change", args=[quote(ligne.pk)])
        except NoReverseMatch:
            return ""  # it is kept in the form of another one

    def _adresse_en_ligne(self, objet):
        return self.get_view_on_site_url(objet) if self.est_publique(objet) else None

    def peut_archiver(self, request, objet):
        """Return whether `objet` could be put away rather than deleted."""
        return False

    def render_delete_form(self, request, context):
        """Say in the title what is about to go, or that it cannot."""
        objet = context["object"]
        refusee = context["protected"] or context["perms_lacking"]
        context["title"] = f"{'Suppression impossible' if refusee else 'Supprimer'} : {objet}"
        context["archivable"] = self.peut_archiver(request, objet)
        context["retour"] = self._adresse_ici(objet)
        return super().render_delete_form(request, context)

    def delete_model(self, request, obj):
        actions.supprimer(objet=obj, par=request.user)

    def delete_queryset(self, request, queryset):
        for objet in queryset:
            self.delete_model(request, objet)

    def save_formset(self, request, form, formset, change):
        """Save the rows of an inline; one that is taken away is a deletion like another, and the journal says so."""
        for formulaire in getattr(formset, "deleted_forms", ()):
            ligne = formulaire.instance
            if ligne.pk and not ligne._meta.auto_created:
                journaliser(par=request.user, action="supprimer", objet=ligne, detail={"de": str(form.instance)})
        super().save_formset(request, form, formset, change)
