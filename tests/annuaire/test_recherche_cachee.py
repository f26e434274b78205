"""A collectivité hidden from the directory leaves no trace in the search of partnerships."""

from tests.fabriques import AutoriteLocaleFabrique, CollectiviteFabrique, PartenariatFabrique

LISTE = "/annuaire/partenariats/"


def test_the_name_of_a_hidden_collectivite_does_not_find_its_ties(visiteur, db):
    discrete = CollectiviteFabrique(nom="Ville de Discrète", visible=False)
    autorite = AutoriteLocaleFabrique(nom="Kumamoto")
    PartenariatFabrique(collectivites=[CollectiviteFabrique(nom="Ville d’Ici"), discrete], autorites=[autorite])

    def trouves(texte):
        return visiteur.get(LISTE, {"q": texte}).text.count("Kumamoto")

    assert trouves("Ici") and trouves("kumamoto")
    assert not trouves("Discrète")
    discrete.visible = True
    discrete.save()
    assert trouves("Discrète")
