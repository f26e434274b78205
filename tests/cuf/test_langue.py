"""Our French over Django's: the compiled catalogues say what their sources say, and the back office speaks so."""

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.urls import reverse

from actualites.models import Actualite
from tests.fabriques import ActualiteFabrique, PageFabrique
from tests.formulaires import empreinte

CHAMPS = {"titre": "Un titre", "slug": "un-titre", "genre": "information", "acces": "public", "corps": ""}
DOSSIER = Path(settings.LOCALE_PATHS[0]) / "fr" / "LC_MESSAGES"
PHRASE = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[(\d)\])?) (".*")$', re.MULTILINE)


def source(nom):
    """Return {English: French} of a .po file written one sentence a line; a plural has a (sentence, rank) for key."""
    phrases, cle, plurielle = {}, "", False
    for genre, rang, texte in PHRASE.findall((DOSSIER / f"{nom}.po").read_text()):
        texte = ast.literal_eval(texte)
        if genre == "msgid":
            cle, plurielle = texte, False
        elif genre == "msgid_plural":
            plurielle = True
        elif cle:
            phrases[(cle, int(rang)) if plurielle else cle] = texte
    return phrases


@pytest.mark.parametrize("nom", ["django", "djangojs"])
def test_the_compiled_catalogue_says_what_its_source_says(nom):
    with (DOSSIER / f"{nom}.mo").open("rb") as fichier:
        compile_ = {cle: phrase for cle, phrase in GNUTranslations(fichier)._catalog.items() if cle}
    assert compile_ == source(nom)
    assert len(compile_) > 10


def test_every_sentence_is_one_that_django_asks_for():
    """A sentence whose English has changed would be kept for nothing, and Django's French would be back."""
    racine = Path(django.__file__).parent
    for nom in ("django", "djangojs"):
        connues = set()
        for app in ("conf", "contrib/admin", "contrib/auth"):
            chemin = racine / app / "locale" / "fr" / "LC_MESSAGES" / f"{nom}.mo"
            if chemin.exists():
                with chemin.open("rb") as fichier:
                    connues |= {cle[0] if isinstance(cle, tuple) else cle for cle in GNUTranslations(fichier)._catalog}
        assert {cle[0] if isinstance(cle, tuple) else cle for cle in source(nom)} <= connues


def test_saving_says_it_in_french_that_holds_for_any_noun(client_editrice):
    reponse = client_editrice.post(reverse("admin:actualites_actualite_add"), CHAMPS, follow=True)
    assert "» : enregistré." in reponse.text and "objet" not in str(list(reponse.context["messages"]))
    contenu = Actualite.objects.get()
    fiche = reverse("admin:actualites_actualite_change", args=[contenu.pk])
    suite = client_editrice.post(fiche, {**CHAMPS, **empreinte(client_editrice, fiche), "_continue": "1"}, follow=True)
    assert "Vous pouvez continuer ci-dessous." in suite.text


def test_an_address_already_taken_says_so(client_editrice):
    ActualiteFabrique(slug="un-titre")
    page = client_editrice.post(reverse("admin:actualites_actualite_add"), CHAMPS).text
    assert "déjà prise" in page and "Un objet" not in page


def test_a_list_is_titled_by_its_name_and_an_inline_adds_a_row(client_editrice):
    assert "<title>Actualités" in client_editrice.get(reverse("admin:actualites_actualite_changelist")).text
    assert "Ajouter une ligne" in client_editrice.get(reverse("admin:groupes_pays_groupe_add")).text
    PageFabrique()
    assert "à changer" not in client_editrice.get(reverse("admin:pages_page_changelist")).text


def test_the_scripts_of_the_back_office_speak_our_french(client_editrice):
    assert "Au choix\\u00a0: %s" in client_editrice.get(reverse("admin:jsi18n")).text
