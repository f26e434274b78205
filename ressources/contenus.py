from redaction.registre import Lecture, Sorte, inscrire
from ressources.filtres import FiltreMedias, FiltrePublications
from ressources.models import Media, Publication

LECTURES = 4


def dernieres_publications(lecteur):
    """Return the last publications that `lecteur` may read in full."""
    return Publication.objects.sans_textes().publies().visibles_par(lecteur)[:LECTURES]


inscrire(
    Sorte(
        modele=Publication,
        cle="publications",
        titre="Publications",
        tous="Toutes les publications",
        rang=60,
        liste="ressources:liste",
        filtre=FiltrePublications,
        jour="parue_le",
        carte="composants/carte_publication.html",
        variable="publication",
        bloc="ressources/bloc_publications.html",
        rubrique="ressources/rubrique_publications.html",
        flux="ressources:flux",
        titre_du_flux="Publications de Cités Unies France",
        description="Répertoires de partenariats, dossiers pays, capitalisations et plaquettes de Cités Unies France.",
        donnees=("genre", "edition", "parue_le", "pages", "partenariats_recenses"),
        donnees_lues=("prix", "papier", "numerique", "gratuit_adherents"),
        lectures=(
            Lecture("publications", "Dernières publications", dernieres_publications, "ressources/lectures_publications.html"),
        ),
    )
)

inscrire(
    Sorte(
        modele=Media,
        cle="medias",
        titre="Médiathèque",
        tous="Tous les médias",
        rang=70,
        liste="ressources:mediatheque",
        filtre=FiltreMedias,
        carte="ressources/carte_media.html",
        variable="media",
        bloc="ressources/bloc_medias.html",
        flux="ressources:flux_medias",
        titre_du_flux="Médiathèque de Cités Unies France",
        description="Textes, photos, sons et vidéos sur l’action internationale des collectivités.",
        donnees=("genre",),
        donnees_lues=("lien",),
    )
)
