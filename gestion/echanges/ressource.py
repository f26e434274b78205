"""The rows of a table written as the form of the back office writes them: cleaned, checked, versioned, told in the journal."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, transaction
from django.forms.models import model_to_dict
from django.utils.html import strip_tags
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader

from gestion.echanges.colonnes import EMPREINTE, NUMERO, LectureDesCellules, empreinte, en_texte, meme_cellule, valeur

ADRESSE = "slug"
INCONNU = "Aucune ligne ne porte ce numéro. Pour une nouvelle ligne, laissez la case vide."
CHANGEE = "Cette ligne a changé dans le portail depuis l’export : exportez-la de nouveau, puis reportez-y vos changements."
ADRESSE_GARDEE = "L’adresse d’une page qui existe ne change pas par un tableau : changez-la dans sa fiche."
SANS_DROIT_D_AJOUT = "Votre rôle ne permet pas d’en ajouter."
SANS_DROIT = "Votre rôle ne permet pas de modifier cette ligne."
REFUSEE = "La base refuse cette ligne : comparez-la aux autres, elle en contredit une."
DOUBLE = " Pour la modifier, mettez son numéro dans cette ligne ; si c’en est bien une autre, ajoutez-la à la main."
DEUX_FOIS = "Ce numéro figure déjà plus haut dans le tableau : gardez une seule de ces lignes."


class Ressource(resources.Resource):
    """The rows of one list. What is not in `champs` stays as it is, the state and the access among others."""

    class Meta:
        import_id_fields = ()
        skip_diff = True
        report_skipped = True
        use_transactions = True
        instance_loader_class = BaseInstanceLoader

    def __init__(self, modele_admin: ModelAdmin, request, champs, note: str):
        """Prepare to write for the user of `request`.

        Args:
            champs: all the fields that a table of this list may have.
            note: the note of the versions.
        """
        super().__init__()
        self.admin, self.request, self.champs, self.note = modele_admin, request, champs, note
        self.cellules = LectureDesCellules()
        self._formes, self._vues, self._existe = {}, set(), False

    def get_or_init_instance(self, instance_loader, row):
        """Return the row that a line names, or a new one, for who may write it."""
        cle = row.get(NUMERO, "").strip()
        self._existe = bool(cle)
        if not cle:
            if not self.admin.has_add_permission(self.request):
                raise ValidationError(SANS_DROIT_D_AJOUT)
            return self.admin.model(**self.admin.a_l_import), True
        objet = self.admin.get_object(self.request, cle)
        if objet is None:
            raise ValidationError({NUMERO: INCONNU})
        if objet.pk in self._vues:
            raise ValidationError({NUMERO: DEUX_FOIS})
        self._vues.add(objet.pk)
        self._avant = {champ.name: en_texte(valeur(champ, objet)) for champ in self.champs if champ.name in row}
        if not self.admin.has_change_permission(self.request, objet):
            raise ValidationError(SANS_DROIT)
        if row.get(EMPREINTE) and row[EMPREINTE] != empreinte(self.champs, objet):
            raise ValidationError({EMPREINTE: CHANGEE})
        return objet, False

    def import_instance(self, instance, row, **kwargs):
        """Fill the form of the row with what the line says, and have it checked."""
        try:
            with transaction.atomic():
                self._remplir(instance, row)
        except DatabaseError as erreur:
            raise ValidationError(REFUSEE) from erreur

    def _remplir(self, instance, row):
        neuve = instance.pk is None
        self.formulaire = None
        if not neuve and all(meme_cellule(row[nom], avant) for nom, avant in self._avant.items()):
            return
        # A form that changes a row says what it saw of it.
        vues = {} if neuve else self._forme(instance, neuve)(instance=instance).initial
        donnees = {nom: _cle(une) for nom, une in {**model_to_dict(instance), **vues}.items()}
        fautes = {}
        for champ in self.champs:
            if champ.name not in row:
                continue
            try:
                if champ.name == ADRESSE and not neuve:
                    self._meme_adresse(row[ADRESSE], instance)
                elif row[champ.name].strip() or not neuve:
                    donnees[champ.name] = self.cellules.lire(champ, row[champ.name])
            except ValidationError as erreur:
                fautes[champ.name] = erreur.messages
        if neuve and not donnees.get(ADRESSE):
            donnees[ADRESSE] = self.admin.adresse_proposee(donnees)
        self.formulaire = self._forme(instance, neuve)({**donnees, "note_version": self.note}, instance=instance)
        if self.formulaire.errors or fautes:
            fautes = {nom: _plates(erreurs) for nom, erreurs in self.formulaire.errors.as_data().items()} | fautes
            # Drawn from what is refused, the address is no second fault: nobody wrote it.
            if not row.get(ADRESSE, "").strip() and fautes.keys() & set(self.admin.prepopulated_fields.get(ADRESSE, ())):
                fautes.pop(ADRESSE, None)
            raise ValidationError({nom or NON_FIELD_ERRORS: messages for nom, messages in fautes.items()})

    def _forme(self, instance, neuve):
        if neuve not in self._formes:
            noms = [champ.name for champ in self.champs]
            objet = None if neuve else instance
            self._formes[neuve] = self.admin.get_form(self.request, objet, change=not neuve, fields=noms)
        return self._formes[neuve]

    def _meme_adresse(self, texte, instance):
        if texte.strip() not in ("", instance.slug):
            raise ValidationError(ADRESSE_GARDEE)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Leave as it is a row of which the line says nothing new."""
        if import_validation_errors or not self._existe:
            return False
        return self.formulaire is None or not self.formulaire.has_changed()

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Refuse what the form refused: it has checked the model too."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def save_instance(self, instance, is_create, row, **kwargs):
        """Write as the form does; when trying, the row alone, so that the lines below are compared with it."""
        try:
            self._laisser_les_liens_tels_quels()
            with transaction.atomic():
                if kwargs["dry_run"]:
                    self.formulaire.save()
                else:
                    self.admin.ecrire_le_formulaire(self.request, self.formulaire, change=not is_create)
        except DatabaseError as erreur:
            raise ValidationError(REFUSEE) from erreur

    def _laisser_les_liens_tels_quels(self):
        """Write no relation that the line does not change: each would be read to be found as it is, empty in most new rows."""
        for champ in self.admin.opts.many_to_many:
            if champ.name not in self.formulaire.changed_data:
                self.formulaire.cleaned_data.pop(champ.name, None)

    def save_m2m(self, instance, row, **kwargs):
        """Nothing more: the form wrote them."""


def cellules_de(champs, ligne):
    """Return the values of the cells of a row, by name, its number and its digest among them."""
    dites = {champ.name: valeur(champ, ligne) for champ in champs}
    return {NUMERO: str(ligne.pk), **dites, EMPREINTE: empreinte(champs, ligne)}


def _cle(valeur):
    """Return what stands for a value in a form that is sent."""
    if isinstance(valeur, (list, tuple)):
        return [_cle(une) for une in valeur]
    return valeur.pk if hasattr(valeur, "pk") else valeur


def _plates(erreurs):
    """Return the messages of a field, without the links and the ticks that only a page can show."""
    messages = []
    for erreur in erreurs:
        for message in erreur.messages:
            plat = strip_tags(str(message).partition("<label")[0]).replace(" (nouvelle page)", "")
            messages.append(plat.strip() + (DOUBLE if erreur.code == "double" else ""))
    return messages
