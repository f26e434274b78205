"""One search over all the lists of the back office, and who did what in the journal."""

from pages import recherche_gestion
from socle.journal import journaliser
from tests.fabriques import ActualiteFabrique, CollectiviteFabrique, EvenementFabrique, UtilisateurFabrique

RECHERCHE = "/admin/recherche/"


def trouves(client, q):
    return {une.titre: une for une in client.get(RECHERCHE, {"q": q}).context["trouvailles"]}


def test_one_search_finds_rows_of_all_kinds_drafts_included(client_redactrice, client_administratrice):
    ActualiteFabrique(titre="L’eau à Fès", brouillon=True)
    EvenementFabrique.create_batch(6, titre="Rencontre à Fes")
    CollectiviteFabrique(nom="Ville de Fès")
    UtilisateurFabrique(nom="Fès")
    lus = trouves(client_redactrice, "fes")
    assert lus["Actualités"].lignes[0][:2] == ("L’eau à Fès", "brouillon")
    assert (len(lus["Événements"].lignes), lus["Événements"].d_autres) == (5, True)
    assert lus["Événements"].tous == "/admin/agenda/evenement/?q=fes"
    assert "Collectivités" in lus
    # Accounts are read by who administers.
    assert "Comptes" not in lus
    assert any(ligne[0].endswith("Fès") for une in trouves(client_administratrice, "fes").values() for ligne in une.lignes)
    assert lus["Actualités"].lignes[0][2] in client_redactrice.get(RECHERCHE, {"q": "fes"}).text


def test_nothing_to_look_for_and_too_much(client_redactrice, membre, monkeypatch):
    ActualiteFabrique(titre="Une")
    for vide in ("", "  ", "\0", "?!", "a" * 5000):
        assert not client_redactrice.get(RECHERCHE, {"q": vide}).context["trouvailles"]
    assert "Rien ne porte ces mots" in client_redactrice.get(RECHERCHE, {"q": "introuvable"}).text
    assert membre.get(RECHERCHE).status_code == 302
    monkeypatch.setattr(
        "redaction.admin_contenu.chercher", lambda lignes, texte: lignes.extra(where=["pg_sleep(0.4) IS NOT NULL"])
    )
    assert trouves(client_redactrice, "une")["Actualités"].trop


def test_the_header_leads_to_it(client_redactrice):
    assert 'action="/admin/recherche/"' in client_redactrice.get("/admin/").text


def test_the_journal_is_read_by_person(client_administratrice, editrice, redactrice):
    actualite = ActualiteFabrique()
    journaliser(par=editrice, action="publier", objet=actualite)
    journaliser(par=redactrice, action="soumettre", objet=actualite)
    page = client_administratrice.get("/admin/socle/journal/", {"par": editrice.pk})
    assert [une.action for une in page.context["cl"].result_list] == ["publier"]
    assert client_administratrice.get("/admin/socle/journal/", {"par": "9" * 30}).status_code == 200
    assert recherche_gestion.MONTRES == 5
