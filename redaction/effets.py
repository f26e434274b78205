"""What a step of the workflow writes besides the state: each is given the content, its row locked, the actor and the word left.

The row is not saved yet: an effect may set what `redaction.actions` saves with the state, or refuse the step (ValidationError).
"""

from django.core.exceptions import ValidationError
from django.utils import timezone

from redaction.models import Relecture


def demander_une_relecture(contenu, par, mot):
    """Answer the return that waits, if one does; open a review otherwise."""
    if not contenu.relectures.repondre(par=par, reponse=mot):
        contenu.relectures.create(nature=Relecture.Nature.SOUMISSION, par=par, commentaire=mot)


def mettre_en_ligne(contenu, par, mot):
    """Date what is published, now unless a date is chosen; note who agreed, when it is not the author."""
    maintenant = timezone.now()
    contenu.publie_le = contenu.publie_le or maintenant
    if contenu.depublie_le and contenu.depublie_le <= max(contenu.publie_le, maintenant):
        raise ValidationError("La date de retrait est passée : changez-la ou videz-la, puis publiez.", code="retrait")
    clore(contenu, par, mot)
    # Asked and answered: a new version of it, later, is asked anew.
    contenu.relecteurs.all().delete()
    if contenu.auteur_id != par.pk:
        contenu.relectures.create(nature=Relecture.Nature.PUBLICATION, par=par)


def rendre(contenu, par, mot):
    """Keep the comment of who gives a text back; a text that its author takes off the site without a word is given to nobody."""
    if mot or contenu.auteur_id != par.pk:
        contenu.relectures.create(nature=Relecture.Nature.RENVOI, par=par, commentaire=mot)


def clore(contenu, par, mot):
    """Let no return wait for its author: the text is taken up by `par`."""
    contenu.relectures.repondre(par=par)
