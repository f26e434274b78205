from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import NoReverseMatch, resolve
from django.utils import timezone

from mediatheque.models import Illustre
from redaction.citations import index_de_citations
from redaction.models.fil import Maillon
from redaction.models.relecteur import Relecteur
from redaction.models.relecture import Relecture
from redaction.models.remarque import Remarque
from redaction.publication import (
    Publiable,
    PubliableQuerySet,
    Statut,
    index_d_heures,
    index_de_changement,
    index_de_chantier,
)
from redaction.recherche import VECTEURS, colonne_de_recherche, index_de_recherche
from socle.acces import Acces, Reserve, ReserveQuerySet
from socle.champs import ADRESSE_PRISE, DateDeModification
from socle.perms import a_le_droit, du_perimetre
from socle.texte_riche import ChampRiche


class GestionnaireDeContenus(models.Manager):
    """Leaves where they are the columns that are only searched: as long as the texts, and of no use to a page."""

    def get_queryset(self):
        return super().get_queryset().defer(*VECTEURS)


class ContenuQuerySet(PubliableQuerySet, ReserveQuerySet):
    """Rows edited and published: the workflow and the access level together."""

    @classmethod
    def as_manager(cls):
        """Return the manager of a content."""
        gestionnaire = GestionnaireDeContenus.from_queryset(cls)()
        gestionnaire._built_with_asmanager = True
        return gestionnaire

    as_manager.__func__.queryset_only = True

    def sans_textes(self):
        """Leave out the texts that only the page of a row shows: a list reads them for nothing."""
        return self.defer(*self.model.TEXTES)

    def pour_carte(self):
        """Load what a card shows, so that a list costs the same number of queries whatever its length."""
        return self.sans_textes().select_related("image")

    def pour_flux(self):
        """Load what a feed carries: the texts too, and the picture."""
        return self.defer(None).defer(*VECTEURS).select_related("image")

    def pour_donnees(self):
        """Load what open data gives of each row, its subjects apart."""
        return self.pour_carte()

    def pour_adresse(self):
        """Load no more than the address of each row: what a sitemap reads."""
        return self.only("slug")

    def en_ligne_pour(self, lecteur):
        """Keep what is online and may be announced to `lecteur`; for lists, so without the texts."""
        return self.sans_textes().publies().annonces_pour(lecteur)

    def avec_fils(self):
        """Bring with each row the keys of its threads, `cles_fils`: `redaction.fils` then asks nothing where there is none."""
        options = self.model._meta
        maillons = Maillon.objects.filter(
            type_objet__app_label=options.app_label, type_objet__model=options.model_name, id_objet=OuterRef("pk")
        )
        return self.annotate(cles_fils=ArraySubquery(maillons.order_by().values("fil")))

    def a_relire_par(self, utilisateur):
        """Keep the reviews asked of `utilisateur`, and those asked of nobody in particular that they may decide."""
        demandes = Relecteur.objects.filter(type_objet=ContentType.objects.get_for_model(self.model)).order_by()
        lui = Q(pk__in=demandes.filter(utilisateur=utilisateur).values("id_objet"))
        if a_le_droit(utilisateur, "publier", self.model):
            libres = self.model._base_manager.exclude(pk__in=demandes.values("id_objet"))
            lui |= Q(pk__in=du_perimetre(utilisateur, "publier", libres).order_by().values("pk"))
        return self.filter(lui, statut=Statut.A_RELIRE)

    def parus_pour(self, auteur):
        """Keep the texts of `auteur` that someone else published lately, and that are still published."""
        genre = ContentType.objects.get_for_model(self.model)
        decides = Relecture.objects.publications_recentes().filter(type_objet=genre).order_by()
        return self.filter(auteur=auteur, statut=Statut.PUBLIE, pk__in=decides.values("id_objet"))

    def a_remarques(self):
        """Keep what is remarked upon, a remark at least being open."""
        genre = ContentType.objects.get_for_model(self.model)
        return self.filter(pk__in=Remarque.objects.ouvertes().filter(type_objet=genre).order_by().values("id_objet"))

    def voisins(self, objet):
        """Return the rows just before and just after `objet` by date, None where there is none.

        The date is what the model sorts by, latest first; a row without one has no neighbours.
        """
        champ = self.model._meta.ordering[0].removeprefix("-")
        jour, cle = getattr(objet, champ), objet.pk
        if jour is None:
            return None, None
        plus_tot = Q(**{f"{champ}__lt": jour}) | Q(**{champ: jour}, pk__lt=cle)
        plus_tard = Q(**{f"{champ}__gt": jour}) | Q(**{champ: jour}, pk__gt=cle)
        # The bound alone lets the index start at the date: an alternative does not.
        avant = self.filter(plus_tot, **{f"{champ}__lte": jour}).order_by(f"-{champ}", "-pk")
        apres = self.filter(plus_tard, **{f"{champ}__gte": jour}).order_by(champ, "pk")
        return avant.first(), apres.first()


class Contenu(Publiable, Reserve, Illustre):
    """Abstract: everything that is edited and published."""

    titre = models.CharField(max_length=200)
    slug = models.SlugField(
        "adresse",
        max_length=120,
        unique=True,
        help_text="Fin de l’adresse de la page. Proposée d’après le titre.",
        error_messages=ADRESSE_PRISE,
    )
    surtitre = models.CharField(max_length=150, blank=True)
    sous_titre = models.CharField("sous-titre", max_length=200, blank=True, help_text="Complète le titre, en quelques mots.")
    chapo = models.TextField(
        max_length=600, blank=True, help_text="Deux ou trois phrases, lues de tous, même quand le contenu est réservé."
    )
    corps = ChampRiche("texte", blank=True)
    contacts = models.ManyToManyField("redaction.Contact", blank=True, related_name="+")
    documents = models.ManyToManyField("mediatheque.Document", blank=True, related_name="+")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    cree_le = models.DateTimeField("créé le", default=timezone.now, editable=False)
    modifie_le = DateDeModification("modifié le")
    relectures = GenericRelation("redaction.Relecture", object_id_field="id_objet", content_type_field="type_objet")
    relecteurs = GenericRelation("redaction.Relecteur", object_id_field="id_objet", content_type_field="type_objet")
    remarques = GenericRelation("redaction.Remarque", object_id_field="id_objet", content_type_field="type_objet")
    maillons = GenericRelation("redaction.Maillon", object_id_field="id_objet", content_type_field="type_objet")
    retouches = GenericRelation("redaction.Retouche", object_id_field="id_objet", content_type_field="type_objet")
    liens_de_relecture = GenericRelation("redaction.LienDeRelecture", object_id_field="id_objet", content_type_field="type_objet")
    recherche = colonne_de_recherche("corps")
    recherche_titre = colonne_de_recherche()

    # The long texts, which lists leave out.
    TEXTES = ("corps",)

    objects = ContenuQuerySet.as_manager()

    class Meta(Publiable.Meta):
        abstract = True
        constraints = [*Publiable.Meta.constraints, *Reserve.Meta.constraints]
        indexes = [*index_de_recherche(), *index_d_heures(), index_de_chantier(), index_de_changement(), index_de_citations()]
        default_permissions = ("add", "change", "delete", "view", "publier")

    def __str__(self):
        return self.titre

    def unique_error_message(self, model_class, unique_check):
        """Say where to look for who has the address, when no list shows it."""
        if unique_check == ("slug",) and model_class._base_manager.filter(slug=self.slug, statut=Statut.CORBEILLE).exists():
            dans_la_corbeille = (
                "Un contenu de la corbeille a cette adresse : choisissez-en une autre, ou sortez-le de la corbeille."
            )
            return ValidationError(dans_la_corbeille, code="unique")
        return super().unique_error_message(model_class, unique_check)

    @classmethod
    def lues_maintenant(cls, lignes):
        """Leave out the team's own notes: what only they use is the team's own too."""
        return super().lues_maintenant(lignes).exclude(acces=Acces.EQUIPE)

    def clean(self):
        """Refuse an address that another page of the site answers: this one would never be read."""
        super().clean()
        try:
            adresse = self.get_absolute_url()
        except NoReverseMatch:
            return  # the field says what is wrong with the address
        if resolve(adresse).kwargs.get("slug") != self.slug:
            raise ValidationError({"slug": "Cette adresse est celle d’une autre page du site : choisissez-en une autre."})
