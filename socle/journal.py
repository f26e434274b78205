from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from socle.fonctions import index_des_mots

_MOTS = {}


def nommer(mots):
    """Give the words of actions, `{action: words}`, where what the journal keeps is not what a reader would write.

    Called by the module that writes them, at its import.
    """
    _MOTS.update(mots)


def mots_de_l_action(action):
    """Return an action in words."""
    return _MOTS.get(action, action)


class Journal(models.Model):
    """Who did what, when, on what. Written by `socle.journal.journaliser`, never changed."""

    le = models.DateTimeField(auto_now_add=True)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=60)
    type_objet = models.ForeignKey(ContentType, models.PROTECT, verbose_name="type d’objet")
    id_objet = models.CharField("identifiant", max_length=40)
    objet = GenericForeignKey("type_objet", "id_objet")
    intitule = models.CharField("intitulé", max_length=250)
    detail = models.JSONField("détail", default=dict, blank=True)

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "entrées du journal"
        ordering = ["-le", "-pk"]
        indexes = [
            models.Index(fields=["type_objet", "id_objet"], name="socle_journal_objet"),
            models.Index(fields=["-le", "-id"], name="socle_journal_liste"),
            models.Index(fields=["action", "-le", "-id"], name="socle_journal_action"),
            index_des_mots("journal", "intitule"),
        ]

    def __str__(self):
        return f"{self.libelle} : {self.intitule}"

    @property
    def libelle(self):
        """What was done, in words."""
        return mots_de_l_action(self.action)

    @property
    def genre(self):
        """What kind of thing it was done on; the kind of a model gone since is told by its former name."""
        modele = self.type_objet.model_class()
        return modele._meta.verbose_name if modele else self.type_objet.model


def journaliser(*, par, action, objet, detail=None):
    """Write that `par` (a user, or None for a command) did `action` on `objet`; call it inside the transaction of the write."""
    return Journal.objects.create(
        par=par,
        action=action,
        type_objet=ContentType.objects.get_for_model(objet),
        id_objet=str(objet.pk),
        intitule=str(objet)[:250],
        detail=detail or {},
    )
