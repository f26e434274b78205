from django.contrib.auth.views import PasswordResetCompleteView, PasswordResetDoneView
from django.urls import path
from django.views.generic import TemplateView

from comptes import views, vues_compte

app_name = "comptes"

urlpatterns = [
    path("", vues_compte.Compte.as_view(), name="compte"),
    path("sessions/fermer/", vues_compte.FermerSessions.as_view(), name="fermer_sessions"),
    path("connexion/", views.Connexion.as_view(), name="connexion"),
    path("deconnexion/", views.Deconnexion.as_view(), name="deconnexion"),
    path("deconnecte/", TemplateView.as_view(template_name="comptes/deconnecte.html"), name="deconnecte"),
    path("mot-de-passe/changer/", views.MotDePasseChanger.as_view(), name="mot_de_passe_changer"),
    path("mot-de-passe/oublie/", views.MotDePasseOublie.as_view(), name="mot_de_passe_oublie"),
    path(
        "mot-de-passe/envoye/",
        PasswordResetDoneView.as_view(template_name="comptes/mot_de_passe_envoye.html"),
        name="mot_de_passe_envoye",
    ),
    path("mot-de-passe/choisir/<uidb64>/<token>/", views.MotDePasseChoisir.as_view(), name="mot_de_passe_choisir"),
    path(
        "mot-de-passe/choisi/",
        PasswordResetCompleteView.as_view(template_name="comptes/mot_de_passe_choisi.html"),
        name="mot_de_passe_choisi",
    ),
]
