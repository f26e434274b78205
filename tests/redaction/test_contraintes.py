"""The rules that the database holds of what hangs on a content, and of what the back office keeps of each person."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone

from gestion.models import Presence, Vue
from pages.models import Accueil, MiseEnAvant
from redaction.models import LienDeRelecture, Relecteur, Remarque, Reponse, Retouche, Tache
from tests.fabriques import ActualiteFabrique, UtilisateurFabrique

pytestmark = pytest.mark.django_db


def sur(contenu):
    return {"type_objet": ContentType.objects.get_for_model(contenu), "id_objet": contenu.pk}


def deux_fois(modele, **champs):
    modele.objects.create(**champs)
    modele.objects.create(**champs)


def lien(contenu, qui):
    LienDeRelecture.objects.create(**sur(contenu), condense="a", pour="Mme Martin", expire_le=timezone.now() - timedelta(days=1))


def remarque(**champs):
    return lambda contenu, qui: Remarque.objects.create(
        **{**sur(contenu), "texte": "Un mot", **champs, **({"par": qui} if champs.get("nom_exterieur") else {})}
    )


def reponse(**champs):
    def ecrire(contenu, qui):
        fil = Remarque.objects.create(**sur(contenu), texte="Un mot")
        Reponse.objects.create(remarque=fil, **{"texte": "Oui", "par": qui, **champs})

    return ecrire


def mise_en_avant(contenu, qui):
    deux_fois(MiseEnAvant, accueil=Accueil.objects.create(pk=1), cle="actualites:1")


def tache(contenu, qui):
    deux_fois(Tache, **sur(contenu), nature="compte_rendu", titre="Un", echeance=timezone.localdate())


REFUS = {
    "gestion_presence_unique": lambda contenu, qui: deux_fois(Presence, **sur(contenu), utilisateur=qui),
    "gestion_vue_unique": lambda contenu, qui: deux_fois(Vue, par=qui, liste="a.b", nom="Les miennes"),
    "pages_accueil_une_seule": lambda contenu, qui: Accueil.objects.create(pk=2),
    "pages_miseenavant_une_fois": mise_en_avant,
    "redaction_lien_duree": lien,
    "redaction_relecteur_unique": lambda contenu, qui: deux_fois(Relecteur, **sur(contenu), utilisateur=qui),
    "redaction_remarque_ancre_citee": remarque(champ="corps"),
    "redaction_remarque_resolution_datee": lambda contenu, qui: Remarque.objects.create(
        **sur(contenu), texte="Un mot", resolue_par=qui
    ),
    "redaction_remarque_texte": remarque(texte=""),
    "redaction_remarque_un_auteur": remarque(nom_exterieur="Mme Martin"),
    "redaction_reponse_texte": reponse(texte=""),
    "redaction_reponse_un_auteur": reponse(nom_exterieur="Mme Martin"),
    "redaction_retouche_date": lambda contenu, qui: Retouche.objects.create(**sur(contenu), donnees={}, etat="programmee"),
    "redaction_retouche_une_par_contenu": lambda contenu, qui: deux_fois(Retouche, **sur(contenu), donnees={}),
    "redaction_tache_un_compte_rendu": tache,
}


@pytest.mark.parametrize("nom", REFUS)
def test_the_database_refuses(nom):
    contenu, qui = ActualiteFabrique(), UtilisateurFabrique(is_staff=True)
    with pytest.raises(IntegrityError, match=f'"{nom}"'), transaction.atomic():
        REFUS[nom](contenu, qui)
