"""The workflow, in one table: actions, buttons, mails, history and tests read it.

To add a step, add a row (and the template of its mail, if it sends one).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from redaction import effets, perms
from redaction.avis import Avis, les_relecteurs, son_auteur
from redaction.publication import GARDE, Statut
from socle.journal import nommer


@dataclass(frozen=True)
class Mot:
    """A text that may go with a step: the label of its field, the one where it answers a return, and whether it is asked first.

    `confirmer`: the button below the field, where the button of the step unfolds it; without, the field unfolds beside it.
    """

    libelle: str
    en_reponse: str = ""
    confirmer: str = ""


@dataclass(frozen=True)
class Transition:
    """A step of the workflow.

    Attributes:
        nom: the action that the journal keeps, and the name of the button.
        depuis: the states it leaves.
        vers: the state it reaches.
        droit: a function of (user, content), in `redaction.perms`: who may.
        bouton: the words of its button in the form of a content; empty where it is taken elsewhere.
        succes: what its actor is told, or a function of the content that gives it.
        histoire: the words of the journal and of the history.
        avance: whether it leads towards the site. The first open step that does is the main button, and only these are
            offered on a form not saved yet.
        mot: the text that may go with it.
        avis: the mail that tells of it.
        effet: what it writes besides the state, in `redaction.effets`.
        rappel: a function of the content that gives a warning to say after it, or nothing.
        a_qui: whether it may be asked of some accounts, that the content keeps (`redaction.relecteurs`).
    """

    nom: str
    depuis: frozenset
    vers: Statut
    droit: Callable
    bouton: str
    succes: str | Callable
    histoire: str
    avance: bool = False
    mot: Mot | None = None
    avis: Avis | None = None
    effet: Callable | None = None
    rappel: Callable | None = None
    a_qui: bool = False

    @property
    def champ(self):
        """The name of its button in a form."""
        return f"_{self.nom}"

    @property
    def champ_du_mot(self):
        """The name of the field of its word in a form."""
        return f"mot_{self.nom}"

    @property
    def retire(self):
        """Whether it takes off the site what is there."""
        return Statut.PUBLIE in self.depuis and self.vers != Statut.PUBLIE


def _dire_la_parution(contenu):
    if contenu.est_programme:
        return f"Le contenu paraîtra le {date_format(timezone.localtime(contenu.publie_le), 'DATETIME_FORMAT')}."
    return "Le contenu est publié."


PUBLIER = Transition(
    nom="publier",
    depuis=frozenset({Statut.BROUILLON, Statut.A_RELIRE, Statut.ARCHIVE}),
    vers=Statut.PUBLIE,
    droit=perms.peut_publier,
    bouton="Enregistrer et publier",
    succes=_dire_la_parution,
    histoire="publier",
    avance=True,
    avis=Avis(
        gabarit="emails/redaction/publication.html",
        sujet=lambda contenu: "Programmé" if contenu.est_programme else "Publié",
        destinataires=son_auteur,
    ),
    effet=effets.mettre_en_ligne,
    rappel=lambda contenu: "" if contenu.chapo or contenu.corps else "Il n’a ni chapo ni texte : est-ce voulu ?",
)

SOUMETTRE = Transition(
    nom="soumettre",
    depuis=frozenset({Statut.BROUILLON}),
    vers=Statut.A_RELIRE,
    droit=perms.peut_modifier,
    bouton="Enregistrer et soumettre à relecture",
    succes="Le contenu attend maintenant une relecture.",
    histoire="soumettre à relecture",
    avance=True,
    mot=Mot("Un mot pour la relecture (facultatif)", en_reponse="Votre réponse au relecteur (facultatif)"),
    avis=Avis(gabarit="emails/redaction/soumission.html", sujet="À relire", destinataires=les_relecteurs),
    effet=effets.demander_une_relecture,
    a_qui=True,
)

RENVOYER = Transition(
    nom="renvoyer",
    depuis=frozenset({Statut.A_RELIRE, Statut.PUBLIE}),
    vers=Statut.BROUILLON,
    droit=perms.peut_publier,
    bouton="Renvoyer en brouillon",
    succes="Le contenu est redevenu un brouillon.",
    histoire="renvoyer en brouillon",
    mot=Mot("Un mot à l’auteur, joint au courriel qui l’avertit (facultatif)", confirmer="Enregistrer et renvoyer"),
    avis=Avis(gabarit="emails/redaction/renvoi.html", sujet="À reprendre", destinataires=son_auteur),
    effet=effets.rendre,
)

REPRENDRE = Transition(
    nom="reprendre",
    depuis=frozenset({Statut.A_RELIRE}),
    vers=Statut.BROUILLON,
    droit=perms.peut_reprendre,
    bouton="Enregistrer et retirer de la relecture",
    succes="Le contenu est retiré de la relecture : c’est de nouveau votre brouillon.",
    histoire="retirer de la relecture",
)

ARCHIVER = Transition(
    nom="archiver",
    depuis=frozenset({Statut.BROUILLON, Statut.A_RELIRE, Statut.PUBLIE}),
    vers=Statut.ARCHIVE,
    droit=perms.peut_publier,
    bouton="Archiver",
    succes="Le contenu est archivé : il n’est plus sur le site.",
    histoire="archiver",
    effet=effets.clore,
)

DESARCHIVER = Transition(
    nom="desarchiver",
    depuis=frozenset({Statut.ARCHIVE}),
    vers=Statut.BROUILLON,
    droit=perms.peut_publier,
    bouton="Remettre en brouillon",
    succes="Le contenu n’est plus archivé : c’est de nouveau un brouillon.",
    histoire="sortir des archives",
)

# Deleted in the back office: everything that points at it stays, `redaction.corbeille` deletes it for good in its time.
JETER = Transition(
    nom="jeter",
    depuis=frozenset({Statut.BROUILLON, Statut.A_RELIRE, Statut.PUBLIE, Statut.ARCHIVE}),
    vers=Statut.CORBEILLE,
    droit=perms.peut_jeter,
    bouton="",
    succes=lambda contenu: f"« {contenu} » est à la corbeille : on l’en sort pendant {GARDE.days} jours.",
    histoire="mettre à la corbeille",
    effet=effets.clore,
)

# A draft, even of what was online: nothing comes back before readers without being read again. Its address waited for it.
RESTAURER = Transition(
    nom="restaurer",
    depuis=frozenset({Statut.CORBEILLE}),
    vers=Statut.BROUILLON,
    droit=perms.peut_jeter,
    bouton="",
    succes=lambda contenu: f"« {contenu} » est sorti de la corbeille : c’est un brouillon.",
    histoire="sortir de la corbeille",
)

# In the order of the buttons.
TRANSITIONS = (PUBLIER, SOUMETTRE, RENVOYER, REPRENDRE, ARCHIVER, DESARCHIVER, JETER, RESTAURER)

nommer({une.nom: une.histoire for une in TRANSITIONS})


def ouvertes(utilisateur, contenu):
    """Return the steps that `utilisateur` may take from where `contenu` stands; it may be new, not saved yet."""
    return [
        une
        for une in TRANSITIONS
        if contenu.statut in une.depuis and une.droit(utilisateur, contenu) and (une.avance or not contenu._state.adding)
    ]
