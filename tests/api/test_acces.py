"""Open data says what a visitor may read, to everyone alike: each kind at each access level, in each format."""

import pytest

from annuaire.models import Rattachement
from api.catalogue import JEUX
from redaction.registre import sortes
from socle.acces import Acces
from tests.fabriques import (
    CONTENUS,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    ContactFabrique,
    EvenementFabrique,
    GroupeFabrique,
    MandatFabrique,
    PartenariatFabrique,
    PresidenceFabrique,
    ProjetFabrique,
)

SORTES = {sorte.cle: sorte for sorte in sortes()}
MOT = "Zanzibar"
CACHE = "Tombouctou"


def textes(sorte):
    """Return a value for each long text of a kind."""
    return dict.fromkeys(sorte.modele.TEXTES, f"<p>{CACHE}</p>")


def creer(sorte, **champs):
    return CONTENUS[sorte.modele](titre=f"Titre {MOT}", chapo=f"Chapo {MOT}", **textes(sorte), **champs)


def reponses(client, sorte, objet):
    """Return the texts of all that is said of a row: in lists, alone, in each format; what is not found is empty."""
    larges = dict(sorte.toutes)
    dites = []
    for nom in JEUX[sorte.cle].formats:
        liste = client.get(f"/api/v1/{sorte.cle}", {**larges, "format": nom})
        fiche = client.get(f"/api/v1/{sorte.cle}/{objet.pk}", {"format": nom})
        assert liste.status_code == 200
        assert fiche.status_code in {200, 404}
        dites += [liste.text, fiche.text if fiche.status_code == 200 else ""]
    return dites


@pytest.mark.parametrize("cle", SORTES)
def test_what_is_public_is_read_whole(db, visiteur, cle):
    sorte = SORTES[cle]
    dites = reponses(visiteur, sorte, creer(sorte))
    assert all(MOT in dite for dite in dites)
    # A list leaves the long texts aside.
    assert [CACHE in dite for dite in dites] == [False, True] * (len(dites) // 2)


@pytest.mark.parametrize("acces", [Acces.COLLECTIVITES, Acces.ADHERENTS, Acces.GROUPE])
@pytest.mark.parametrize("cle", SORTES)
def test_what_is_restricted_is_told_by_its_title_and_chapo(visiteur, lire, groupe_japon, cle, acces):
    sorte = SORTES[cle]
    objet = creer(sorte, acces=acces, cercles=[groupe_japon])
    for dite in reponses(visiteur, sorte, objet):
        assert MOT in dite
        assert CACHE not in dite
    fiche = lire(f"{cle}/{objet.pk}")
    reservees = {getattr(une, "nom", une) for une in sorte.donnees_lues} | set(sorte.modele.TEXTES)
    assert {fiche[nom] for nom in reservees} == {None}
    assert fiche["acces"] == acces


HORS_LIGNE = {
    "the team's": {"acces": Acces.EQUIPE},
    "a draft": {"brouillon": True},
    "in review": {"statut": "a_relire"},
    "archived": {"statut": "archive"},
    "not yet": {"programme": True},
    "no more": {"depublie_le": "2026-01-01T00:00Z", "publie_le": "2025-01-01T00:00Z"},
}


@pytest.mark.parametrize("etat", HORS_LIGNE)
@pytest.mark.parametrize("cle", SORTES)
def test_what_is_not_announced_is_nowhere(visiteur, client_editrice, membre, cle, etat):
    sorte = SORTES[cle]
    objet = creer(sorte, **HORS_LIGNE[etat])
    for client in (visiteur, client_editrice, membre):
        assert not any(MOT in dite or CACHE in dite for dite in reponses(client, sorte, objet))


@pytest.mark.parametrize("cle", JEUX)
def test_who_is_signed_in_reads_what_a_visitor_reads(visiteur, membre, client_editrice, groupe_japon, cle):
    if cle in SORTES:
        creer(SORTES[cle], acces=Acces.GROUPE, cercles=[groupe_japon])
        creer(SORTES[cle], acces=Acces.EQUIPE, slug="equipe")
    vu = visiteur.get(f"/api/v1/{cle}")
    for client in (membre, client_editrice):
        lu = client.get(f"/api/v1/{cle}")
        assert lu.content == vu.content
        assert lu["Cache-Control"] == "public, no-cache"


def test_a_private_link_reason_or_venue_is_not_told(visiteur, lire):
    reserve = EvenementFabrique(
        acces="adherents", lieu="Salle secrète", precision_etat="Motif secret", lien_visio="https://visio.exemple.test/secret"
    )
    public = EvenementFabrique(lieu="Salle des fêtes", lien_visio="https://visio.exemple.test/secret")
    assert "secret" not in visiteur.get(f"/api/v1/agenda/{reserve.pk}").text
    fiche = lire(f"agenda/{public.pk}")
    assert fiche["lieu"] == "Salle des fêtes"
    assert "secret" not in str(fiche)


def test_no_person_no_email_and_no_telephone(visiteur, bob, aix, groupe_japon, japon):
    aix.courriel, aix.telephone = "prive@exemple.test", "01 99 00 00 00"
    aix.save()
    MandatFabrique(collectivite=aix, personne__nom=MOT)
    PresidenceFabrique(groupe=groupe_japon, personne__nom=MOT)
    groupe_japon.referents.add(ContactFabrique(nom=MOT, telephone="01 99 00 00 01"))
    for sorte in SORTES.values():
        creer(sorte).contacts.add(ContactFabrique(telephone="01 99 00 00 02"))
    assert Rattachement.objects.exists()
    for cle in JEUX:
        liste = visiteur.get(f"/api/v1/{cle}", dict(SORTES[cle].toutes) if cle in SORTES else {})
        for ligne in liste.json()["lignes"]:
            fiche = visiteur.get(f"/api/v1/{cle}/{ligne['id']}").text
            assert "@" not in fiche
            assert "01 99" not in fiche
            assert MOT not in fiche or cle in SORTES


def test_a_hidden_collectivite_is_named_nowhere(lire, japon, aix):
    cachee = CollectiviteFabrique(nom="Ville cachée", visible=False)
    ville = AutoriteLocaleFabrique(pays=japon)
    groupe = GroupeFabrique(membres=[aix, cachee], pays=[japon])
    PartenariatFabrique(collectivites=[cachee], autorites=[ville])
    ensemble = PartenariatFabrique(collectivites=[aix, cachee], autorites=[ville])
    ProjetFabrique(collectivites=[cachee], pays=[japon])
    commun = ProjetFabrique(collectivites=[aix, cachee], pays=[japon])
    assert [une["id"] for une in lire("collectivites")["lignes"]] == [aix.pk]
    for cle, un in (("partenariats", ensemble), ("projets", commun)):
        assert [(une["id"], une["collectivites"]) for une in lire(cle)["lignes"]] == [(un.pk, [aix.pk])]
    assert lire(f"groupes-pays/{groupe.pk}")["membres"] == [aix.pk]


def test_a_committee_is_named_nowhere(visiteur, aix):
    comite = GroupeFabrique(nature="comite", membres=[aix])
    contenu = creer(SORTES["actualites"], groupes=[comite])
    for cle in ("groupes-pays", "dynamiques"):
        assert visiteur.get(f"/api/v1/{cle}").json()["lignes"] == []
        assert visiteur.get(f"/api/v1/{cle}/{comite.pk}").status_code == 404
    assert visiteur.get(f"/api/v1/actualites/{contenu.pk}").json()["groupes"] == []


def test_what_a_content_points_at_is_announced_too(lire):
    sorte = SORTES["actualites"]
    fonds = creer(SORTES["fonds"], brouillon=True)
    actualite = creer(sorte, slug="avec-fonds", fonds=[fonds])
    actualite.collectivites.add(CollectiviteFabrique(visible=False))
    fiche = lire(f"actualites/{actualite.pk}")
    assert (fiche["fonds"], fiche["collectivites"]) == ([], [])
