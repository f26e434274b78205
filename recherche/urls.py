app_name = "recherche"

urlpatterns = []
