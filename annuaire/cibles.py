"""What a text may lead to in the directory."""

from annuaire.models import Collectivite
from redaction.cibles import inscrire

inscrire(Collectivite, "collectivites", en_ligne=Collectivite.objects.visibles, noms=("nom",))
