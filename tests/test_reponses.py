"""Every address of the site, with and without data, for everyone and whatever the query string: the right status, never a 500."""

from itertools import cycle, islice

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import resolve, reverse

from socle.listes import ListeFiltree
from tests.jeu_de_donnees import ADRESSES, GENS, METHODES, jeu_d_un_module, noms_d_adresses

LONG = "9" * 3000
# What people, robots and attackers put in an address; percent-encoded where a browser could not send it otherwise.
VALEURS = {
    "null byte": "a%00b",
    "only a null byte": "%00",
    "surrogate": "%ED%A0%80",
    "bad utf-8": "%FF%FE",
    "bad escape": "%zz",
    "huge number": "99999999999999999999999999",
    "negative": "-1",
    "zero": "0",
    "not a number": "NaN",
    "infinity": "1e999",
    "word": "zzz-inconnu",
    "very long": LONG,
    "sql": "1%27%20OR%201%3D1%20--",
    "sql sleep": "JP%27%3BSELECT%20pg_sleep%2810%29--",
    "markup": "%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
    "braces": "%7B%7B7*7%7D%7D",
    "pattern": "%25%5F%5C%28%5B",
    "emoji": "%F0%9F%98%80",
    "array of php": "[]",
    "other digits": "%D9%A3",
    "spaces": "%20%09%20",
}
CHEMINS = ("%00", "a%00b", "%ED%A0%80", "%FF", "a" * 3000, "..%2F..%2Fetc%2Fpasswd", "%27%20OR%201=1", "-", "é", "%F0%9F%98%80")


@pytest.fixture(scope="module")
def jeu(django_db_setup, django_db_blocker):
    with jeu_d_un_module(django_db_blocker) as jeu:
        yield jeu


def lire(client, chemin):
    """Return the answer to a GET of `chemin`, its body read to the end; an exception of the site is a 500 that raises here."""
    return lu(client.get(chemin))


def lu(reponse):
    """Return `reponse` with its body read to the end, which closes the file it streams."""
    if reponse.streaming:
        b"".join(reponse.streaming_content)
    return reponse


def test_every_address_has_an_example():
    """A new address is covered by all the tests of this kind, or fails here until an example is given."""
    assert noms_d_adresses() == {une.nom for une in ADRESSES}


@pytest.mark.parametrize("qui", GENS)
@pytest.mark.parametrize("adresse", ADRESSES, ids=str)
def test_each_address_answers_each_reader_as_it_should(jeu, db, adresse, qui):
    reponse = lire(jeu.clients[qui], adresse.chemin(jeu))
    assert reponse.status_code == adresse.statut(qui)
    if adresse.html and reponse.status_code not in {301, 302, 405}:
        assert reponse["Content-Type"] == "text/html; charset=utf-8"
        assert "</html>" in reponse.content.decode()


LISIBLES = [une for une in ADRESSES if any(une.statut(qui) in {200, 400, 405} for qui in GENS)]


def _qui(adresse):
    """Return who may open the page, a visitor if they may."""
    return next(qui for qui in GENS if adresse.statut(qui) in {200, 400, 405})


@pytest.mark.parametrize("adresse", LISIBLES, ids=str)
def test_a_wrong_method_is_refused(jeu, db, adresse):
    """To whoever may read the page; the others are refused earlier."""
    chemin, qui = adresse.chemin(jeu), _qui(adresse)
    for methode in set(METHODES) - set(adresse.methodes):
        refus = jeu.clients[qui].generic(methode, chemin)
        assert refus.status_code == 405, methode
        assert refus["Allow"]
        en_json = refus["Content-Type"] in {"application/json", "application/problem+json"}
        assert en_json or "ne s’utilise pas ainsi" in refus.content.decode()
    assert lu(jeu.clients[qui].head(chemin)).status_code == adresse.statut(qui)


def _parametres(chemin):
    """Return {name of parameter: whether any text makes sense} of the list at `chemin`; nothing for another page."""
    vue = getattr(resolve(chemin.partition("?")[0]).func, "view_class", None)
    if vue is None or not issubclass(vue, ListeFiltree):
        return {}
    return {nom: type(filtre).__name__ == "FiltreTexte" for nom, filtre in vue.filterset_class.base_filters.items()}


LISTES = [une for une in ADRESSES if not une.requete and not une.arguments and une.statut("visiteur") == 200 and une.html]


@pytest.mark.parametrize("adresse", [une for une in LISIBLES if not une.requete], ids=str)
def test_a_query_string_that_means_nothing_changes_nothing(jeu, db, adresse):
    chemin, qui = adresse.chemin(jeu), _qui(adresse)
    etrange = "&".join(f"{valeur}={valeur}&inconnu={valeur}&inconnu[]={valeur}" for valeur in VALEURS.values())
    assert lire(jeu.clients[qui], f"{chemin}?{etrange}").status_code == (400 if adresse.stricte else adresse.statut(qui))


@pytest.mark.parametrize("adresse", LISTES, ids=str)
def test_a_filter_that_makes_no_sense_is_refused_in_french_and_never_ignored(jeu, db, adresse):
    """Each parameter takes its turn with the strange values, so that a few requests try them all."""
    chemin, visiteur = adresse.chemin(jeu), jeu.clients["visiteur"]
    valeurs = cycle(VALEURS.items())
    for parametre, texte_libre in _parametres(chemin).items():
        for nom, valeur in islice(valeurs, 5):
            statut = lire(visiteur, f"{chemin}?{parametre}={valeur}").status_code
            assert statut in ({200, 400} if texte_libre or nom == "spaces" else {400}), (parametre, nom)
        page = visiteur.get(f"{chemin}?{parametre}=a%00b")
        assert page.status_code == (200 if texte_libre else 400), parametre
        assert texte_libre or "champ__erreurs" in page.content.decode(), parametre
        # The last of several values counts.
        assert lire(visiteur, f"{chemin}?{parametre}=&{parametre}=zzz").status_code == (200 if texte_libre else 400)
        assert lire(visiteur, f"{chemin}?{parametre}=").status_code == 200


def test_the_lists_are_known_to_this_test(jeu):
    """The test above would pass on nothing."""
    filtrees = {une.nom for une in LISTES if _parametres(une.chemin(jeu))}
    assert {"actualites:liste", "agenda:liste", "annuaire:liste", "fonds_solidarite:liste", "ressources:liste"} <= filtrees


@pytest.mark.parametrize("adresse", LISTES, ids=str)
def test_a_page_that_does_not_exist_is_not_found(jeu, db, adresse):
    chemin = adresse.chemin(jeu)
    # The map shows all its rows on one page.
    if not _parametres(chemin) or resolve(chemin).func.view_class.paginate_by is None:
        return
    for nom, valeur in VALEURS.items():
        if nom == "other digits":  # Python reads them: page 3
            continue
        assert jeu.clients["visiteur"].get(f"{chemin}?page={valeur}").status_code == 404, nom


@pytest.mark.parametrize("debut", sorted({une.chemin(None) for une in ADRESSES if not une.arguments and not une.requete}))
def test_wild_paths_are_not_found(db, debut):
    if not debut.endswith("/"):
        debut += "/"
    for bout in CHEMINS:
        statut = lire(Client(), f"{debut}{bout}/").status_code
        assert statut in {400, 404}, bout[:30]


@pytest.mark.parametrize("chemin", ["/media/", "/documents/", "/espace/demandes/", "/comptes/mot-de-passe/choisir/MQ/"])
def test_wild_paths_of_files_and_requests_are_not_found(jeu, db, chemin):
    for bout in CHEMINS:
        for fin in ("", "/"):
            statut = lire(jeu.clients["membre"], f"{chemin}{bout}{fin}").status_code
            assert statut in ({200, 301, 404} if "choisir" in chemin else {301, 400, 404}), bout[:30]


def _listes_du_back_office():
    return sorted(
        reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist") for modele in admin.site._registry
    )


def test_the_back_office_opens_every_list_and_form_to_who_may(jeu, db):
    jeu.editrice.is_superuser = True
    jeu.editrice.save()
    client = jeu.clients["equipe"]
    for modele, gestion in admin.site._registry.items():
        base = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
        assert client.get(base, follow=gestion.sans_liste).status_code == 200, base
        assert client.get(f"{base}?q=a", follow=gestion.sans_liste).status_code == 200, base
        ajout = client.get(f"{base}add/").status_code
        assert ajout in {200, 403}, base
        premier = modele._default_manager.first()
        if premier is not None:
            assert client.get(f"{base}{premier.pk}/change/").status_code == 200, base
            assert client.get(f"{base}{premier.pk}/history/").status_code == 200, base
            assert client.get(f"{base}{premier.pk}/delete/").status_code in {200, 403}, base
        assert gestion.get_view_on_site_url(premier) is None or premier is not None


@pytest.mark.parametrize("qui", GENS[:-1])
def test_the_back_office_is_closed_to_who_is_not_staff(jeu, db, qui):
    for chemin in ["/admin/", *_listes_du_back_office()]:
        reponse = jeu.clients[qui].get(chemin)
        assert reponse.status_code == 302, chemin
        assert reponse["Location"].startswith(("/admin/login/", "/comptes/connexion/"))


def test_wild_query_strings_never_break_the_back_office(jeu, db):
    jeu.editrice.is_superuser = True
    jeu.editrice.save()
    client = jeu.clients["equipe"]
    for modele in admin.site._registry:
        chemin = reverse(f"admin:{modele._meta.app_label}_{modele._meta.model_name}_changelist")
        champs = {champ.name for champ in modele._meta.fields}
        # A field that the model has not is « inconnu ».
        filtres = [filtre for filtre in ("id__exact", "statut__exact", "publie_le__year") if filtre.split("__")[0] in champs]
        for parametre in ("q", "p", "o", "e", "inconnu", *filtres):
            for nom in ("null byte", "surrogate", "huge number", "word", "sql", "array of php"):
                statut = client.get(f"{chemin}?{parametre}={VALEURS[nom]}").status_code
                assert statut in {200, 302, 400, 404}, (chemin, parametre, nom)
