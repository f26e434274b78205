"""The codec of a profile: what is compared, cleaned, signed and merged."""

from time import thread_time

import pytest

from annuaire import fiche, lignes
from tests.fabriques import MandatFabrique, PartenariatFabrique, ProjetFabrique


def test_spaces_between_blocks_are_no_change_but_words_are():
    avant = "<p>Un texte.</p>\n<h2>Titre</h2>\n<p>La&nbsp;suite</p>"
    assert fiche.identiques("presentation", avant, "<p>Un texte.</p><h2>Titre</h2><p>La suite</p>")
    assert not fiche.identiques("presentation", avant, "<p>Un texte.</p><h2>Titre</h2><p>La fin</p>")
    assert not fiche.identiques("presentation", "<p>un <strong>mot</strong></p>", "<p>un mot</p>")


def test_spaces_between_inline_tags_count():
    assert not fiche.identiques("presentation", "<p><strong>a</strong> <em>b</em></p>", "<p><strong>a</strong><em>b</em></p>")


@pytest.mark.parametrize("blanc", [" ", "\u00a0", "\n"])
def test_comparing_a_long_run_of_blanks_takes_no_time(blanc):
    debut = thread_time()
    assert fiche.identiques("presentation", f"<p>a{blanc * 20_000}b</p>", "<p>a b</p>")
    assert thread_time() - debut < 0.5


def test_rich_text_is_cleaned_before_it_is_kept():
    propre = fiche.nettoyer({"presentation": '<p onclick="x()">Bonjour<script>alert(1)</script></p>'})
    assert propre == {"presentation": "<p>Bonjour</p>"}


@pytest.mark.parametrize(
    "cle", ["slug", "nom", "visible", "partenariat-", "partenariat-abc", f"partenariat-{'9' * 5_000}", "siren"]
)
def test_a_key_that_is_not_proposable_is_refused(cle):
    with pytest.raises(ValueError, match="Unknown"):
        fiche.nettoyer({cle: "x"})


def test_the_state_names_codes_and_partnerships(profil, lien):
    etat = fiche.lire_fiche(profil)
    assert etat["pays"] == ["AM"]
    assert etat["secteurs"] == ["culture"]
    assert etat[f"partenariat-{lien.pk}"] == {
        "autorites": [["Kumamoto", "JP"]],
        "avec": [],
        "nature": "cooperation",
        "annee": 2013,
        "etat": "actif",
        "description": "",
        "confirme_le": None,
    }


def test_a_partner_hidden_from_the_directory_is_not_named(profil, lien, colombes):
    lien.collectivites.add(colombes)
    assert fiche.lire_fiche(profil)[f"partenariat-{lien.pk}"]["avec"] == [colombes.nom]
    colombes.visible = False
    colombes.save()
    assert fiche.lire_fiche(profil)[f"partenariat-{lien.pk}"]["avec"] == []


@pytest.mark.parametrize("nombre", [1, 20])
def test_reading_a_profile_costs_the_same_whatever_its_partnerships(profil, kumamoto, django_assert_num_queries, nombre):
    for _ in range(nombre):
        PartenariatFabrique(collectivites=[profil], autorites=[kumamoto])
        MandatFabrique(collectivite=profil)
        ProjetFabrique(collectivites=[profil], pays=[kumamoto.pays])
    with django_assert_num_queries(10):
        fiche.lire_fiche(profil)


def test_the_version_changes_with_the_profile_and_with_the_request(profil, proposer):
    avant = fiche.voir(profil).empreinte
    assert fiche.voir(profil).empreinte == avant
    proposer(profil, {"ville": "Aix"})
    pendant = fiche.voir(profil).empreinte
    profil.telephone = "05 00 00 00 00"
    profil.save()
    assert len({avant, pendant, fiche.voir(profil).empreinte}) == 3


def test_a_signed_view_is_read_for_its_own_collectivite_only(profil, colombes):
    jeton = fiche.voir(profil).signer()
    assert fiche.VueFiche.verifier(jeton, profil) == fiche.voir(profil)
    assert fiche.VueFiche.verifier(jeton, colombes) is None
    assert fiche.VueFiche.verifier(f"{jeton}x", profil) is None
    assert fiche.VueFiche.verifier("", profil) is None


def test_a_stale_form_keeps_what_was_typed_and_takes_the_rest():
    vue = {"ville": "Aix", "telephone": "1", "site": ""}
    maintenant = {"ville": "Aix", "telephone": "2", "site": "https://a.example"}
    saisie = {"ville": "Aix-en-Provence", "telephone": "1", "site": "https://b.example"}
    assert fiche.fusionner(vue, maintenant, saisie) == {
        "ville": "Aix-en-Provence",
        "telephone": "2",
        "site": "https://b.example",
    }


def test_the_same_new_tie_has_the_same_key():
    une = {"autorites": [["Kyoto", "JP"]], "nature": "jumelage"}
    cles = {lignes.cle_nouvelle(lignes.PARTENARIAT, valeur) for valeur in (une, {**une, "annee": 1958})}
    assert cles == {"partenariat-nouveau-JP-kyoto-jumelage"}
