from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from comptes import sessions
from socle import saisie
from socle.champs import Courriel


class UtilisateurManager(BaseUserManager):
    """Find and create accounts by e-mail address, whatever its case."""

    def get_by_natural_key(self, courriel):
        return self.de_courriel(courriel).get()

    def de_courriel(self, courriel):
        """Return the accounts of an address, however typed; in small letters on both sides, as `comptes.verrou` counts tries.

        Django's `iexact` compares capitals, where « ı » without a dot is an « i »: the same account had twice the tries.
        """
        return self.alias(courriel_bas=Lower("courriel")).filter(courriel_bas=saisie.courriel(courriel).lower())

    def create_user(self, courriel, password=None, **champs):
        """Create an account; without a password it cannot sign in until its invitation is used."""
        utilisateur = self.model(courriel=self.normalize_email(courriel), **champs)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur

    def create_superuser(self, courriel, password=None, **champs):
        """Create an account with every right."""
        return self.create_user(courriel, password, is_staff=True, is_superuser=True, **champs)


class Utilisateur(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in with an e-mail address: staff, or an agent or elected official of a collectivité."""

    courriel = Courriel(
        "adresse électronique",
        max_length=254,
        unique=True,
        error_messages={"unique": "Un compte existe déjà avec cette adresse électronique."},
    )
    prenom = models.CharField("prénom", max_length=100, blank=True)
    nom = models.CharField(max_length=100, blank=True)
    fonction = models.CharField(max_length=200, blank=True)
    is_staff = models.BooleanField(
        "équipe de Cités Unies France", default=False, help_text="Ouvre l’espace de gestion, selon les rôles donnés."
    )
    is_active = models.BooleanField(
        "compte actif", default=True, help_text="Décochez plutôt que de supprimer : l’historique garde son auteur."
    )
    cree_le = models.DateTimeField("créé le", default=timezone.now, editable=False)

    objects = UtilisateurManager()

    EMAIL_FIELD = "courriel"
    USERNAME_FIELD = "courriel"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "compte"
        ordering = ["nom", "prenom", "courriel"]
        constraints = [
            models.UniqueConstraint(
                Lower("courriel"),
                name="comptes_utilisateur_courriel_unique",
                violation_error_message="Un compte existe déjà avec cette adresse électronique.",
            ),
            # A Cyrillic « а » looks like ours: two accounts that look the same would be two.
            models.CheckConstraint(
                condition=models.Q(courriel__regex=r"^[\x21-\x7e]+$"),
                name="comptes_utilisateur_courriel_ascii",
                violation_error_code="courriel",
                violation_error_message="Écrivez cette adresse sans accent, ni lettre d’un autre alphabet que le nôtre.",
            ),
        ]

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        """First and last name, or the address when neither is known."""
        return f"{self.prenom} {self.nom}".strip() or self.courriel

    def get_short_name(self):
        """The first name, or the address."""
        return self.prenom or self.courriel


class Role(Group):
    """A role of the team, as the back office shows it: what it may do, said in words (`comptes.roles`)."""

    class Meta:
        proxy = True
        verbose_name = "rôle"
        default_permissions = ()


class LienDemande(models.Model):
    """A link to choose a password that was asked for: what `comptes.verrou` counts, and forgets after its hour.

    For an account or for nobody: the e-mail address is kept as a digest, which tells neither.
    """

    empreinte = models.CharField("empreinte de l’adresse électronique", max_length=64, db_index=True)
    adresse = models.GenericIPAddressField("adresse de qui le demande", null=True)
    le = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "lien demandé"
        verbose_name_plural = "liens demandés"
        # Nobody reads them: no right is given on them.
        default_permissions = ()

    def __str__(self):
        return f"{self.empreinte[:8]}, {self.le:%d/%m/%Y %H:%M}"


class Session(AbstractBaseSession):
    """A session, with whose it is and where it was opened, so that each may close theirs."""

    utilisateur = models.ForeignKey(Utilisateur, models.CASCADE, null=True, related_name="sessions")
    appareil = models.CharField(max_length=sessions.APPAREIL_MAX, blank=True)
    adresse = models.GenericIPAddressField(null=True)
    ouverte_le = models.DateTimeField("ouverte le", null=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls):
        """Return the store that reads this table, as Django asks."""
        return sessions.SessionStore


class CodeSaisi(models.Model):
    """A code of a second factor that was typed, right or wrong: what `comptes.verrou` counts, and forgets after a while."""

    utilisateur = models.ForeignKey(Utilisateur, models.CASCADE, related_name="+")
    empreinte = models.CharField("empreinte du code", max_length=64)
    accepte = models.BooleanField("accepté")
    le = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "code saisi"
        verbose_name_plural = "codes saisis"
        default_permissions = ()

    def __str__(self):
        return f"{self.utilisateur_id}, {self.le:%d/%m/%Y %H:%M}"
