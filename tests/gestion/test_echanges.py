"""Tables out of the lists of the back office, and in: what is read, refused by line and column, and written as a form does."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook
from reversion.models import Version

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import Collectivite, Mandat, Partenariat, Personne
from gestion.echanges import lecture
from gestion.models import Echange
from redaction.publication import Statut
from redaction.versions import etat_de, versions_de
from socle.models import Journal
from tests.fabriques import (
    ActualiteFabrique,
    AutoriteLocaleFabrique,
    CollectiviteFabrique,
    DepartementFabrique,
    EvenementFabrique,
    MandatFabrique,
    PersonneFabrique,
    ThemeFabrique,
)
from tests.formulaires import LISTE

EVENEMENTS = "/admin/agenda/evenement/"
COLLECTIVITES = "/admin/annuaire/collectivite/"


def classeur(*rangees):
    """Return a workbook of these rows."""
    page = (livre := Workbook()).active
    for rangee in rangees:
        page.append(rangee)
    livre.save(sortie := io.BytesIO())
    return SimpleUploadedFile("tableau.xlsx", sortie.getvalue())


def en_csv(texte, codage="utf-8"):
    return SimpleUploadedFile("tableau.csv", texte.encode(codage))


def deposer(client, fichier, liste=LISTE):
    """Send a file; return the page that says what it would do."""
    reponse = client.post(f"{liste}importer/", {"fichier": fichier})
    if reponse.status_code == 302:
        return client.get(reponse["Location"])
    return reponse


def importer(client, page):
    """Confirm; return the page that says what was done."""
    return client.get(client.post(page.request["PATH_INFO"])["Location"])


def fautes(page):
    return [(une["ligne"], une["colonne"], une["message"]) for une in page.context["bilan"]["fautes"]]


def refus(page):
    return page.context["formulaire"].errors["fichier"][0]


def lire_xlsx(reponse):
    return [[cellule.value for cellule in rangee] for rangee in load_workbook(io.BytesIO(reponse.content)).active.iter_rows()]


def test_rows_are_shown_before_they_are_written_as_drafts_with_version_and_journal(client_editrice, editrice, japon):
    theme = ThemeFabrique(nom="Eau")
    page = deposer(
        client_editrice,
        classeur(
            ["Titre", "Pays", "Thèmes", "Texte", "Statut", "Accès"],
            ["Une première", "Japon", "Eau", "<p onclick=x>Bon<script>x</script></p>", "publie", "equipe"],
            ["Une seconde", "jp", "eau", "Sans balise\n\nDeux paragraphes", "", ""],
        ),
    )
    assert page.context["bilan"]["nouvelles"] == 2
    assert not Actualite.objects.exists()
    assert not Version.objects.exists()
    assert "« Statut », ne s’importe pas" in page.text
    assert "C’est importé" in importer(client_editrice, page).text
    une, autre = Actualite.objects.order_by("titre")
    assert (une.statut, une.publie_le, une.acces, une.auteur) == (Statut.BROUILLON, None, "public", editrice)
    assert une.slug == "une-premiere"
    assert une.corps == "<p>Bon</p>"
    assert autre.corps == "<p>Sans balise</p><p>Deux paragraphes</p>"
    assert [*une.pays.all(), *autre.pays.all()] == [japon, japon]
    assert [*une.themes.all()] == [theme]
    assert Version.objects.filter(revision__user=editrice, revision__comment="Tableau importé : tableau.xlsx").exists()
    entree = Journal.objects.get(action="importer")
    assert entree.detail["nouvelles"] == 2
    # Pressed again, it writes nothing more.
    client_editrice.post(page.request["PATH_INFO"], {"jeton_envoi": "autre"})
    assert Actualite.objects.count() == 2


def test_five_hundred_rows_with_seven_bad_ones(client_editrice, japon):
    rangees = [["Titre", "Type", "Pays", "Adresse"]]
    rangees += [[f"Titre {rang}", "actualité", "Japon", f"titre-{rang}"] for rang in range(2, 502)]
    for ligne, rang, texte in [(5, 1, "brève"), (9, 2, "Atlantide"), (12, 0, ""), (13, 0, "x" * 201), (14, 3, "é è")]:
        rangees[ligne - 1][rang] = texte
    rangees[19][3] = "titre-3"
    rangees[20][0] = "=1+1"
    page = deposer(client_editrice, classeur(*rangees))
    assert [(ligne, colonne) for ligne, colonne, _ in fautes(page)] == [
        (5, "B"), (9, "C"), (12, "A"), (13, "A"), (14, "D"), (20, "D"), (21, "A"),
    ]  # fmt: skip
    messages = [message for _, _, message in fautes(page)]
    assert messages[0].startswith("« brève » n’est pas admis ici. Écrivez « actualité »")
    assert messages[1] == "« Atlantide » est introuvable parmi les pays."
    assert "déjà prise" in messages[5]
    assert messages[6] == lecture.FORMULE
    assert "493" in page.text
    corriger = lire_xlsx(client_editrice.get(f"{page.request['PATH_INFO']}a-corriger/"))
    assert [rangee[0] for rangee in corriger[1:]][:2] == ["Titre 5", "Titre 9"]
    assert corriger[0][-1] == "À corriger"
    assert "introuvable" in corriger[2][-1]
    assert importer(client_editrice, page).context["bilan"]["nouvelles"] == 493
    assert Actualite.objects.count() == 493


def test_a_row_costs_little_and_its_version_is_kept_with_the_others(client_editrice, japon):
    """Five hundred rows are imported while their sender waits: their versions are read together, relations left empty are not."""
    couts = []
    for lot, nombre in (("a", 5), ("b", 25)):
        rangees = [[f"Titre {lot} {rang}", "Japon"] for rang in range(nombre)]
        with CaptureQueriesContext(connection) as essai:
            page = deposer(client_editrice, classeur(["Titre", "Pays"], *rangees))
        with CaptureQueriesContext(connection) as import_:
            importer(client_editrice, page)
        couts.append((len(essai), len(import_)))
    par_ligne = [(apres - avant) / 20 for avant, apres in zip(*couts, strict=True)]
    assert par_ligne[0] <= 14 and par_ligne[1] <= 20, par_ligne
    for contenu in Actualite.objects.all():
        [version] = versions_de(contenu)
        assert etat_de(version).champs(Actualite, contenu.pk)["pays"] == [japon.pk]


def test_what_goes_out_comes_back_unchanged_and_a_change_changes_that_alone(client_editrice, japon):
    DepartementFabrique()
    ActualiteFabrique(titre="=CMD()", chapo="Un chapo", pays=[japon], genre="tribune", acces="adherents")
    ActualiteFabrique(titre="Autre")
    rangees = lire_xlsx(client_editrice.get(f"{LISTE}exporter/xlsx/?genre=tribune"))
    assert len(rangees) == 2
    tetes = rangees[0]
    assert rangees[1][tetes.index("Titre")] == "'=CMD()"
    assert rangees[1][tetes.index("Pays")] == "Japon [JP]"
    page = deposer(client_editrice, classeur(*rangees))
    assert page.context["bilan"]["inchangees"] == 1
    rangees[1][tetes.index("Chapo")] = "Un autre"
    page = importer(client_editrice, deposer(client_editrice, classeur(*rangees)))
    assert page.context["bilan"]["modifiees"] == 1
    changee = Actualite.objects.get(genre="tribune")
    assert (changee.titre, changee.chapo, changee.statut, changee.acces) == ("=CMD()", "Un autre", Statut.PUBLIE, "adherents")
    # What someone changed since the export is not overwritten.
    [(ligne, _, message)] = fautes(deposer(client_editrice, classeur(*rangees)))
    assert ligne == 2
    assert message.startswith("Cette ligne a changé dans le portail depuis l’export")


def test_a_csv_of_a_french_spreadsheet_is_read_whatever_its_letters(client_editrice):
    texte = "Titre;Chapo\r\nÉté à Fès;« Deux »\r\n"
    for codage in ("utf-8", "utf-8-sig", "utf-16"):
        page = deposer(client_editrice, en_csv(texte, codage))
        assert page.context["bilan"]["lignes"] == [[2, "nouvelles", "Été à Fès"]]
        assert not page.context["echange"].remarques
    page = deposer(client_editrice, en_csv(texte, "cp1252"))
    assert page.context["bilan"]["lignes"] == [[2, "nouvelles", "Été à Fès"]]
    assert page.context["echange"].remarques == [lecture.LU_EN_WINDOWS]
    sortie = b"".join(client_editrice.get(f"{LISTE}exporter/csv/").streaming_content).decode("utf-8-sig")
    assert sortie.startswith("Numéro;Titre;")


def _bombe():
    with zipfile.ZipFile(sortie := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (lecture.DEPLIE_MAX + 1))
    return sortie.getvalue()


def _archive():
    with zipfile.ZipFile(sortie := io.BytesIO(), "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return sortie.getvalue()


@pytest.mark.parametrize(
    ("contenu", "message"),
    [
        (_bombe(), lecture.TROP_DEPLIE),
        (_archive(), lecture.TYPE_INCONNU),
        (b"PK\x03\x04abime", lecture.ILLISIBLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, lecture.ANCIEN_EXCEL),
        (b"%PDF-1.7\n\x00\x01\x02", lecture.TYPE_INCONNU),
        (b"\x81\x8d\x8f\x90\x9d;a\n", lecture.PAS_DE_L_UNICODE),
        (b"Titre\n", "Ce tableau n’a que des noms de colonnes : ajoutez-y des lignes."),
        (b"\n\n", "Ce fichier est vide."),
        (b"Nom de famille\nDupont\n", "Aucune colonne de cette liste"),
        (b"Titre\n" + b"x\n" * 5001, "Ce tableau compte plus de 5000 lignes"),
        (b"Titre;Chapo\nx;" + b"y" * 200_000, "La ligne 2 de ce CSV ne se lit pas"),
        (b"a" * (lecture.OCTETS_MAX + 1), "Ce fichier pèse plus de 5 Mo"),
    ],
    ids=["bombe", "docx", "abimé", "xls", "pdf", "lettres", "sans ligne", "vide", "autre liste", "trop", "cellule", "lourd"],
)
def test_a_bad_file_gets_a_message_that_says_what_to_do(client_editrice, contenu, message):
    page = deposer(client_editrice, SimpleUploadedFile("tableau.xlsx", contenu))
    assert page.status_code == 200
    assert refus(page).startswith(message)
    assert not Echange.objects.exists()


def test_the_errors_of_a_spreadsheet_and_what_overflows_are_told_by_their_cell(client_editrice):
    page = deposer(client_editrice, en_csv("Titre;Chapo\nUn;deux;trois\nBon;\n"))
    assert fautes(page) == [(2, "C", "Cette ligne déborde : la colonne C n’a pas de nom.")]
    long = "x" * 32_767
    page = deposer(client_editrice, classeur(["Titre", "Texte"], ["Un", long]))
    assert fautes(page) == [(2, "B", lecture.COUPEE)]


def test_who_may(client_redactrice, client_editrice, client_de, bob, redactrice, editrice):
    page = deposer(client_editrice, en_csv("Titre\nUn\n"))
    chemin = page.request["PATH_INFO"]
    # Rédaction takes out, and does not bring in; nobody imports what another sent.
    assert client_redactrice.get(f"{LISTE}exporter/csv/").status_code == 200
    for adresse in (f"{LISTE}importer/", f"{LISTE}importer/modele/", chemin, f"{chemin}a-corriger/"):
        assert client_redactrice.get(adresse).status_code == 403
    assert client_redactrice.post(chemin).status_code == 403
    assert "Importer" not in client_redactrice.get(LISTE).text
    assert "importer/" in client_editrice.get(LISTE).text
    Echange.objects.update(par=redactrice)
    assert client_editrice.post(chemin).status_code == 404
    assert client_de(bob).get(f"{LISTE}exporter/csv/").status_code == 302
    assert client_editrice.get(f"{LISTE}exporter/pdf/").status_code == 404
    assert client_editrice.get(f"{LISTE}exporter/csv/?publie_le__year=x").status_code == 400


def test_a_moved_event_asks_its_question_in_its_form(client_editrice, groupe_japon):
    EvenementFabrique(titre="Réunion", debut=date(2026, 12, 10), fin=date(2026, 12, 10))
    rangees = lire_xlsx(client_editrice.get(f"{EVENEMENTS}exporter/xlsx/"))
    tetes = rangees[0]
    assert not {"État", "Confidentiel", "Accès"} & {*tetes}
    assert deposer(client_editrice, classeur(*rangees), EVENEMENTS).context["bilan"]["inchangees"] == 1
    rangees[1][tetes.index("Premier jour")] = "11/12/2026"
    rangees[1][tetes.index("Dernier jour")] = "11/12/2026"
    [(_, _, message)] = fautes(deposer(client_editrice, classeur(*rangees), EVENEMENTS))
    assert "choisissez pourquoi" in message
    page = deposer(
        client_editrice,
        classeur(
            ["Titre", "Premier jour", "Heure de début", "Groupes-pays et dynamiques"],
            ["Nouvelle", date(2027, 1, 4), "14 h", ""],
            ["Sans jour", "demain", "", ""],
        ),
        EVENEMENTS,
    )
    assert [faute[:2] for faute in fautes(page)][-1] == (3, "B")


def test_a_directory_comes_in_hidden_and_its_people_with_their_mandates(client_editrice):
    departement = DepartementFabrique()
    page = deposer(
        client_editrice,
        classeur(["Nom", "Type", "Département"], ["Département des Bouches-du-Rhône", "département", "13"], ["X", "commune", ""]),
        COLLECTIVITES,
    )
    assert fautes(page)[0][:1] == (3,)
    importer(client_editrice, page)
    une = Collectivite.objects.get()
    assert (une.visible, une.departement, une.region) == (False, departement, departement.region)
    importer(
        client_editrice,
        deposer(client_editrice, en_csv("Prénom;Nom\nAnne;Durand\nanne;DURAND\n"), "/admin/annuaire/personne/"),
    )
    personne = Personne.objects.get()
    page = deposer(
        client_editrice,
        en_csv(f"Personne;Collectivité;Fonction;Début\nAnne Durand;{une.slug};Maire;01/04/2026\nLéa Nul;X;Maire;\n"),
        "/admin/annuaire/mandat/",
    )
    assert [faute[:2] for faute in fautes(page)] == [(3, "A"), (3, "B")]
    importer(client_editrice, page)
    mandat = Mandat.objects.get()
    assert (mandat.personne, mandat.collectivite) == (personne, une)


def test_two_rows_of_one_name_are_told_apart_by_their_key(client_editrice):
    une, autre = PersonneFabrique(prenom="Anne", nom="Durand"), PersonneFabrique(prenom="Anne", nom="Durand")
    ville = CollectiviteFabrique(nom="Ville de Fès")
    page = deposer(
        client_editrice,
        en_csv(f"Personne;Collectivité;Fonction\nAnne Durand;{ville.slug};Maire\nAnne Durand [{autre.pk}];{ville.slug};Maire\n"),
        "/admin/annuaire/mandat/",
    )
    [(ligne, colonne, message)] = fautes(page)
    assert (ligne, colonne) == (2, "A")
    assert f"Anne Durand [{une.pk}]" in message
    importer(client_editrice, page)
    assert Mandat.objects.get().personne == autre


def test_partnerships_come_in_and_their_doubles_do_not(client_editrice):
    ville, fes = CollectiviteFabrique(nom="Ville de Lyon"), AutoriteLocaleFabrique(nom="Fès")
    rangee = f"{ville.slug};Fès;jumelage;1961\n"
    page = deposer(
        client_editrice,
        en_csv(f"Collectivités;autorites;Nature;Année\n{rangee}{rangee}"),
        "/admin/annuaire/partenariat/",
    )
    assert page.context["bilan"]["nouvelles"] == 1
    assert fautes(page)[0][2].startswith("Cela existe déjà, semble-t-il")
    assert "<" not in fautes(page)[0][2]
    importer(client_editrice, page)
    lien = Partenariat.objects.get()
    assert [*lien.autorites.all()] == [fes]


def test_a_row_of_another_and_one_gone_are_refused(client_editrice, client_redactrice):
    MandatFabrique()
    page = deposer(client_editrice, en_csv("Numéro;Titre\n99999;Un\nabc;Deux\n"))
    assert [faute[:2] for faute in fautes(page)] == [(2, "A"), (3, "A")]
    evenement = EvenementFabrique(titre="Avant", brouillon=True)
    page = deposer(client_editrice, en_csv(f"Numéro;Titre\n{evenement.pk};Un\n{evenement.pk};Deux\n"), EVENEMENTS)
    assert [faute[0] for faute in fautes(page)] == [3]
    Evenement.objects.all().delete()
    assert importer(client_editrice, page).context["bilan"]["refusees"] == 2


def test_a_row_without_a_title_is_one_fault(client_editrice):
    page = deposer(client_editrice, classeur(["titre", "chapo"], ["", "Deux phrases."]))
    assert [(ligne, colonne) for ligne, colonne, _ in fautes(page)] == [(2, "A")]
