from django.urls import path

from annuaire import carte, espace, exports, flux, liste, profil, projets, views

app_name = "annuaire"

urlpatterns = [
    path("annuaire/", liste.ListeCollectivites.as_view(), name="liste"),
    path("annuaire/export.csv", exports.Export.as_view(forme="csv"), name="export_csv"),
    path("annuaire/export.xlsx", exports.Export.as_view(forme="xlsx"), name="export_xlsx"),
    path("annuaire/export.geojson", exports.Export.as_view(forme="geojson"), name="export_geojson"),
    # Before the profiles, whose slug could take it.
    path("annuaire/partenariats/", views.ListePartenariats.as_view(), name="partenariats"),
    path("annuaire/partenariats/export.csv", exports.ExportDesPartenariats.as_view(forme="csv"), name="export_partenariats_csv"),
    path(
        "annuaire/partenariats/export.xlsx", exports.ExportDesPartenariats.as_view(forme="xlsx"), name="export_partenariats_xlsx"
    ),
    path("annuaire/carte/", carte.PageCarte.as_view(), name="carte"),
    path("annuaire/autorites/<slug:slug>/", views.PageAutorite.as_view(), name="autorite"),
    path("annuaire/projets/", projets.ListeProjets.as_view(), name="projets"),
    path("annuaire/projets/flux.rss", flux.flux_des_projets, name="projets_flux"),
    path("annuaire/projets/<slug:slug>/", projets.PageProjet.as_view(), name="projet"),
    path("annuaire/<slug:slug>/", profil.PageCollectivite.as_view(), name="collectivite"),
    path("espace/collectivites/<slug:slug>/modifier/", espace.fiche_modifier, name="fiche_modifier"),
    path("espace/demandes/<int:pk>/", espace.demande, name="demande"),
    path("espace/demandes/<int:pk>/retirer/", espace.demande_retirer, name="demande_retirer"),
]
