"""The sheet that an elected official or an agent takes along: what the network does in a country, on paper."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from agenda.models import Evenement
from annuaire.models import Collectivite, Partenariat, Projet
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe
from ressources.models import Publication
from socle.memoire import gardee
from territoires.apd import APD_ANNEE, APD_SOURCE, PAYS_LES_MOINS_AVANCES
from territoires.models import Pays

PUBLICATIONS, PROJETS, PARTENARIATS = 8, 12, 100


@require_safe
@gardee()
def avant_mission(request, slug):
    """The sheet of a country, to print; what the reader may not read in full is named there as on the site."""
    pays = get_object_or_404(Pays.objects.etrangers(), slug=slug)
    contexte = {
        "pays": pays,
        "fiche": SimpleLazyObject(lambda: fiche_de(pays, request.lecteur)),
        "niveaux": [("Pays", reverse("pages:pays_liste")), (pays.nom, reverse("pays", kwargs={"slug": pays.slug}))],
    }
    return render(request, "pages/avant_mission.html", contexte)


def fiche_de(pays, lecteur):
    """Return what the sheet of a country tells `lecteur`; as many queries whatever the number of rows."""
    reunions = Evenement.objects.en_ligne_pour(lecteur).filter(pays=pays).avec_annonce_du_compte_rendu()
    a_venir, passees = reunions.prochains_et_derniers(1, 1)
    groupes = list(Groupe.objects.publics().actifs().filter(pays=pays).prefetch_related("referents"))
    contacts = {contact.pk: contact for groupe in groupes for contact in groupe.referents.all()}
    liens = Partenariat.objects.publics().filter(autorites__pays=pays).distinct().pour_liste().par_ville()
    partenariats = list(liens[: PARTENARIATS + 1])
    return {
        "groupes": groupes,
        "contacts": [*contacts.values()],
        "partenariats": partenariats[:PARTENARIATS],
        "partenariats_coupes": len(partenariats) > PARTENARIATS,
        "projets": _projets(pays),
        "prochaine": next(iter(a_venir), None),
        "derniere": next(iter(passees), None),
        "fonds": list(FondsSolidarite.objects.en_ligne_pour(lecteur).filter(pays=pays).avec_totaux()),
        "publications": list(Publication.objects.en_ligne_pour(lecteur).filter(pays=pays)[:PUBLICATIONS]),
        "moins_avance": pays.pk in PAYS_LES_MOINS_AVANCES,
        "apd_annee": APD_ANNEE,
        "apd_source": APD_SOURCE,
        "jour": timezone.localdate(),
    }


def _projets(pays):
    francaises = Collectivite.objects.visibles().filter(projets=OuterRef("pk")).alphabetique().values("nom")
    return list(
        Projet.objects.publics().filter(pays=pays).recents_d_abord().annotate(francaises=ArraySubquery(francaises))[:PROJETS]
    )
