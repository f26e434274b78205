"""The steps of a new version kept beside what is online, in one table like that of the workflow (decision 033)."""

import re
import uuid

from redaction import effets, perms
from redaction.avis import Avis, les_relecteurs
from redaction.models import Retouche
from redaction.transitions import Mot, Transition
from socle.journal import nommer
from socle.texte_riche import ChampRiche

Etat = Retouche.Etat
EN_LIGNE = "en_ligne"
"""The parameter by which a form shows what is online, a new version kept apart or not."""
CHAMP_VUE, CHAMP_DATE = "_retouche_vue", "_retouche_le"
"""The fields that say which new version its writer saw, and when it is to go online."""

_MARQUE = re.compile(r'data-image="(\d{1,18})"')
_DOCUMENT = re.compile(r"/documents/([0-9a-f-]{36})/")


def _son_redacteur(contenu, par):
    """Return who last wrote the new version of `contenu`, unless it is `par`, or the account is closed or gone."""
    retouche = Retouche.objects.sur(contenu).select_related("modifie_par", "auteur").first()
    redacteur = retouche and (retouche.auteur or retouche.modifie_par)
    return [redacteur] if redacteur is not None and redacteur.is_active and redacteur != par else []


GARDER = Transition(
    nom="garder_a_part",
    depuis=frozenset(Etat),
    vers=Etat.EN_CHANTIER,
    droit=perms.peut_retoucher,
    bouton="Enregistrer sans publier",
    succes="La nouvelle version est enregistrée à part : la page en ligne n’a pas changé.",
    histoire="préparer une nouvelle version",
)

SOUMETTRE = Transition(
    nom="soumettre_retouche",
    depuis=frozenset({Etat.EN_CHANTIER, Etat.RENVOYEE}),
    vers=Etat.A_RELIRE,
    droit=lambda utilisateur, contenu: (
        perms.peut_retoucher(utilisateur, contenu) and not perms.peut_publier(utilisateur, contenu)
    ),
    bouton="Enregistrer et soumettre la nouvelle version",
    succes="La nouvelle version attend maintenant une relecture. La page en ligne n’a pas changé.",
    histoire="soumettre une nouvelle version",
    avance=True,
    mot=Mot("Un mot pour la relecture (facultatif)"),
    avis=Avis(gabarit="emails/redaction/retouche_soumise.html", sujet="Nouvelle version à relire", destinataires=les_relecteurs),
    effet=effets.demander_une_relecture,
)

METTRE_EN_LIGNE = Transition(
    nom="mettre_en_ligne",
    depuis=frozenset(Etat),
    vers=Etat.EN_CHANTIER,
    droit=perms.peut_publier,
    bouton="Mettre cette version en ligne",
    succes="La nouvelle version est en ligne.",
    histoire="mettre en ligne une nouvelle version",
    avance=True,
)

PROGRAMMER = Transition(
    nom="programmer_retouche",
    depuis=frozenset(Etat),
    vers=Etat.PROGRAMMEE,
    droit=perms.peut_publier,
    bouton="Programmer",
    succes="La nouvelle version est programmée : elle ira en ligne d’elle-même à cette heure.",
    histoire="programmer une nouvelle version",
)

RENVOYER = Transition(
    nom="renvoyer_retouche",
    depuis=frozenset({Etat.A_RELIRE}),
    vers=Etat.RENVOYEE,
    droit=perms.peut_publier,
    bouton="Renvoyer",
    succes="La nouvelle version est renvoyée à qui l’a écrite.",
    histoire="renvoyer une nouvelle version",
    mot=Mot("Un mot à l’auteur, joint au courriel qui l’avertit (facultatif)", confirmer="Enregistrer et renvoyer"),
    avis=Avis(gabarit="emails/redaction/retouche_renvoyee.html", sujet="À reprendre", destinataires=_son_redacteur),
    effet=effets.rendre,
)

ABANDONNER = Transition(
    nom="abandonner_retouche",
    depuis=frozenset(Etat),
    vers=Etat.EN_CHANTIER,
    droit=perms.peut_retoucher,
    bouton="Abandonner cette version",
    succes="La nouvelle version est abandonnée : la page en ligne n’a pas changé.",
    histoire="abandonner une nouvelle version",
)

# In the order of the buttons.
ETAPES = (METTRE_EN_LIGNE, SOUMETTRE, RENVOYER, PROGRAMMER, GARDER, ABANDONNER)

nommer({une.nom: une.histoire for une in ETAPES})


def ouvertes(utilisateur, contenu, retouche):
    """Return the steps that `utilisateur` may take from where the new version of `contenu` stands; None: there is none yet.

    One that is scheduled was agreed on: who does not publish leaves it as it is.
    """
    if retouche is None:
        debuts = (SOUMETTRE, GARDER)
        return [une for une in debuts if une.droit(utilisateur, contenu)] if contenu.pk else []
    if retouche.etat == Etat.PROGRAMMEE and not perms.peut_publier(utilisateur, contenu):
        return []
    return [une for une in ETAPES if retouche.etat in une.depuis and une.droit(utilisateur, contenu)]


def demandee(envoi):
    """Return the step that a form sent asks for, None when it asks for none."""
    return next((une for une in ETAPES if une.champ in envoi), None)


def a_garder(envoi):
    """Return what is kept of a form sent: {name: values}, but for its buttons, its tokens and the words of its steps."""
    return {
        nom: valeurs
        for nom, valeurs in envoi.lists()
        if not nom.startswith(("_", "mot_")) and nom not in {"csrfmiddlewaretoken", "jeton_envoi", "note_version", "relecteur"}
    }


def pieces(donnees, modeles, image, document):
    """Return the keys of the pictures, then the keys and the addresses of the documents, that a kept form holds.

    Args:
        donnees: what is kept.
        modeles: the models of the content and of the rows of its form.
        image, document: the models of the library.
    """
    champs = [champ for modele in modeles for champ in (*modele._meta.fields, *modele._meta.many_to_many)]
    noms = {lie: {champ.name for champ in champs if champ.related_model is lie} for lie in (image, document)}
    riches = {champ.name for champ in champs if isinstance(champ, ChampRiche)}
    images, documents, adresses = set(), set(), set()
    for nom, valeurs in donnees.items():
        court = nom.rsplit("-", 1)[-1]
        chiffres = {int(une) for une in valeurs if une.isascii() and une.isdigit() and len(une) < 19}
        images |= chiffres if court in noms[image] else set()
        documents |= chiffres if court in noms[document] else set()
        if court in riches:
            images |= {int(une) for valeur in valeurs for une in _MARQUE.findall(valeur)}
            adresses |= {_cle(une) for valeur in valeurs for une in _DOCUMENT.findall(valeur)} - {None}
    return images, documents, adresses


def _cle(texte):
    try:
        return uuid.UUID(texte)
    except ValueError:
        return None
