"""What the components of forms, messages and lists show in each of their states."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.test import RequestFactory

from tests.composants import dit, html


class TestMessages:
    @pytest.mark.parametrize(
        ("niveau", "role", "mots"),
        [
            ("info", "status", "Fait."),
            ("success", "status", "Fait."),
            ("warning", "status", "Attention : Fait."),
            ("error", "alert", "Erreur : Fait."),
        ],
    )
    def test_a_message_says_how_grave_it_is(self, niveau, role, mots):
        assert f'role="{role}"' in html("message", niveau_message=niveau, texte="Fait.")
        assert dit("message", niveau_message=niveau, texte="Fait.") == mots

    def test_each_kind_has_its_sign(self):
        signes = [re.search(r'href="[^"]*#(.*?)"', html("message", niveau_message=niveau, texte=""))[1] for niveau in NIVEAUX]
        assert len(set(signes)) == 3
        assert signes[2] == signes[3]

    def test_the_summary_of_a_form_is_there_when_it_is_refused(self):
        class Formulaire(forms.Form):
            nom = forms.CharField(label="Nom")

        assert html("formulaire_erreurs", formulaire=Formulaire({"nom": "Ana"})) == ""
        assert dit("formulaire_erreurs", formulaire=Formulaire({})) == (
            "Le formulaire n’est pas complet. Nom : Ce champ est obligatoire."
        )


NIVEAUX = ("info", "success", "warning", "error")


class TestChamp:
    class Formulaire(forms.Form):
        nom = forms.CharField(label="Nom", help_text="Le nom d’usage.")
        accord = forms.BooleanField(label="Accord")
        choix = forms.MultipleChoiceField(label="Choix", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
        note = forms.CharField(label="Note", required=False)
        case = forms.BooleanField(label="Case", required=False)
        autres = forms.MultipleChoiceField(
            label="Autres", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False, help_text="Au choix."
        )

    @pytest.mark.parametrize("nom", ["nom", "accord", "choix"])
    def test_what_is_required_is_said_unless_the_page_says_it(self, nom):
        champ = self.Formulaire()[nom]
        assert "(obligatoire)" in dit("formulaire_champ", champ=champ)
        assert "(obligatoire)" not in dit("formulaire_champ", champ=champ, sans_mention=True)

    @pytest.mark.parametrize("nom", ["note", "case", "autres"])
    def test_what_is_not_required_is_not_said_so(self, nom):
        assert "(obligatoire)" not in dit("formulaire_champ", champ=self.Formulaire()[nom])

    def test_a_box_comes_before_its_name_and_several_are_a_group(self):
        assert re.search(r"<input[^>]*><label", html("formulaire_champ", champ=self.Formulaire()["case"]))
        assert "champ--case" not in html("formulaire_champ", champ=self.Formulaire()["note"])
        assert "<fieldset" in html("formulaire_champ", champ=self.Formulaire()["autres"])
        assert "<fieldset" not in html("formulaire_champ", champ=self.Formulaire()["note"])

    def test_help_is_shown_and_linked_where_there_is_some(self):
        assert dit("formulaire_champ", champ=self.Formulaire()["nom"]).endswith("Le nom d’usage.")
        assert "champ__aide" not in html("formulaire_champ", champ=self.Formulaire()["note"])
        assert 'fieldset aria-describedby="id_autres_helptext"' in html("formulaire_champ", champ=self.Formulaire()["autres"])
        assert "aria-describedby" not in html("formulaire_champ", champ=self.Formulaire()["choix"])

    def test_errors_are_shown_where_there_are_some(self):
        formulaire = self.Formulaire({})
        assert "Ce champ est obligatoire." in dit("formulaire_champ", champ=formulaire["nom"])
        assert "champ__erreurs" not in html("formulaire_champ", champ=formulaire["note"])


class TestListe:
    @pytest.mark.parametrize(
        ("contexte", "attendu"),
        [
            ({"nombre_resultats": 0}, "Aucun fonds"),
            ({"nombre_resultats": 0, "feminin": True}, "Aucune fonds"),
            ({"nombre_resultats": 1}, "1 fonds"),
            ({"nombre_resultats": 2, "pluriel": "les fonds"}, "2 les fonds"),
            ({"nombre_resultats": 10, "plus_de": 1000, "pluriel": "les fonds"}, "Plus de 1 000 les fonds"),
        ],
    )
    def test_how_many_are_found(self, contexte, attendu):
        assert dit("resultats", **({"singulier": "fonds", "pluriel": "de fonds"} | contexte)) == attendu

    def test_the_filters_open_when_refused_and_can_be_cleared_when_used(self):
        class Filtres(forms.Form):
            annee = forms.IntegerField(label="Année", required=False)
            cache = forms.CharField(label="Caché", widget=forms.HiddenInput, required=False)

            def clean(self):
                if self.cleaned_data.get("annee") == 0:
                    raise forms.ValidationError("Le calendrier commence en 1.")

        def filtres(adresse):
            requete = RequestFactory().get(adresse)
            return {"formulaire": Filtres(requete.GET), "request": requete, "quoi": "les fonds"}

        sage = html("filtres", **filtres("/fonds/"))
        assert '<details class="filtres">' in sage
        assert "Tout effacer" not in sage
        assert "Caché" not in sage
        assert 'name="cache"' in sage
        assert "message" not in sage
        assert '<a href="/fonds/">Tout effacer</a>' in html("filtres", **filtres("/fonds/?annee=2025"))
        refuse = html("filtres", **filtres("/fonds/?annee=0"))
        assert '<details class="filtres" open>' in refuse
        assert "Erreur : </strong>Le calendrier commence en 1." in refuse

    def page(self, numero, total=50, **contexte):
        page = Paginator(range(total), 10).page(numero)
        return {"page": page, "request": RequestFactory().get("/"), **contexte}

    def test_one_goes_back_but_from_the_first_page_and_on_but_from_the_last(self):
        def sens(page):
            return "Page précédente" in page, "Page suivante" in page

        assert sens(dit("pagination", **self.page(1))) == (False, True)
        assert sens(dit("pagination", **self.page(3))) == (True, True)
        assert sens(dit("pagination", **self.page(5))) == (True, False)

    def test_the_page_one_is_on_is_no_link_and_what_is_passed_over_is_a_gap(self):
        page = html("pagination", **self.page(1, quoi="des fonds"))
        assert 'aria-label="Pagination des fonds"' in page
        assert re.search(r'aria-current="page"><span class="sr">Page </span>1</span>', page)
        assert page.count('class="pagination__saut"') == 1
        assert re.findall(r'href="\?page=(\d)"><span', page) == ["2", "5"]
        assert 'aria-label="Pagination"' in html("pagination", **self.page(1))

    def test_pages_that_were_not_counted_are_said_to_be_at_least_so_many(self):
        contexte = self.page(1)
        assert "Page 1 sur 5" in dit("pagination", **contexte)
        contexte["page"].paginator.plancher = True
        assert "Page 1 sur au moins 5" in dit("pagination", **contexte)
