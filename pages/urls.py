"""Addresses of the home page, of countries, and of the editorial pages, which take any first segment left."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from pages import views
from pages.espace import espace
from pages.sitemaps import PLANS

app_name = "pages"

urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("pays/", views.pays_liste, name="pays_liste"),
    path("pays/<slug:slug>/", views.pays, name="pays"),
    path("plan-du-site/", views.plan, name="plan"),
    path("sitemap.xml", require_safe(index), {"sitemaps": PLANS, "sitemap_url_name": "pages:section"}, name="sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), {"sitemaps": PLANS}, name="section"),
    path("robots.txt", views.robots, name="robots"),
    path("composants/", views.composants, name="composants"),
    path("espace/", espace, name="espace"),
    path("sante/", views.sante, name="sante"),
    path("<slug:slug>/", views.PageEditoriale.as_view(), name="page"),
    path("<slug:parent>/<slug:slug>/", views.PageEditoriale.as_view(), name="sous_page"),
]
