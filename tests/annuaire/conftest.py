"""The profile of Bob's collectivité, filled in."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as ImagePillow

from annuaire import actions, fiche
from mediatheque.images import preparer_image
from tests.fabriques import AutoriteLocaleFabrique, PartenariatFabrique, RattachementFabrique, SecteurFabrique

ESPACE_AIX = "/espace/collectivites/aix-en-provence/modifier/"


def actuel(objet):
    """Return a row as the database has it now."""
    objet.refresh_from_db()
    return objet


def un_logo():
    """Return a small picture, as a form gives it once read."""
    fichier = BytesIO()
    ImagePillow.new("RGB", (40, 40), "navy").save(fichier, "PNG")
    return preparer_image(SimpleUploadedFile("logo.png", fichier.getvalue()))


@pytest.fixture
def kumamoto(japon):
    return AutoriteLocaleFabrique(nom="Kumamoto", pays=japon)


@pytest.fixture
def lien(aix, kumamoto):
    """The partnership of Aix-en-Provence with Kumamoto, never confirmed."""
    return PartenariatFabrique(collectivites=[aix], autorites=[kumamoto], annee=2013)


@pytest.fixture
def profil(aix, armenie, japon, lien):
    """Aix-en-Provence, with a presentation, countries, a sector and a partnership."""
    aix.presentation = "<p>Des liens avec quinze villes.</p>"
    aix.telephone = "04 65 71 00 00"
    aix.save()
    aix.pays.set([armenie])
    aix.secteurs.set([SecteurFabrique(code="culture", nom="Culture", slug="culture")])
    return aix


@pytest.fixture
def bea(aix):
    """Another référente of Bob's collectivité."""
    return RattachementFabrique(utilisateur__courriel="bea@exemple.test", utilisateur__prenom="Béa", collectivite=aix).utilisateur


@pytest.fixture
def proposer(bob):
    """Return a function proposing changes in Bob's name, over what is there now."""

    def faire(collectivite, changements, **suite):
        suite = {"par": bob, "empreinte_vue": fiche.voir(collectivite).empreinte, **suite}
        return actions.proposer_modification(collectivite=collectivite, changements=changements, **suite)

    return faire


@pytest.fixture
def decider(editrice):
    """Return a function deciding in the name of the editor, over the version that is there now."""

    def faire(demande, champs, commentaire="Voici pourquoi.", **suite):
        suite = {"par": editrice, "version_vue": demande.version, **suite}
        return actions.decider(demande=demande, champs=champs, commentaire=commentaire, **suite)

    return faire
