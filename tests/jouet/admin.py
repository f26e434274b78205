from django.contrib import admin

from redaction.admin_contenu import AdminContenu
from tests.jouet.models import Breve

admin.site.register(Breve, AdminContenu)
