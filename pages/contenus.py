from pages.models import Page
from redaction.registre import Sorte, inscrire

inscrire(
    Sorte(
        modele=Page,
        cle="pages",
        titre="Pages",
        rang=90,
        description="Les pages qui présentent l’association et le portail.",
        jour="publie_le",
        donnees=("langue",),
    )
)
