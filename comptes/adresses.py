"""The addresses that django-allauth asks for by its own names, so outside of the names of `comptes`."""

from django.urls import path

from comptes import views
from comptes import vues_second_facteur as vues

urlpatterns = [
    path("connexion/", views.Connexion.as_view(), name="account_login"),
    path("deconnexion/", views.Deconnexion.as_view(), name="account_logout"),
    path("confirmer/", vues.ConfirmerMotDePasse.as_view(), name="account_reauthenticate"),
    path("confirmer/code/", vues.ConfirmerCode.as_view(), name="mfa_reauthenticate"),
    path("confirmer/cle/", vues.ConfirmerCle.as_view(), name="mfa_reauthenticate_webauthn"),
    path("second-facteur/", vues.SecondFacteur.as_view(), name="mfa_index"),
    path("second-facteur/code/", vues.Code.as_view(), name="mfa_authenticate"),
    path("second-facteur/application/", vues.RelierApplication.as_view(), name="mfa_activate_totp"),
    path("second-facteur/application/retirer/", vues.RetirerApplication.as_view(), name="mfa_deactivate_totp"),
    path("second-facteur/cles/", vues.cles, name="mfa_list_webauthn"),
    path("second-facteur/cles/ajouter/", vues.AjouterCle.as_view(), name="mfa_add_webauthn"),
    path("second-facteur/cles/<int:pk>/retirer/", vues.RetirerCle.as_view(), name="mfa_remove_webauthn"),
    path("second-facteur/codes-de-secours/", vues.CodesDeSecours.as_view(), name="mfa_view_recovery_codes"),
    path("second-facteur/codes-de-secours/refaire/", vues.RefaireCodesDeSecours.as_view(), name="mfa_generate_recovery_codes"),
    path(
        "second-facteur/codes-de-secours/telecharger/",
        vues.TelechargerCodesDeSecours.as_view(),
        name="mfa_download_recovery_codes",
    ),
]
