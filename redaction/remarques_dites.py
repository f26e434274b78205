"""The mail that tells of remarks and answers: one for a content, a few minutes after they are written, to those concerned only.

A reviewer who leaves ten remarks in a row writes one message, not ten.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courriels.actions import ecrire_courriel
from redaction.models import Remarque, Reponse
from socle.perms import a_le_droit

DELAI = timedelta(minutes=5)
"""How long the last words about a content are left to their writer before they are told."""


def concernes(contenu, remarque):
    """Return the accounts that a remark, or an answer, is told to: author, reviewers, who spoke in it or gave it to read."""
    comptes = {contenu.auteur, remarque.par, *(une.par for une in remarque.reponses.all())}
    comptes |= {un.utilisateur for un in contenu.relecteurs.select_related("utilisateur")}
    if remarque.nom_exterieur:
        comptes |= {lien.cree_par for lien in contenu.liens_de_relecture.select_related("cree_par")}
    return {un for un in comptes if un is not None and un.is_active and un.is_staff and a_le_droit(un, "view", contenu)}


@transaction.atomic
def dire():
    """Tell of what was said and not told yet, of each content about which nobody writes any more; return how many mails leave."""
    remarques = Remarque.objects.select_for_update(of=("self",), skip_locked=True).filter(dite_le=None).select_related("par")
    reponses = Reponse.objects.select_for_update(of=("self",), skip_locked=True).filter(dite_le=None)
    par_contenu = {}
    for ligne in [*remarques, *reponses.select_related("par", "remarque__par")]:
        remarque = ligne if isinstance(ligne, Remarque) else ligne.remarque
        par_contenu.setdefault((remarque.type_objet_id, remarque.id_objet), []).append((remarque, ligne))
    return sum(_dire_d_un_contenu(lignes) for lignes in par_contenu.values())


def _dire_d_un_contenu(lignes):
    maintenant = timezone.now()
    if max(ligne.le for _, ligne in lignes) > maintenant - DELAI:
        return 0
    contenu = lignes[0][0].objet
    pour = {}
    for remarque, ligne in sorted(lignes, key=lambda une: une[1].le):
        for compte in concernes(contenu, remarque) - {ligne.par}:
            pour.setdefault(compte, []).append((remarque, ligne))
        ligne.dite_le = maintenant
        ligne.save(update_fields=["dite_le"])
    options = contenu._meta
    fiche = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[contenu.pk])
    for compte, siennes in pour.items():
        contexte = {
            "a": compte,
            "contenu": contenu,
            "lignes": [(remarque, ligne, ligne is not remarque) for remarque, ligne in siennes],
            "adresse": f"{settings.CUF_URL}{fiche}#remarques",
        }
        sujet = f"{'Une remarque' if len(siennes) == 1 else f'{len(siennes)} remarques'} : {contenu}"
        ecrire_courriel(destinataire=compte.courriel, sujet=sujet, gabarit="emails/redaction/remarques.html", contexte=contexte)
    return len(pour)
