from appels.donnees_liees import d_appel
from appels.filtres import FiltreAppels
from appels.models import Appel
from redaction.registre import Sorte, Volet, inscrire


def ouverts_et_clos(appels, nombre):
    """Return what is open, then, where room is left, what closed last; one query for both."""
    lignes = list(appels.ouverts_puis_clos().select_related(None)[:nombre])
    ouverts = [appel for appel in lignes if not appel.est_clos]
    return [Volet("Ouverts", ouverts), Volet("Clos", lignes[len(ouverts) :])]


inscrire(
    Sorte(
        modele=Appel,
        cle="appels",
        titre="Appels et offres",
        tous="Tous les appels et offres",
        rang=30,
        liste="appels:liste",
        filtre=FiltreAppels,
        toutes={"etat": "tous"},
        donnees_liees=d_appel,
        carte="appels/carte.html",
        variable="appel",
        bloc="appels/bloc.html",
        rubrique="appels/rubrique.html",
        volets=ouverts_et_clos,
        flux="appels:flux",
        titre_du_flux="Appels et offres relayés par Cités Unies France",
        description="Emplois et stages, appels à projets, enquêtes et appels à signatures de la coopération décentralisée.",
        ecrire="Publier un appel ou une offre",
        donnees=("genre", "organisme", "lieu", "contrat", "cloture", "ferme_le"),
        donnees_lues=("lien",),
    )
)
