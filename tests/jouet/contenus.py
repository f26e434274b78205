from redaction.registre import AFaire, Lecture, Sorte, inscrire
from tests.jouet.filtres import FiltreBreves
from tests.jouet.models import Breve

inscrire(
    Sorte(
        modele=Breve,
        cle="breves",
        titre="Brèves",
        tous="Toutes les brèves",
        rang=25,
        liste="jouet:liste",
        filtre=FiltreBreves,
        flux="jouet:flux",
        titre_du_flux="Brèves de Cités Unies France",
        description="Un essai.",
        ecrire="Écrire une brève",
        a_faire=(AFaire("Brèves sans chapo", lambda: Breve.objects.publies().filter(chapo=""), {"statut": "publie"}),),
        lectures=(
            Lecture(
                "breves",
                "Dernières brèves",
                lambda lecteur: Breve.objects.publies().visibles_par(lecteur),
            ),
        ),
    )
)
