"""Remarks about a content and about words quoted from it: written at once, answered, resolved, found again in the text."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from groupes_pays.models import Perimetre
from redaction import actions
from redaction.ancres import passage_change, retrouver
from redaction.models import Remarque
from redaction.publication import Statut
from socle.models import Journal
from tests.fabriques import ActualiteFabrique
from tests.formulaires import fiche, saisie

SEUL = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def texte(redactrice):
    return ActualiteFabrique(
        titre="Les rencontres",
        corps="<p>Le mardi 6 octobre, à Nantes.</p>",
        statut=Statut.A_RELIRE,
        publie_le=None,
        auteur=redactrice,
    )


def remarques(contenu):
    return fiche(contenu).replace("change/", "remarques/")


def remarquer(client, contenu, entete=True, **suite):
    envoi = {"geste": "remarquer", "texte": "Était-ce un mardi ?", **suite}
    return client.post(remarques(contenu), envoi, headers=SEUL if entete else {}, follow=True)


def test_words_are_remarked_upon_answered_and_resolved(client_editrice, client_redactrice, texte, redactrice, editrice):
    page = remarquer(client_editrice, texte, champ="corps", citation="mardi 6 octobre", avant="Le ", apres=", à").text
    assert "Était-ce un mardi" in page and "<blockquote>mardi 6 octobre</blockquote>" in page and "<html" not in page
    une = Remarque.objects.get()
    assert (une.objet, une.par, une.champ, une.avant, une.apres) == (texte, editrice, "corps", "Le ", ", à")
    client_redactrice.post(remarques(texte), {"geste": "repondre", "remarque": une.pk, "texte": "Un lundi."}, headers=SEUL)
    lue = client_editrice.get(fiche(texte)).text
    assert "Un lundi." in lue and "Remarques <span" in lue
    client_redactrice.post(remarques(texte), {"geste": "resoudre", "remarque": une.pk}, headers=SEUL)
    une.refresh_from_db()
    assert une.resolue_par == redactrice
    assert "Montrer les résolues (1)" in client_editrice.get(fiche(texte)).text
    client_editrice.post(remarques(texte), {"geste": "rouvrir", "remarque": une.pk}, headers=SEUL)
    une.refresh_from_db()
    assert une.resolue_le is None and une.resolue_par is None
    assert [*Journal.objects.values_list("action", flat=True).order_by("pk")] == [
        "remarquer", "repondre_remarque", "resoudre", "rouvrir_remarque",
    ]  # fmt: skip


def test_without_scripts_it_comes_back_to_the_form(client_editrice, texte):
    reponse = remarquer(client_editrice, texte, entete=False)
    assert reponse.redirect_chain == [(f"{fiche(texte)}#remarques", 302)]
    refus = remarquer(client_editrice, texte, entete=False, texte=" ", citation="à Nantes")
    assert refus.status_code == 422 and "Écrivez votre remarque." in refus.text and ">à Nantes</textarea>" in refus.text


def test_the_same_press_twice_remarks_once(client_editrice, texte):
    for _ in range(2):
        assert "Était-ce" in remarquer(client_editrice, texte, jeton_envoi="un").text
    assert Remarque.objects.count() == 1


def test_a_passage_that_changed_says_so_and_one_that_moved_does_not(client_editrice, texte):
    remarquer(client_editrice, texte, champ="corps", citation="mardi 6\u00a0octobre")
    remarquer(client_editrice, texte, citation="Les rencontres")
    cachee, dite = "data-changee hidden>Ce passage", "data-changee>Ce passage"
    assert client_editrice.get(fiche(texte)).text.count(cachee) == 2
    deplace = "<h2>Quand</h2><p>À Nantes, le mardi <strong>6</strong> octobre.</p>"
    client_editrice.post(fiche(texte), saisie(client_editrice, texte, corps=deplace))
    assert client_editrice.get(fiche(texte)).text.count(cachee) == 2
    client_editrice.post(fiche(texte), saisie(client_editrice, texte, corps="<p>Le lundi 6 octobre.</p>"))
    page = client_editrice.get(fiche(texte)).text
    assert (page.count(cachee), page.count(dite)) == (1, 1)


def test_of_two_places_the_one_with_the_same_neighbours():
    assert retrouver("le pont ; un pont neuf", "pont", "un ", " neuf") == len("lepont;un")
    assert retrouver("le pont ; un pont neuf", "pont", "le ", " ;") == len("le")
    assert retrouver("le pont", "quai") is None


def test_a_remark_about_the_whole_never_says_that_words_changed(texte):
    assert not passage_change(actions.remarquer(contenu=texte, texte="Trop long."), texte)


def test_who_reads_remarks_and_who_may_change_resolves(client_redactrice, client_editrice, membre, visiteur, texte, editrice):
    texte.statut, texte.publie_le = Statut.PUBLIE, texte.cree_le
    texte.save()
    une = actions.remarquer(contenu=texte, texte="Une faute.", par=editrice)
    assert "Une faute." in remarquer(client_redactrice, texte, texte="Une autre.").text
    sienne = Remarque.objects.exclude(pk=une.pk).get()
    for client in (membre, visiteur):
        assert client.post(remarques(texte), {"geste": "remarquer", "texte": "Non."}).status_code in {302, 403}
    assert Remarque.objects.count() == 2
    envoi = {"geste": "resoudre", "remarque": une.pk}
    Remarque.objects.filter(pk=une.pk).update(par=None)
    assert client_redactrice.post(remarques(texte), {**envoi, "remarque": sienne.pk}).status_code == 302
    assert client_editrice.post(remarques(texte), envoi).status_code == 302
    assert Remarque.objects.ouvertes().count() == 0


def test_an_answer_opens_again_what_was_resolved(texte, editrice):
    une = actions.remarquer(contenu=texte, texte="Une faute.", par=editrice)
    actions.resoudre(remarque=une, par=editrice)
    une.refresh_from_db()
    actions.repondre_a_une_remarque(remarque=une, texte="Laquelle ?", nom_exterieur="Une lectrice")
    une.refresh_from_db()
    assert une.resolue_le is None and une.reponses.get().qui == "Une lectrice"


@pytest.mark.parametrize(
    "envoi", [{"geste": "autre"}, {"geste": "repondre", "remarque": "9²"}, {"geste": "resoudre", "remarque": "7"}]
)
def test_what_is_asked_wrong_is_not_found(client_editrice, texte, envoi):
    assert client_editrice.post(remarques(texte), envoi).status_code == 404


def test_a_remark_of_another_content_is_not_found(client_editrice, texte):
    autre = actions.remarquer(contenu=ActualiteFabrique(), texte="Ailleurs.")
    assert client_editrice.post(remarques(texte), {"geste": "resoudre", "remarque": autre.pk}).status_code == 404


def test_someone_from_outside_gives_a_name_and_an_account_none(texte, editrice):
    assert actions.remarquer(contenu=texte, texte="Bien.", nom_exterieur="Une lectrice").qui == "Une lectrice"
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.remarquer(contenu=texte, texte="Bien.", nom_exterieur="Une lectrice", par=editrice)


def test_twenty_remarks_cost_the_queries_of_two(client_editrice, texte, editrice, redactrice):
    def remplir(nombre):
        for _ in range(nombre):
            une = actions.remarquer(contenu=texte, texte="Une.", par=editrice, champ="corps", citation="mardi")
            actions.repondre_a_une_remarque(remarque=une, texte="Deux.", par=redactrice)
        client_editrice.get(fiche(texte))
        with CaptureQueriesContext(connection) as requetes:
            client_editrice.get(fiche(texte))
        return len(requetes)

    assert remplir(2) == remplir(18)


def test_remarks_go_with_their_content(texte):
    actions.remarquer(contenu=texte, texte="Une.")
    texte.delete()
    assert not Remarque.objects.exists()


def test_who_writes_of_another_group_answers_but_does_not_resolve(client_editrice, texte, editrice, redactrice, groupe_armenie):
    Perimetre.objects.create(utilisateur=editrice).groupes.add(groupe_armenie)
    une = actions.remarquer(contenu=texte, texte="Une faute.", par=redactrice)
    assert client_editrice.post(remarques(texte), {"geste": "resoudre", "remarque": une.pk}).status_code == 403
    client_editrice.post(remarques(texte), {"geste": "repondre", "remarque": une.pk, "texte": "Laquelle ?"})
    une.refresh_from_db()
    assert une.resolue_le is None and une.reponses.count() == 1
    assert "Résoudre" not in client_editrice.get(fiche(texte)).text
