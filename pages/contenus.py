from pages.models import Page
from redaction.registre import Sorte, inscrire

inscrire(Sorte(modele=Page, cle="pages", titre="Pages", rang=90, jour="publie_le", donnees=("langue",)))
