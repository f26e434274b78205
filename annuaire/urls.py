from django.urls import path

from annuaire import espace, views

app_name = "annuaire"

urlpatterns = [
    path("annuaire/", views.ListeCollectivites.as_view(), name="liste"),
    # Before the profiles, whose slug could take it.
    path("annuaire/partenariats/", views.ListePartenariats.as_view(), name="partenariats"),
    path("annuaire/<slug:slug>/", views.PageCollectivite.as_view(), name="collectivite"),
    path("espace/collectivites/<slug:slug>/modifier/", espace.fiche_modifier, name="fiche_modifier"),
    path("espace/demandes/<int:pk>/", espace.demande, name="demande"),
    path("espace/demandes/<int:pk>/retirer/", espace.demande_retirer, name="demande_retirer"),
]
