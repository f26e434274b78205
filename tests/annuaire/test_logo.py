"""What becomes of a proposed logo: published, refused, taken back."""

from pathlib import Path

import pytest

from annuaire import actions
from mediatheque.images import creer_variantes
from mediatheque.models import Image
from socle.models import Journal
from tests.annuaire.conftest import actuel, un_logo
from tests.fabriques import ActualiteFabrique


class TestLogo:
    """A proposed logo is in the library while its request waits; nothing shows it afterwards unless it is accepted."""

    @pytest.fixture
    def demande(self, profil, proposer):
        return proposer(profil, {"ville": "Aix"}, logo=un_logo())

    @pytest.fixture
    def fichiers(self, settings):
        """Return a function listing the stored images."""
        return lambda: sorted(Path(settings.MEDIA_ROOT).glob("images/*/*"))

    def test_a_withdrawn_logo_goes_with_its_files_once_committed(
        self, demande, bob, fichiers, django_capture_on_commit_callbacks
    ):
        image = Image.objects.get()
        creer_variantes(image.fichier.name, focal=(10, 50))
        siens = [fichier for fichier in fichiers() if fichier.name.startswith(Path(image.fichier.name).stem)]
        assert len(siens) > 1
        with django_capture_on_commit_callbacks() as suites:
            actions.retirer(demande=demande, par=bob)
        assert not Image.objects.exists()
        assert set(siens) <= set(fichiers())
        for suite in suites:
            suite()
        assert not set(siens) & set(fichiers())
        assert Journal.objects.filter(action="supprimer", id_objet=str(image.pk), par=bob).exists()

    @pytest.mark.parametrize("acceptes", [[], ["ville"]])
    def test_a_refused_logo_goes(self, demande, decider, acceptes):
        decider(demande, acceptes, "Le logo est flou.")
        assert not Image.objects.exists()

    def test_an_accepted_logo_stays(self, demande, decider, profil):
        decider(demande, ["logo"])
        assert Image.objects.get() == actuel(profil).image

    def test_another_proposal_replaces_it_and_a_change_of_something_else_does_not(self, demande, proposer, profil):
        premiere = Image.objects.get()
        proposer(profil, {"telephone": "05 00 00 00 00"})
        assert Image.objects.get() == premiere
        proposer(profil, {}, logo=un_logo())
        seconde = Image.objects.get()
        assert seconde != premiere
        assert actuel(demande).changements["logo"]["apres"] == seconde.pk
        proposer(profil, {"logo": None})
        assert not Image.objects.exists()

    @pytest.mark.parametrize("usage", ["logo", "image", "texte"])
    def test_one_that_something_shows_stays(self, demande, decider, colombes, usage):
        image = Image.objects.get()
        if usage == "logo":
            colombes.image = image
            colombes.save()
        elif usage == "image":
            ActualiteFabrique(image=image)
        else:
            ActualiteFabrique(corps=f'<figure class="image"><img src="{image.fichier.url}" alt=""></figure>')
        decider(demande, [], "Non")
        assert Image.objects.get() == image

    def test_nothing_goes_when_the_decision_fails(self, demande, decider, monkeypatch):
        def tomber(*arguments):
            raise RuntimeError("courriel")

        monkeypatch.setattr(actions.avis, "annoncer_decision", tomber)
        with pytest.raises(RuntimeError, match="courriel"):
            decider(demande, [], "Non")
        assert Image.objects.exists()
