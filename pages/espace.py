"""« Mon espace », a member's home: their collectivités, their requests, and what each app has for them to read."""

from django.contrib.auth.decorators import login_required
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annuaire.models import Adhesion, DemandeModification, Rattachement, rang_alphabetique
from groupes_pays.models import Groupe
from redaction.registre import sortes

DEMANDES = 10


@never_cache
@login_required
@require_safe
def espace(request):
    """Show what a signed-in user may do and read here; help to who has no collectivité."""
    rattachements = list(_rattachements(request.user))
    collectivites = [rattachement.collectivite for rattachement in rattachements]
    demandes = DemandeModification.objects.filter(collectivite__in=collectivites).select_related("collectivite")
    en_attente = {demande.collectivite_id: demande for demande in demandes.en_attente()}
    groupes = list(_groupes(collectivites))
    lignes = [
        {
            "collectivite": rattachement.collectivite,
            "referent": rattachement.est_referent,
            "referents": rattachement.collectivite.referents,
            "adherente": rattachement.adherente,
            "demande": en_attente.get(rattachement.collectivite_id),
            "groupes": [groupe for groupe in groupes if rattachement.collectivite_id in groupe.siennes],
        }
        for rattachement in rattachements
    ]
    contexte = {"lignes": lignes, "demandes": demandes[:DEMANDES], "lectures": lectures(request.lecteur)}
    return render(request, "pages/espace.html", contexte)


def _rattachements(utilisateur):
    """Return the user's ties, each with whether its collectivité is an adhérent, and with the référents of that one."""
    adhesion = Adhesion.objects.en_cours().filter(collectivite=OuterRef("collectivite"))
    referents = Rattachement.objects.filter(role=Rattachement.Role.REFERENT, utilisateur__is_active=True)
    referents = referents.select_related("utilisateur").order_by("utilisateur__nom", "utilisateur__prenom", "pk")
    return (
        Rattachement.objects.filter(utilisateur=utilisateur)
        .select_related("collectivite")
        .annotate(adherente=Exists(adhesion))
        .prefetch_related(Prefetch("collectivite__rattachements", referents, to_attr="referents"))
        .order_by(rang_alphabetique("collectivite__nom"), "pk")
    )


def _groupes(collectivites):
    """Return the groups at work, with a page, that have one of the collectivités as a member, each with those (`siennes`)."""
    groupes = Groupe.objects.publics().actifs().filter(membres__in=collectivites)
    return groupes.annotate(siennes=ArrayAgg("membres"))


def lectures(lecteur):
    """Return what `lecteur` may open, as each kind of content says it, with the rows; one query each."""
    trouvees = [lecture for sorte in sortes() for lecture in sorte.lectures]
    return [{"cle": une.cle, "titre": une.titre, "gabarit": une.gabarit, "lignes": une.lignes(lecteur)} for une in trouvees]
