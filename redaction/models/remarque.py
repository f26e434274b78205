from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

TEXTE_MAX = 2000  # characters of a remark, or of an answer
CITATION_MAX = 600  # characters of the words quoted
ENTOUR_MAX = 60  # characters kept on each side of them


class RemarqueQuerySet(models.QuerySet):
    """What was remarked about contents."""

    def ouvertes(self):
        """Keep those that nobody resolved yet."""
        return self.filter(resolue_le=None)

    def avec_reponses(self):
        """Load who wrote and resolved them, and their answers, oldest first: two queries, whatever there is."""
        reponses = Prefetch("reponses", queryset=Reponse.objects.select_related("par"))
        return self.select_related("par", "resolue_par").prefetch_related(reponses)

    def attendent(self, utilisateur):
        """Keep the open threads in which `utilisateur` spoke, and where someone else spoke last."""
        reponses = Reponse.objects.filter(remarque=OuterRef("pk")).order_by("-le", "-pk")
        derniere = self.ouvertes().alias(
            derniere=Subquery(reponses.values("pk")[:1]), dernier=Subquery(reponses.values("par")[:1])
        )
        dont = derniere.filter(Q(par=utilisateur) | Exists(reponses.filter(par=utilisateur)), derniere__isnull=False)
        return dont.filter(Q(dernier=None) | ~Q(dernier=utilisateur))


class DeQuelquUn(models.Model):
    """Abstract: words of someone, an account of the team or a person from outside, who only gives a name."""

    texte = models.TextField(max_length=TEXTE_MAX)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    nom_exterieur = models.CharField("nom d’une personne extérieure", max_length=100, blank=True)
    le = models.DateTimeField(default=timezone.now)
    dite_le = models.DateTimeField("dite par courriel le", null=True, editable=False)
    """When those concerned were told by mail (`redaction.remarques_dites`)."""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(par=None) | Q(nom_exterieur=""), name="%(app_label)s_%(class)s_un_auteur"),
            models.CheckConstraint(condition=~Q(texte=""), name="%(app_label)s_%(class)s_texte"),
        ]

    @property
    def qui(self):
        """Who wrote it, in words."""
        return self.nom_exterieur or (str(self.par) if self.par else "Compte supprimé")


class Remarque(DeQuelquUn):
    """Something said of a content, or of words quoted from one of its texts; it stays with it. Written by `redaction.actions`.

    The words are kept as they were read, with a few on each side: `redaction.ancres` finds them again, wherever they moved.
    """

    type_objet = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    id_objet = models.PositiveBigIntegerField()
    objet = GenericForeignKey("type_objet", "id_objet")
    champ = models.CharField(max_length=60, blank=True, help_text="Le champ du passage cité, quand il est connu.")
    citation = models.TextField("passage cité", max_length=CITATION_MAX, blank=True)
    avant = models.CharField("mots qui précèdent", max_length=ENTOUR_MAX, blank=True)
    apres = models.CharField("mots qui suivent", max_length=ENTOUR_MAX, blank=True)
    resolue_le = models.DateTimeField("résolue le", null=True, editable=False)
    resolue_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False)

    objects = RemarqueQuerySet.as_manager()

    class Meta(DeQuelquUn.Meta):
        ordering = ["le", "pk"]
        indexes = [
            models.Index(fields=["type_objet", "id_objet"], name="redaction_remarque_objet"),
            models.Index(fields=["type_objet", "id_objet"], condition=Q(resolue_le=None), name="redaction_remarque_ouverte"),
            models.Index(fields=["le"], condition=Q(dite_le=None), name="redaction_remarque_a_dire"),
        ]
        constraints = [
            *DeQuelquUn.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(citation="") | Q(champ="", avant="", apres=""), name="redaction_remarque_ancre_citee"
            ),
            models.CheckConstraint(
                condition=Q(resolue_le__isnull=False) | Q(resolue_par=None), name="redaction_remarque_resolution_datee"
            ),
        ]

    def __str__(self):
        return f"{self.qui}, {timezone.localtime(self.le):%d/%m/%Y}"


class Reponse(DeQuelquUn):
    """An answer to a remark: a thread has one level."""

    remarque = models.ForeignKey(Remarque, models.CASCADE, related_name="reponses")

    class Meta(DeQuelquUn.Meta):
        verbose_name = "réponse à une remarque"
        verbose_name_plural = "réponses aux remarques"
        ordering = ["le", "pk"]
        indexes = [models.Index(fields=["le"], condition=Q(dite_le=None), name="redaction_reponse_a_dire")]

    def __str__(self):
        return f"{self.qui}, {timezone.localtime(self.le):%d/%m/%Y}"
