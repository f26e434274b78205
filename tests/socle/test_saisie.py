"""What is typed is made plain before anything judges it, in one place, for a form, an import and a command alike."""

import unicodedata

import pytest
from django.apps import apps
from django.db import models

from annuaire.forms import FicheForm
from annuaire.forms_lignes import NouveauPartenariatForm, ProjetForm
from annuaire.models import Collectivite
from fonds_solidarite.forms import champ_montant
from redaction.models import Contact
from socle import champs, saisie
from socle.champs import SaisieNette
from tests.fabriques import CollectiviteFabrique

ESPACES = [" ", "\u00a0", "\u202f", "\u2009", "\u2003", "\u3000", "\t", "\u2028"]
INVISIBLES = ["\u200b", "\u200d", "\u200e", "\u202a", "\u202e", "\u2066", "\u2060", "\ufeff", "\u00ad", "\U000e0041"]


@pytest.mark.parametrize("espace", ESPACES, ids=ascii)
@pytest.mark.parametrize(
    ("champ", "groupes", "attendu"),
    [
        (champs.ChampSerre(max_length=9), ["211", "300", "017"], "211300017"),
        (champs.ChampSerre(max_length=5), ["13", "100"], "13100"),
        (champs.ChampTelephone(max_length=14), ["04", "65", "71", "00", "00"], "04 65 71 00 00"),
        (champs.ChampCourriel(), ["", "mairie@exemple.test", ""], "mairie@exemple.test"),
        (champs.ChampAdresseWeb(), ["", "https://www.ville.fr/page", ""], "https://www.ville.fr/page"),
        (champs.ChampEntier(), ["12", "500"], 12500),
        (champs.ChampDecimal(decimal_places=2), ["12", "500,5"], 12500.5),
        (champ_montant(), ["12", "500,5", "€"], 12500.5),
    ],
    ids=["siren", "postcode", "phone", "e-mail", "web", "whole", "decimal", "euros"],
)
def test_an_identifier_is_typed_with_any_space(champ, groupes, attendu, espace):
    for invisible in ("", *INVISIBLES):
        assert champ.clean(f"{espace}{invisible}".join(groupes)) == attendu


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("+33\u202f1\u202f53\u202f41\u202f81\u202f81", "+33 1 53 41 81 81"),
        ("01\u201153\u201141\u201181\u201181", "01-53-41-81-81"),
        ("\u202a04 65 71 00 00\u202c", "04 65 71 00 00"),
    ],
)
def test_a_telephone_copied_from_a_page_is_read(tape, attendu):
    assert champs.ChampTelephone().clean(tape) == attendu


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("mailto:Bob@Exemple.TEST", "Bob@exemple.test"),
        ("bob\uff20exemple.test", "bob@exemple.test"),
        ("\u212aate@exemple.test", "Kate@exemple.test"),
    ],
)
def test_an_e_mail_address_is_read_as_it_is_meant(tape, attendu):
    assert champs.ChampCourriel().clean(tape) == attendu


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("https:// www.ville.fr", "https://www.ville.fr"),
        ("www.ville.fr/mon\u00a0dossier", "https://www.ville.fr/mon%20dossier"),
        ("www.ville\u2010d\u2011aix.fr/l\u2010eau", "https://www.ville-d-aix.fr/l\u2010eau"),
    ],
)
def test_a_web_address_keeps_the_spaces_of_its_path_as_addresses_write_them(tape, attendu):
    assert champs.ChampAdresseWeb().clean(tape) == attendu


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [("12\u202f500,50\u00a0€", "12500.50"), ("80 euros", "80"), ("1 euro", "1"), ("\u2212５", "-5")],
)
def test_a_number_is_read_with_its_currency_and_the_minus_of_a_spreadsheet(tape, attendu):
    assert str(champs.ChampDecimal().clean(tape)) == attendu


def test_no_browser_cuts_what_is_typed_with_spaces():
    """« 211 300 017 » is longer than nine signs: a `maxlength` would take its end away, without a word."""
    formulaire = FicheForm(choix=type("Choix", (), {"liste_pays": [], "regions": [], "secteurs": [], "odds": []}))
    assert "maxlength" not in str(formulaire["code_postal"]) + str(formulaire["telephone"])
    assert "maxlength" not in str(Collectivite._meta.get_field("siren").formfield().widget_attrs(champs.forms.TextInput()))


def test_the_models_make_plain_what_commands_and_queries_give(db):
    une = CollectiviteFabrique(
        siren="211 300\u202f017",
        code_postal="13\u00a0100",
        telephone="04\u202f65\u202f71\u202f00\u202f00",
        courriel=" a@B.test\u200b",
    )
    assert (une.siren, une.code_postal, une.telephone, une.courriel) == ("211300017", "13100", "04 65 71 00 00", "a@b.test")
    une.refresh_from_db()
    assert (une.siren, une.code_postal) == ("211300017", "13100")
    assert Collectivite.objects.get(siren="211\u00a0300\u00a0017") == une
    Collectivite.objects.filter(pk=une.pk).update(code_postal="13 090", site="https://www. ville.fr\u200b")
    une.refresh_from_db()
    assert (une.code_postal, une.site) == ("13090", "https://www.ville.fr")
    Contact.objects.bulk_create([Contact(nom="Inès", courriel="ines @exemple.test")])
    assert Contact.objects.get().courriel == "ines@exemple.test"


NOTRES = {"socle", "gestion", "courriels", "mediatheque", "redaction", "territoires", "comptes", "annuaire", "groupes_pays"}
NOTRES |= {"fonds_solidarite", "actualites", "agenda", "appels", "ressources", "pages"}


def test_every_identifier_of_the_models_is_made_plain():
    """A new e-mail, web address, telephone, SIREN or postcode takes a field of `socle.champs`."""
    for modele in apps.get_models():
        if modele._meta.app_label not in NOTRES:
            continue
        for champ in modele._meta.local_concrete_fields:
            identifie = isinstance(champ, (models.EmailField, models.URLField))
            if identifie or champ.name in {"telephone", "siren", "code_postal"}:
                assert type(champ).__module__ == "socle.champs", champ
                assert isinstance(champ.formfield(), SaisieNette), champ


@pytest.mark.parametrize("formulaire", [FicheForm, NouveauPartenariatForm, ProjetForm])
def test_every_identifier_of_the_forms_of_members_is_made_plain(formulaire):
    nets = {"courriel", "telephone", "code_postal", "site", "annee", "annee_debut", "annee_fin"}
    for nom in nets & set(formulaire.base_fields):
        assert isinstance(formulaire.base_fields[nom], SaisieNette), nom


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF, 0x202E, 0xFFFF, 0xD800])
def test_a_control_character_enters_no_text(code):
    propre = saisie.nettoyer(f"a{chr(code)}b")
    permis = {"\n", "\r"} if chr(code) in "\n\r" else set()
    assert not [
        signe for signe in propre if unicodedata.category(signe) in {"Cc", "Cs", "Zl", "Zp", "Cf"} and signe not in permis
    ]


@pytest.mark.parametrize(
    ("brut", "net"),
    [
        ("Ve\u0301rone", "Vérone"),
        ("l\x92eau", "l’eau"),
        ("Un\u2028titre", "Un titre"),
        ("Une ligne\r\nune\u2028autre", "Une ligne\r\nune\nautre"),
        ("aujourd\u00adhui", "aujourdhui"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("نص\u200f", "نص\u200f"),
        ("espace\u202ffine", "espace\u202ffine"),
    ],
)
def test_a_text_keeps_its_words_and_its_spelling(brut, net):
    assert saisie.nettoyer(brut) == net
    assert saisie.nettoyer(net) == net
