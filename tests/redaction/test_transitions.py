"""The table of the workflow, row by row: who takes each step from each state, its button, its words, its trace, its mail."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.loader import get_template
from django.utils.text import capfirst

from actualites.models import Actualite
from courriels.models import Courriel
from redaction import actions
from redaction.admin_contenu import AdminContenu
from redaction.formulaires import FormulaireContenu
from redaction.models import Contenu, Relecture
from redaction.publication import Statut
from redaction.transitions import TRANSITIONS, ouvertes
from socle.models import Journal
from tests.fabriques import ActualiteFabrique, UtilisateurFabrique
from tests.formulaires import AJOUT, LISTE, fiche, saisie

# Who may do what, written apart from the table: a right that changes there is a test that fails here.
PUBLIENT = ("editrice", "administratrice", "superutilisateur")
PERMIS = {
    Statut.BROUILLON: {
        "redactrice": ["soumettre"],
        **dict.fromkeys(PUBLIENT, ["publier", "soumettre", "archiver", "jeter"]),
    },
    Statut.A_RELIRE: {
        "redactrice": ["reprendre"],
        **dict.fromkeys(PUBLIENT, ["publier", "renvoyer", "archiver", "jeter"]),
    },
    Statut.PUBLIE: dict.fromkeys(PUBLIENT, ["renvoyer", "archiver", "jeter"]),
    Statut.ARCHIVE: dict.fromkeys(PUBLIENT, ["publier", "desarchiver", "jeter"]),
    Statut.CORBEILLE: dict.fromkeys(PUBLIENT, ["restaurer"]),
}
GENS = ("redactrice", *PUBLIENT, "bob")
VERS = {
    "publier": Statut.PUBLIE,
    "soumettre": Statut.A_RELIRE,
    "renvoyer": Statut.BROUILLON,
    "reprendre": Statut.BROUILLON,
    "archiver": Statut.ARCHIVE,
    "desarchiver": Statut.BROUILLON,
    "jeter": Statut.CORBEILLE,
    "restaurer": Statut.BROUILLON,
}
CAS = [(statut, transition) for statut in Statut for transition in TRANSITIONS]
# Taken by a button of the form; the others have their own page (`test_corbeille`).
A_BOUTON = [une.nom for une in TRANSITIONS if une.nom not in {"jeter", "restaurer"}]
OUVERTS = [(statut, une) for statut, une in CAS if any(une.nom in noms for noms in PERMIS[statut].values())]


def nom(valeur):
    return getattr(valeur, "nom", None)


@pytest.fixture
def superutilisateur(db):
    return UtilisateurFabrique(is_staff=True, is_superuser=True)


@pytest.fixture
def auteure(db):
    """The author of every text here: a member of the team who holds no right, and takes no step."""
    return UtilisateurFabrique(courriel="auteure@exemple.test", prenom="Aude", is_staff=True)


@pytest.fixture
def gens(request):
    return {qui: request.getfixturevalue(qui) for qui in GENS}


def ecrire(statut, auteur=None):
    date = {} if statut in {Statut.PUBLIE, Statut.ARCHIVE, Statut.CORBEILLE} else {"publie_le": None}
    return ActualiteFabrique(statut=statut, auteur=auteur, **date)


def qui_peut(statut, transition):
    return [qui for qui in GENS if transition.nom in PERMIS[statut].get(qui, ())]


def test_the_steps_are_those_of_the_table():
    assert {une.nom: une.vers for une in TRANSITIONS} == VERS
    # A step whose row leaves a state from which nobody may take it is a slip.
    assert {(statut, une.nom) for statut, une in OUVERTS} == {(statut, une.nom) for une in TRANSITIONS for statut in une.depuis}


@pytest.mark.parametrize(("statut", "transition"), CAS, ids=nom)
def test_a_step_is_taken_by_who_may_from_where_it_leaves_and_by_nobody_else(statut, transition, gens):
    permis = qui_peut(statut, transition)
    for qui, utilisateur in gens.items():
        contenu = ecrire(statut)
        assert (transition in ouvertes(utilisateur, contenu)) is (qui in permis), qui
        if qui in permis:
            actions.passer(contenu=contenu, transition=transition, par=utilisateur)
        else:
            with pytest.raises((PermissionDenied, ValidationError)):
                actions.passer(contenu=contenu, transition=transition, par=utilisateur)
        contenu.refresh_from_db()
        assert contenu.statut == (transition.vers if qui in permis else statut), qui
    # Who had not the right, or came from elsewhere, left no trace.
    assert Journal.objects.filter(action=transition.nom).count() == Journal.objects.count() == len(permis)
    assert not Relecture.objects.exclude(par__in=[gens[qui] for qui in permis]).exists()


@pytest.mark.parametrize("qui", [un for un in GENS if un != "bob"])
@pytest.mark.parametrize("statut", [un for un in Statut if un != Statut.CORBEILLE])
def test_a_button_is_shown_to_who_may_and_to_nobody_else(statut, qui, gens, client_de):
    page = client_de(gens[qui]).get(fiche(ecrire(statut))).text
    permis = [une for une in PERMIS[statut].get(qui, []) if une in A_BOUTON]
    assert [une.nom for une in TRANSITIONS if f'name="{une.champ}"' in page] == permis
    for une in TRANSITIONS:
        if une.nom not in A_BOUTON:
            assert not une.bouton
            continue
        assert (une.bouton in page) is (une.nom in permis), une.nom
        if une.mot:
            assert (f'name="{une.champ_du_mot}"' in page) is (une.nom in permis)


@pytest.mark.parametrize(("qui", "permis"), [("redactrice", ["soumettre"]), ("editrice", ["publier", "soumettre"])])
def test_what_is_not_saved_yet_only_goes_forward(qui, permis, gens, client_de):
    page = client_de(gens[qui]).get(AJOUT).text
    assert [une.nom for une in TRANSITIONS if f'name="{une.champ}"' in page] == permis


@pytest.mark.parametrize(("qui", "principal"), [("redactrice", "_soumettre"), ("editrice", "_publier")])
def test_the_main_button_is_the_step_that_leads_to_the_site(qui, principal, gens, client_de):
    page = " ".join(client_de(gens[qui]).get(AJOUT).text.split())
    assert f'name="{principal}" value="1" class="button default"' in page
    assert page.count('value="1" class="button default"') == 1


@pytest.mark.parametrize(("statut", "transition"), [(s, une) for s, une in OUVERTS if une.nom in A_BOUTON], ids=nom)
def test_a_step_says_its_words_to_its_actor_the_journal_and_the_history(
    statut, transition, gens, client_de, auteure, client_administratrice
):
    contenu, qui = ecrire(statut, auteure), qui_peut(statut, transition)[0]
    client = client_de(gens[qui])
    mot = {transition.champ_du_mot: "Trois <fois> rien."} if transition.mot else {}
    page = client.post(fiche(contenu), saisie(client, contenu, **{transition.champ: "1"}, **mot), follow=True).text
    contenu.refresh_from_db()
    assert contenu.statut == transition.vers
    succes = transition.succes(contenu) if callable(transition.succes) else transition.succes
    assert f'<li class="success">{succes}</li>' in page
    trace = Journal.objects.get()
    assert (trace.action, trace.libelle, trace.par) == (transition.nom, transition.histoire, gens[qui])
    assert transition.histoire in client_administratrice.get("/admin/socle/journal/").text
    histoire = client.get(f"{LISTE}{contenu.pk}/history/").text
    assert capfirst(transition.histoire) in histoire
    assert ("Trois &lt;fois&gt; rien." in histoire) is bool(transition.mot)


@pytest.mark.parametrize(("statut", "transition"), OUVERTS, ids=nom)
def test_a_step_tells_by_mail_those_it_concerns_and_nobody_else(statut, transition, gens, auteure, client_de):
    contenu, par = ecrire(statut, auteure), gens[qui_peut(statut, transition)[0]]
    attendus = {
        "soumettre": {gens[un].courriel for un in PUBLIENT} - {par.courriel},
        "publier": {auteure.courriel},
        "renvoyer": {auteure.courriel},
    }.get(transition.nom, set())
    actions.passer(contenu=contenu, transition=transition, par=par, mot="Un mot de trop.")
    assert {un.destinataire for un in Courriel.objects.all()} == attendus
    assert Courriel.objects.count() == len(attendus)
    assert bool(transition.avis) is bool(attendus)
    for courriel in Courriel.objects.all():
        assert contenu.titre in courriel.sujet and contenu.titre in courriel.texte
        assert par.get_full_name() in courriel.texte
        assert ("Un mot de trop." in courriel.texte) is bool(transition.mot)
        assert ("Un mot de trop." in courriel.html) is bool(transition.mot)


@pytest.mark.parametrize("transition", [une for une in TRANSITIONS if Statut.BROUILLON in une.depuis], ids=nom)
def test_no_return_waits_any_more_once_its_text_is_taken_up(transition, gens):
    contenu = ecrire(Statut.BROUILLON)
    contenu.relectures.create(nature=Relecture.Nature.RENVOI, par=gens["administratrice"])
    actions.passer(contenu=contenu, transition=transition, par=gens["editrice"])
    assert not contenu.relectures.en_attente().exists()
    assert Relecture.objects.get(nature=Relecture.Nature.RENVOI).repondu_par == gens["editrice"]


@pytest.mark.parametrize("transition", TRANSITIONS, ids=nom)
def test_a_step_that_takes_off_the_site_says_so_and_its_mail_has_a_template(transition):
    assert transition.retire is (transition.nom in {"renvoyer", "archiver", "jeter"})
    if transition.avis:
        assert get_template(transition.avis.gabarit)


def test_every_content_has_the_form_and_the_admin_of_the_table():
    contenus = [modele for modele in apps.get_models() if issubclass(modele, Contenu)]
    assert Actualite in contenus and len(contenus) == 7
    for modele in contenus:
        leur_admin = admin.site._registry[modele]
        assert isinstance(leur_admin, AdminContenu)
        assert issubclass(leur_admin.form, FormulaireContenu), modele
