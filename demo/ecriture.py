"""Create a row of the demo from its description, unless it is there already: what staff changed since is never overwritten."""

from django.core.exceptions import ValidationError

from demo.erreurs import ErreurDemo


class Ecrivain:
    """Writes the rows of one loading and counts them by model."""

    def __init__(self, repertoire):
        self.repertoire = repertoire
        self.comptes = {}
        self._cles = {}

    def creer(self, modele, ligne, *, cle, **fixes):
        """Create the row described by `ligne` if none has the same `cle`.

        Args:
            modele: the model.
            ligne: `{field: value}`; a relation is named by natural keys (see `demo.referentiel`).
            cle: the fields that make the row unique, a tuple.
            fixes: values given as they are, relations included.

        Returns:
            The new row, or None when it was there.

        Raises:
            ErreurDemo: the model refuses the row, or a key names nothing.
        """
        valeur = tuple(ligne[champ] for champ in cle)
        connues = self._connues(modele, cle)
        if valeur in connues:
            return None
        objet = self.enregistrer(modele, ligne, **fixes)
        connues.add(valeur)
        return objet

    def enregistrer(self, modele, ligne, **fixes):
        """Create the row described by `ligne`, checked by `full_clean`, with its many-to-many links."""
        simples, liens = {}, {}
        for champ, valeur in ligne.items():
            relation = modele._meta.get_field(champ)
            if relation.many_to_many:
                liens[champ] = [self.repertoire.trouver(relation.related_model, cle) for cle in valeur]
            elif relation.is_relation:
                simples[champ] = self.repertoire.trouver(relation.related_model, valeur)
            else:
                simples[champ] = valeur
        objet = modele(**simples, **fixes)
        try:
            objet.full_clean()
        except ValidationError as erreur:
            raise ErreurDemo(f"{modele._meta.verbose_name} « {objet} » : {'; '.join(erreur.messages)}") from erreur
        objet.save()
        for champ, objets in liens.items():
            getattr(objet, champ).add(*(lie.pk for lie in objets))
        self.comptes[modele] = self.comptes.get(modele, 0) + 1
        return objet

    def _connues(self, modele, cle):
        if modele not in self._cles:
            self._cles[modele] = set(modele._default_manager.values_list(*cle))
        return self._cles[modele]
