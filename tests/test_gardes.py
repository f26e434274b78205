"""Guards of the house rules that no linter knows: pinned packages, relations between layers, pages fit for a strict CSP."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.template import Context, Engine, Origin, Template

import conftest
from tests.couches import RACINE, lire_les_couches


def test_every_app_has_a_layer():
    ici = {app.label for app in apps.get_app_configs() if Path(app.path).is_relative_to(RACINE / app.label)}
    assert ici <= set(lire_les_couches())
    assert len(ici) > 5


def test_relations_between_models_point_downwards():
    """A ForeignKey written "app.Model" is an import that import-linter cannot see."""
    couches = lire_les_couches()
    montantes = [
        f"{modele._meta.label}.{champ.name} → {champ.related_model._meta.label}"
        for modele in apps.get_models()
        if modele._meta.app_label in couches
        for champ in modele._meta.get_fields()
        if champ.is_relation and champ.concrete and champ.related_model is not None
        # A fact is written by someone: the account is the one upward relation, by way of AUTH_USER_MODEL.
        if champ.related_model._meta.app_label in couches and champ.related_model._meta.label != "comptes.Utilisateur"
        if champ.related_model._meta.app_label != modele._meta.app_label
        if couches[champ.related_model._meta.app_label] >= couches[modele._meta.app_label]
    ]
    assert montantes == []


# An address asked for by its name is knowledge too: `reverse("agenda:liste")` in a lower app would break without the upper one.
NOM_D_ADRESSE = re.compile(r"\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*f?\"([a-z_]+):")
LIEN_D_ADRESSE = re.compile(r"""{%\s*url\s+["']([a-z_]+):""")


def _adresses_du_dessus(app, source, couches):
    """Return the apps above `app`, or beside it, whose addresses `source`, a module of `app`, asks for."""
    autres = (autre for autre in NOM_D_ADRESSE.findall(source) if autre in couches and autre != app)
    return [autre for autre in autres if couches[autre] >= couches[app]]


def _liens_du_dessus(app, source, couches):
    """Return the same of a template of `app`."""
    autres = (autre for autre in LIEN_D_ADRESSE.findall(source) if autre in couches and autre != app)
    return [autre for autre in autres if couches[autre] >= couches[app]]


def _non_types(source):
    """Return the names of the public functions of a module that leave an argument, or what they return, without its type."""
    fonctions = (une for une in ast.parse(source).body if isinstance(une, ast.FunctionDef) and not une.name.startswith("_"))
    return [
        une.name
        for une in fonctions
        if une.returns is None or any(argument.annotation is None for argument in [*une.args.args, *une.args.kwonlyargs])
    ]


# What opens a transaction: Django's own, and the ledger's, which puts words on what it refuses.
TRANSACTIONS = ("transaction.atomic", "_grand_livre()")


def _en_morceaux(source):
    """Return the names of the public functions of a module that are not one transaction."""
    fonctions = (une for une in ast.parse(source).body if isinstance(une, ast.FunctionDef) and not une.name.startswith("_"))

    def ouvre(fonction):
        blocs = (element.context_expr for bloc in fonction.body if isinstance(bloc, ast.With) for element in bloc.items)
        return any(ast.unparse(une).startswith(TRANSACTIONS) for une in [*fonction.decorator_list, *blocs])

    lisent_seulement = {"conflits_de"}
    return [une.name for une in fonctions if not ouvre(une) and une.name not in lisent_seulement]


@pytest.mark.parametrize("chemin", sorted(RACINE.glob("*/actions.py")), ids=lambda chemin: chemin.parent.name)
def test_an_action_is_one_transaction(chemin):
    assert _en_morceaux(chemin.read_text()) == []


def test_the_guard_of_transactions_sees():
    assert _en_morceaux("def a(): ...") == ["a"]
    assert _en_morceaux("def a():\n    if x:\n        with transaction.atomic(): ...") == ["a"]
    assert not _en_morceaux("@transaction.atomic\ndef a(): ...\n\ndef b():\n    with _grand_livre(): ...\n\ndef _c(): ...")


@pytest.mark.parametrize("chemin", sorted(RACINE.glob("*/actions.py")), ids=lambda chemin: chemin.parent.name)
def test_an_action_says_what_it_takes_and_gives(chemin):
    assert _non_types(chemin.read_text()) == []


def test_the_guard_of_actions_sees():
    assert _non_types("def a(*, par): ...") == ["a"]
    assert _non_types("def a(*, par: int): ...") == ["a"]
    assert not _non_types("def a(*, par: int) -> None: ...\n\ndef _b(x): ...")


def test_no_module_asks_for_the_address_of_an_upper_app():
    couches = lire_les_couches()
    modules = [(app, chemin) for app in couches for chemin in (RACINE / app).rglob("*.py") if "migrations" not in chemin.parts]
    assert len(modules) > 150
    fautes = {str(chemin.relative_to(RACINE)): _adresses_du_dessus(app, chemin.read_text(), couches) for app, chemin in modules}
    assert {chemin: autres for chemin, autres in fautes.items() if autres} == {}


def test_no_template_asks_for_the_address_of_an_upper_app():
    couches = lire_les_couches()
    gabarits = [(app, chemin) for app in couches for chemin in (RACINE / "templates" / app).rglob("*.html")]
    assert len(gabarits) > 60
    fautes = {str(chemin.relative_to(RACINE)): _liens_du_dessus(app, chemin.read_text(), couches) for app, chemin in gabarits}
    assert {chemin: autres for chemin, autres in fautes.items() if autres} == {}


def test_the_guard_of_addresses_sees():
    couches = lire_les_couches()
    assert _adresses_du_dessus("annuaire", 'lien = reverse_lazy(\n    "pages:plan")', couches) == ["pages"]
    assert _adresses_du_dessus("agenda", 'redirect("actualites:liste")', couches) == ["actualites"]
    assert _adresses_du_dessus("pages", 'reverse("agenda:liste"); reverse("admin:index"); reverse("pages:plan")', couches) == []
    assert _liens_du_dessus("annuaire", "{% url \"pages:plan\" %} {% url 'agenda:liste' %}", couches) == ["pages", "agenda"]
    assert _liens_du_dessus("annuaire", '{% url "pays" un.slug %} {% url "annuaire:liste" %}', couches) == []


@pytest.mark.parametrize("nom", ["requirements", "requirements-dev"])
def test_packages_are_pinned_with_hashes_and_without_addresses(nom):
    fige = (RACINE / f"{nom}.txt").read_text()
    paquets = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^#.*\n", "", fige))
    assert all(re.match(r"[a-z0-9-]+==\S+", paquet) and "--hash=sha256:" in paquet for paquet in paquets)
    assert not re.search(r"://|index-url|find-links|trusted-host|(?m:^-)", fige)
    voulus = re.findall(r"(?m)^([a-z][a-z0-9_-]*)", (RACINE / f"{nom}.in").read_text())
    assert voulus
    assert {voulu.replace("_", "-") for voulu in voulus} <= {paquet.split("==")[0] for paquet in paquets}


def _gabarits(*, courriels=False):
    # Mail readers know no style sheet: theirs is inline.
    tous = sorted((RACINE / "templates").rglob("*.html"))
    return [chemin for chemin in tous if courriels or "emails" not in chemin.parts]


INTERDITS = {
    "inline style": r"<[^>]*\sstyle\s*=|<style\b",
    "inline handler": r"<[^>]*\son[a-z]+\s*=",
    "inline script": r"<script\b(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))",
    "third party": r"<(?:script|link|img|iframe|source|video|audio)\b[^>]*\b(?:src|href|srcset)=\"(?:https?:)?//",
}


@pytest.mark.parametrize("chemin", _gabarits(), ids=lambda chemin: str(chemin.relative_to(RACINE / "templates")))
def test_templates_fit_a_strict_csp(chemin):
    texte = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", chemin.read_text(), flags=re.S)
    assert [nom for nom, motif in INTERDITS.items() if re.search(motif, texte, re.I)] == []


@pytest.mark.parametrize(
    ("nom", "mauvais"),
    [
        ("inline style", '<p class="a" style="color: red">'),
        ("inline handler", '<a href="#" onclick="x()">'),
        ("inline script", "<script>x()</script>"),
        ("third party", '<img alt="" src="https://exemple.test/a.png">'),
    ],
)
def test_the_guard_of_templates_sees(nom, mauvais):
    assert re.search(INTERDITS[nom], mauvais)
    assert not re.search(
        INTERDITS[nom], '<script src="/a.js" defer></script><a href="https://exemple.test">x</a><svg fill="red">'
    )


ROLE_DE_TABLEAU = r'<(?:table|thead|tbody|tfoot|tr|td|th)\b[^>]*\srole="(?!presentation")'


@pytest.mark.parametrize("chemin", _gabarits(), ids=lambda chemin: str(chemin.relative_to(RACINE / "templates")))
def test_a_table_has_the_roles_that_html_gives_it(chemin):
    assert re.findall(ROLE_DE_TABLEAU, chemin.read_text()) == []


def test_the_guard_of_tables_sees():
    assert re.search(ROLE_DE_TABLEAU, '<td class="nombre" role="cell">')


# What of a template is no text: its tags, but for the words given to a component, and those of HTML.
HORS_TEXTE = re.compile(
    r"\{%\s*comment\b.*?endcomment\s*%\}|\{#.*?#\}|\{%(?!\s*include\b).*?%\}|\{\{.*?\}\}|<!--.*?-->"
    r"|<[^>{]*(?:\{[{%].*?[}%]\}[^>{]*)*>",
    re.DOTALL,
)
COUPURE = re.compile(r" [:;?!»](?=[\s.,)…»\"\0]|$)|« ", re.MULTILINE)


def _coupures(source):
    """Return where a line could be cut before a high sign or within French quotation marks."""
    return COUPURE.findall(HORS_TEXTE.sub("\0", source))


@pytest.mark.parametrize("chemin", _gabarits(courriels=True), ids=lambda chemin: str(chemin.relative_to(RACINE)))
def test_no_line_of_a_page_begins_with_a_sign(chemin):
    assert not _coupures(chemin.read_text())


def test_the_guard_of_signs_sees():
    assert _coupures("<p>Rien reçu ?</p>") == [" ?"]
    assert _coupures("<b>Source</b> : {{ x }} « {{ y }} »") == [" :", "« ", " »"]
    assert _coupures('{% include "x.html" with titre="Qui sommes-nous ?" %}') == [" ?"]
    assert not _coupures('<a title="a : b">{% url "a:b" as x %}{# un : deux #}14:30</a>')


LARGEUR = 130


def _lignes_longues(source):
    """Return the lines that a reviewer would have to scroll; Python's own are ruff's business, at the same width."""
    return [ligne for ligne in source.splitlines() if len(ligne) > LARGEUR]


@pytest.mark.parametrize("chemin", _gabarits(courriels=True), ids=lambda chemin: str(chemin.relative_to(RACINE)))
def test_a_template_is_reviewed_line_by_line(chemin):
    assert _lignes_longues(chemin.read_text()) == []


def test_the_guard_of_long_lines_sees():
    juste = "é" * LARGEUR
    assert _lignes_longues(f"<p>\n{juste}\n</p>\n") == []
    assert _lignes_longues(f"<p>\n{juste}e\n</p>\n") == [f"{juste}e"]


TETE = r"property=\"(?:og|article|profile):|name=\"(?:description|twitter:)"


def test_the_head_of_a_page_is_written_once():
    """A page fills the blocks of base.html; it never writes the tags that search engines and social networks read."""
    assert [chemin.name for chemin in _gabarits() if re.search(TETE, chemin.read_text())] == ["base.html"]


@pytest.mark.parametrize("dossier", ["static"])
def test_our_static_files_ask_nothing_of_a_third_party(dossier):
    nos_fichiers = [f for f in (RACINE / dossier).rglob("*") if f.suffix in {".css", ".js"} and "vendor" not in f.parts]
    assert nos_fichiers
    fautifs = [
        f for f in nos_fichiers if re.search(r"(?:url\(|@import|fetch\(|import)\s*[\"'(]*\s*(?:https?:)?//", f.read_text())
    ]
    assert fautifs == []


def test_an_undefined_variable_of_our_templates_fails_the_test():
    moteur = Engine(string_if_invalid=conftest.VariableIndefinie())
    notre = Origin(str(RACINE / "templates" / "essai.html"))
    with pytest.raises(pytest.fail.Exception, match="oubliee"):
        Template("<p>{{ oubliee }}</p>", origin=notre, engine=moteur).render(Context())
    assert Template("{% if oubliee %}oui{% endif %}", origin=notre, engine=moteur).render(Context()) == ""
    autre = Origin("/ailleurs/templates/admin.html")
    assert Template("{{ oubliee }}", origin=autre, engine=moteur).render(Context()) == ""


@pytest.mark.parametrize(("ci", "issue"), [("true", "failed"), ("", "skipped")])
def test_a_skip_fails_in_ci_only(monkeypatch, ci, issue):
    monkeypatch.setenv("CI", ci)
    crochet = conftest.pytest_runtest_makereport(None, None)
    next(crochet)
    with pytest.raises(StopIteration) as fin:
        crochet.send(SimpleNamespace(skipped=True, outcome="skipped", longrepr="no Chromium"))
    assert fin.value.value.outcome == issue


@pytest.mark.parametrize("feuille", sorted((RACINE / "static").glob("css/*.css")), ids=lambda feuille: feuille.name)
def test_every_block_of_a_style_sheet_is_closed(feuille):
    """One left open takes into its condition all that comes after it: a map without its colours is black."""
    texte = re.sub(r"/\*.*?\*/", "", feuille.read_text(), flags=re.S)
    profondeur = 0
    for signe in re.findall(r"[{}]", texte):
        profondeur += 1 if signe == "{" else -1
        assert profondeur >= 0
    assert profondeur == 0
