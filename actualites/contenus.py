from actualites.donnees_liees import d_actualite
from actualites.filtres import FiltreActualites
from actualites.models import Actualite
from redaction.registre import Sorte, inscrire

inscrire(
    Sorte(
        modele=Actualite,
        cle="actualites",
        titre="Actualités",
        tous="Toutes les actualités",
        rang=20,
        liste="actualites:liste",
        filtre=FiltreActualites,
        donnees_liees=d_actualite,
        carte="composants/carte_actualite.html",
        variable="actualite",
        bloc="actualites/bloc.html",
        flux="actualites:flux",
        titre_du_flux="Actualités de Cités Unies France",
        description="Les actualités de la coopération décentralisée, par Cités Unies France.",
        ecrire="Écrire une actualité",
        donnees=("genre",),
    )
)
