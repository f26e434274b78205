from agenda.donnees import DONNEES, DONNEES_LUES
from agenda.donnees_liees import d_evenement
from agenda.filtres import FiltreEvenements, reunions_de
from agenda.models import Evenement
from mediatheque.models import Document
from redaction.registre import AFaire, Lecture, Sorte, Volet, inscrire

REUNIONS, COMPTES_RENDUS = 4, 4


def a_venir_et_passes(evenements, nombre):
    """Return the next events, soonest first, and the last ones, latest first, with their minutes; one query for both."""
    a_venir, passes = evenements.avec_annonce_du_compte_rendu().prochains_et_derniers(nombre, nombre)
    return [Volet("À venir", a_venir), Volet("Récemment", passes)]


def prochaines_reunions(lecteur):
    """Return the next meetings of the groups of `lecteur`."""
    miennes = Evenement.objects.en_ligne_pour(lecteur).filter(groupes__in=lecteur.cercles)
    return miennes.a_venir().distinct()[:REUNIONS]


def derniers_comptes_rendus(lecteur):
    """Return the last events whose minutes `lecteur` may read."""
    lisibles = Document.objects.visibles_par(lecteur)
    evenements = Evenement.objects.en_ligne_pour(lecteur).filter(compte_rendu__isnull=False, compte_rendu__in=lisibles)
    return evenements.passes().select_related("compte_rendu")[:COMPTES_RENDUS]


inscrire(
    Sorte(
        modele=Evenement,
        cle="agenda",
        titre="Agenda",
        tous="Tous les événements",
        rang=10,
        liste="agenda:liste",
        filtre=FiltreEvenements,
        toutes={"periode": "tous"},
        jour="debut",
        description="Les réunions et les rencontres de la coopération décentralisée, passées et à venir.",
        donnees_liees=d_evenement,
        carte="composants/carte_evenement.html",
        variable="evenement",
        bloc="agenda/bloc.html",
        rubrique="agenda/rubrique.html",
        sujets={"collectivites": reunions_de},
        volets=a_venir_et_passes,
        dit_son_vide=True,
        flux="agenda:flux",
        titre_du_flux="Agenda de Cités Unies France",
        ecrire="Annoncer un événement",
        donnees=DONNEES,
        donnees_lues=DONNEES_LUES,
        a_faire=(
            AFaire(
                "Événements passés sans bilan ni compte rendu",
                lambda: Evenement.objects.sans_textes().publies().sans_suite(),
                {"suite": "manque"},
            ),
        ),
        lectures=(
            Lecture("reunions", "Prochaines réunions de vos groupes", prochaines_reunions, "agenda/lectures_reunions.html"),
            Lecture("comptes-rendus", "Derniers comptes rendus", derniers_comptes_rendus, "agenda/lectures_comptes_rendus.html"),
        ),
    )
)
