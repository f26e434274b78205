"""What is said in review: rows of their own, shown on the form, never lost, and never two returns that wait at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from actualites.models import Actualite
from courriels.models import Courriel
from redaction import actions
from redaction.models import Relecture
from redaction.publication import Statut
from redaction.transitions import PUBLIER, RENVOYER, REPRENDRE, SOUMETTRE
from socle.models import Journal
from tests.fabriques import ActualiteFabrique, EvenementFabrique, UtilisateurFabrique
from tests.formulaires import AJOUT, CHAMPS, fiche, saisie
from tests.refus import refuse_par_la_base

Nature = Relecture.Nature


@pytest.fixture
def a_relire(redactrice):
    return ActualiteFabrique(titre="Un texte", statut=Statut.A_RELIRE, publie_le=None, auteur=redactrice)


def passer(contenu, transition, par, mot=""):
    return actions.passer(contenu=contenu, transition=transition, par=par, mot=mot)


def rangees(contenu):
    return [(une.nature, une.par, une.commentaire, une.reponse, une.repondu_par) for une in contenu.relectures.order_by("pk")]


def test_a_comment_its_answer_and_the_agreement_are_rows(a_relire, redactrice, editrice):
    passer(a_relire, RENVOYER, editrice, "Citez la source.")
    assert rangees(a_relire) == [(Nature.RENVOI, editrice, "Citez la source.", "", None)]
    passer(a_relire, SOUMETTRE, redactrice, "C’est fait.")
    renvoi = (Nature.RENVOI, editrice, "Citez la source.", "C’est fait.", redactrice)
    assert rangees(a_relire) == [renvoi]
    assert a_relire.relectures.get().repondu_le is not None
    passer(a_relire, PUBLIER, editrice)
    assert rangees(a_relire) == [renvoi, (Nature.PUBLICATION, editrice, "", "", None)]


def test_what_is_submitted_first_or_again_after_a_second_thought_opens_a_turn(redactrice):
    contenu = ActualiteFabrique(brouillon=True, auteur=redactrice)
    passer(contenu, SOUMETTRE, redactrice, "Urgent.")
    passer(contenu, REPRENDRE, redactrice)
    passer(contenu, SOUMETTRE, redactrice)
    assert rangees(contenu) == [
        (Nature.SOUMISSION, redactrice, "Urgent.", "", None),
        (Nature.SOUMISSION, redactrice, "", "", None),
    ]


def test_nobody_gives_a_text_back_to_oneself_nor_agrees_with_oneself(editrice):
    contenu = ActualiteFabrique(brouillon=True, auteur=editrice)
    passer(contenu, PUBLIER, editrice)
    passer(contenu, RENVOYER, editrice)
    assert rangees(contenu) == []


def test_the_journal_is_not_read(a_relire, redactrice, editrice, client_redactrice):
    """The journal may be emptied: what was said in review, and what waits, stays."""
    passer(a_relire, RENVOYER, editrice, "Citez la source.")
    Journal.objects.all().delete()
    page = client_redactrice.get(fiche(a_relire)).text
    assert "Texte à reprendre" in page and "Citez la source." in page
    assert "<strong>À reprendre</strong>, renvoyé par" in " ".join(client_redactrice.get("/admin/").text.split())


def test_the_thread_is_shown_latest_first_and_the_answer_asked_where_one_waits(
    a_relire, redactrice, editrice, client_redactrice, client_editrice
):
    passer(a_relire, RENVOYER, editrice, "Première\nremarque <i>")
    page = client_redactrice.get(fiche(a_relire)).text
    assert "Votre réponse au relecteur" in page and "Un mot pour la relecture" not in page
    assert "Première<br>remarque &lt;i&gt;" in page
    passer(a_relire, SOUMETTRE, redactrice, "Première réponse")
    passer(a_relire, RENVOYER, editrice, "Seconde remarque")
    passer(a_relire, SOUMETTRE, redactrice)
    page = client_editrice.get(fiche(a_relire)).text
    assert page.index("Seconde remarque") < page.index("Échanges précédents (1)") < page.index("Première réponse")
    assert page.index("Première réponse") < page.index("Première<br>remarque")
    assert "Texte à reprendre" not in page


def test_a_text_never_given_back_is_submitted_with_a_word_and_shows_no_thread(client_redactrice):
    page = client_redactrice.get(fiche(ActualiteFabrique(brouillon=True))).text
    assert "Un mot pour la relecture" in page and "Votre réponse" not in page and "relectures-titre" not in page


@pytest.mark.parametrize("refus", [{"titre": ""}, {"mot_soumettre": "Un mot gardé. " * 100}])
def test_a_word_is_not_lost_when_the_form_is_refused(client_redactrice, refus):
    contenu = ActualiteFabrique(brouillon=True)
    envoi = saisie(client_redactrice, contenu, _soumettre="1", **{"mot_soumettre": "Un mot gardé.", **refus})
    reponse = client_redactrice.post(fiche(contenu), envoi)
    assert reponse.status_code == 200
    zone = reponse.text.split('name="mot_soumettre"')[1].split("</textarea>")[0]
    assert envoi["mot_soumettre"].strip()[:10] in zone
    assert '<details class="mot" open>' in reponse.text
    assert not Relecture.objects.exists()
    contenu.refresh_from_db()
    assert contenu.statut == Statut.BROUILLON


def test_a_word_of_a_thousand_signes_is_kept_whole_whatever_its_lines(client_redactrice):
    contenu, mot = ActualiteFabrique(brouillon=True), "ligne\r\n" * 166 + "fin"
    client_redactrice.post(fiche(contenu), saisie(client_redactrice, contenu, _soumettre="1", mot_soumettre=mot))
    assert contenu.relectures.get().commentaire == mot.replace("\r\n", "\n")


def test_a_word_is_given_back_when_its_step_is_refused(client_editrice):
    archive = ActualiteFabrique(statut=Statut.ARCHIVE)
    envoi = saisie(client_editrice, archive, _renvoyer="1", mot_renvoyer="Tout à revoir.")
    page = client_editrice.post(fiche(archive), envoi, follow=True).text
    assert "Ce contenu est maintenant «\u00a0archivé\u00a0»" in page
    assert "Votre mot n’est pas parti\u00a0: «\u00a0Tout à revoir.\u00a0»" in page


def test_a_word_is_given_back_to_who_only_saves(client_redactrice):
    contenu = ActualiteFabrique(brouillon=True)
    envoi = saisie(client_redactrice, contenu, _continue="1", mot_soumettre="Pour lundi.")
    page = client_redactrice.post(fiche(contenu), envoi, follow=True).text
    assert "Votre mot n’est pas parti\u00a0: «\u00a0Pour lundi.\u00a0»" in page
    assert not Relecture.objects.exists()


def test_a_word_is_given_back_to_who_may_no_longer_write(client_redactrice, editrice):
    contenu = ActualiteFabrique(brouillon=True)
    envoi = saisie(client_redactrice, contenu, _soumettre="1", mot_soumettre="Un mot <gardé>.")
    passer(contenu, PUBLIER, editrice)
    reponse = client_redactrice.post(fiche(contenu), envoi)
    assert reponse.status_code == 403
    assert ">Un mot &lt;gardé&gt;.</textarea>" in reponse.text


def test_a_word_changes_nothing_in_the_text_and_goes_with_a_new_one_too(client_redactrice, client_editrice):
    client_redactrice.post(AJOUT, {**CHAMPS, "_soumettre": "1", "mot_soumettre": "Tout neuf."})
    contenu = Actualite.objects.get()
    assert contenu.relectures.get().commentaire == "Tout neuf."
    client_editrice.post(fiche(contenu), saisie(client_editrice, contenu, _renvoyer="1", mot_renvoyer="À revoir."))
    histoire = client_editrice.get(f"/admin/actualites/actualite/{contenu.pk}/history/").text
    assert "À revoir." in histoire and "Modification" not in histoire


def test_what_was_said_goes_with_its_text_and_with_no_other(editrice):
    texte = ActualiteFabrique()
    evenement = EvenementFabrique(pk=texte.pk)
    for contenu in (texte, evenement):
        passer(contenu, RENVOYER, editrice, f"De {contenu._meta.verbose_name}")
    texte.delete()
    assert [une.commentaire for une in evenement.relectures.all()] == ["De événement"]
    assert Relecture.objects.count() == 1


def test_the_author_of_a_scheduled_text_learns_its_day(a_relire, editrice):
    a_relire.publie_le = timezone.now() + timedelta(days=40)
    a_relire.save()
    passer(a_relire, PUBLIER, editrice)
    courriel = Courriel.objects.get()
    jour = timezone.localtime(a_relire.publie_le)
    assert courriel.sujet.startswith("Programmé :")
    assert f"{jour.day}" in courriel.texte and f"{jour.year}, à {jour.hour} h" in courriel.texte.replace("\u00a0", " ")
    assert a_relire.get_absolute_url() in courriel.texte


def test_the_author_of_a_published_text_gets_its_address(a_relire, editrice):
    passer(a_relire, PUBLIER, editrice)
    courriel = Courriel.objects.get()
    assert courriel.sujet == "Publié : Un texte"
    assert f"{a_relire.get_absolute_url()}" in courriel.texte and "en ligne" in courriel.texte


def test_only_the_team_that_is_there_and_publishes_that_kind_is_told(redactrice, editrice, administratrice, bob):
    administratrice.is_active = False
    administratrice.save()
    for compte in (bob, UtilisateurFabrique()):
        compte.groups.set(editrice.groups.all())  # rights, but not of the team
    passer(ActualiteFabrique(brouillon=True), SOUMETTRE, redactrice)
    assert [un.destinataire for un in Courriel.objects.all()] == [editrice.courriel]
    assert "une seule relecture suffit" not in Courriel.objects.get().texte
    # Of several, each has a message; who submits knows.
    Courriel.objects.all().delete()
    administratrice.is_active = True
    administratrice.save()
    passer(ActualiteFabrique(brouillon=True), SOUMETTRE, editrice)
    assert [un.destinataire for un in Courriel.objects.all()] == [administratrice.courriel]


@pytest.mark.parametrize(
    ("champs", "contrainte"),
    [
        ({"nature": "soumission", "repondu_le": timezone.now() + timedelta(days=1)}, "redaction_relecture_reponse_a_un_renvoi"),
        ({"nature": "renvoi", "reponse": "Oui."}, "redaction_relecture_reponse_datee"),
        ({"nature": "renvoi", "repondu_le": timezone.now() - timedelta(days=9)}, "redaction_relecture_reponse_apres"),
    ],
)
def test_the_database_refuses_an_answer_to_nothing(champs, contrainte, a_relire):
    with refuse_par_la_base(contrainte):
        a_relire.relectures.create(**champs)


def test_the_database_refuses_a_second_return_that_waits(a_relire):
    a_relire.relectures.create(nature=Nature.RENVOI)
    with refuse_par_la_base("redaction_relecture_un_renvoi"):
        a_relire.relectures.create(nature=Nature.RENVOI)
    a_relire.relectures.repondre(par=None)
    a_relire.relectures.create(nature=Nature.RENVOI)
    with pytest.raises(IntegrityError, match="nature_connu"):
        a_relire.relectures.create(nature="autre")
