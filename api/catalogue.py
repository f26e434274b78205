"""All the data sets, by the name of their address: the kinds of the register, then what is no content."""

from api.annuaire import ANNUAIRE
from api.reseau import RESEAU
from api.sortes import jeu_de_sorte
from api.subventions import SUBVENTIONS
from redaction.registre import sortes

JEUX = {jeu.cle: jeu for jeu in (*map(jeu_de_sorte, sortes()), *ANNUAIRE, *RESEAU, SUBVENTIONS)}
