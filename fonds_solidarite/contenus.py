from fonds_solidarite.donnees import DONNEES, DONNEES_LUES
from fonds_solidarite.filtres import FiltreFonds
from fonds_solidarite.models import FondsSolidarite
from redaction.registre import Sorte, Volet, inscrire


def tous_les_fonds(fonds, nombre):
    """Return all the funds, with their figures: they are few, and each one counts."""
    return [Volet("", list(fonds.avec_totaux()))]


inscrire(
    Sorte(
        modele=FondsSolidarite,
        cle="fonds",
        titre="Fonds de solidarité",
        tous="Tous les fonds",
        rang=50,
        liste="fonds_solidarite:liste",
        filtre=FiltreFonds,
        jour="ouvert_le",
        carte="composants/carte_fonds.html",
        variable="fonds",
        bloc="fonds_solidarite/bloc.html",
        volets=tous_les_fonds,
        flux="fonds_solidarite:flux",
        titre_du_flux="Fonds de solidarité de Cités Unies France",
        description="Les fonds que Cités Unies France ouvre après une catastrophe ou une guerre.",
        donnees=DONNEES,
        donnees_lues=DONNEES_LUES,
    )
)
