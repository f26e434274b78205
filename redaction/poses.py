"""The form of a content, with its rows, bound to values that no browser sends just now: a version kept beside, a preview."""

import copy
import hashlib
import json
from dataclasses import dataclass

from django.contrib.admin.utils import flatten_fieldsets
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.encoding import is_protected_type

from gestion.conflits import AUTRE
from redaction import versions


@dataclass(frozen=True)
class Pose:
    """A form and its rows bound to values; `demande` is the request that would have sent them."""

    demande: HttpRequest
    form: object
    formsets: list
    blocs: list

    def est_valide(self):
        """Return whether all of it would be saved; in a transaction, as the row is locked."""
        # Each is asked, as each then says what is wrong.
        return all([self.form.is_valid(), *(formset.is_valid() for formset in self.formsets)])

    def refus(self):
        """Return what is wrong, in words: [(name of the field, what is said)]."""
        dits = [(_libelle(self.form, nom), erreur) for nom, erreurs in self.form.errors.items() for erreur in erreurs]
        for formset in self.formsets:
            genre = str(formset.model._meta.verbose_name).capitalize()
            dits += [(genre, erreur) for erreur in formset.non_form_errors()]
            for une in formset.forms:
                dits += [(f"{genre}, {_libelle(une, nom)}", mot) for nom, mots in une.errors.items() for mot in mots]
        return dits


def _libelle(form, nom):
    return str(form.fields[nom].label or nom) if nom in form.fields else "Ensemble"


def poser(admin, request, objet, envoi):
    """Bind the form of `objet`, read for this alone, to what was once sent; what was not sent keeps the value of now.

    Args:
        admin: the admin of the content.
        request: whose rights hold.
        objet: the row, which takes the values; a row of the model not saved yet to add one.
        envoi: a `QueryDict`.
    """
    ajout = objet.pk is None
    vierge = _former(admin, _demande(request, "GET", QueryDict()), objet, ajout)
    complet = envoi.copy()
    for nom in vierge.form.fields:
        _completer(complet, vierge.form, nom)
    for formset in vierge.formsets:
        if f"{formset.prefix}-TOTAL_FORMS" not in complet:
            nombre = formset.initial_form_count()
            complet[f"{formset.prefix}-TOTAL_FORMS"] = complet[f"{formset.prefix}-INITIAL_FORMS"] = str(nombre)
            for une in formset.initial_forms:
                for nom in une.fields:
                    _completer(complet, une, nom)
    return _former(admin, _demande(request, "POST", complet), objet, ajout)


def _demande(request, methode, envoi):
    demande = copy.copy(request)
    demande.method, demande.POST, demande._files = methode, envoi, MultiValueDict()
    return demande


def _former(admin, demande, objet, ajout):
    instance = None if ajout else objet
    champs = flatten_fieldsets(admin.get_fieldsets(demande, instance))
    classe = admin.get_form(demande, instance, change=not ajout, fields=champs)
    donnees = (demande.POST, demande.FILES) if demande.method == "POST" else ()
    form = classe(*donnees, instance=objet)
    formsets, blocs = admin._create_formsets(demande, form.instance, change=not ajout)
    return Pose(demande, form, formsets, blocs)


def _completer(envoi, form, nom):
    lie = form[nom]
    if form.fields[nom].widget.value_omitted_from_data(envoi, {}, lie.html_name):
        for cle, valeur in comme_envoye(lie).items():
            envoi.setlist(cle, valeur)


def comme_envoye(lie):
    """Return what a browser would send of a field left as it is shown: {name: values}."""
    widget = lie.field.widget
    if widget.needs_multipart_form:
        return {}  # a browser sends back no file
    while hasattr(widget, "widget"):
        widget = widget.widget  # of a relation, which the admin wraps with its links
    montre = widget.get_context(lie.html_name, lie.value(), {})["widget"]
    morceaux = montre.get("subwidgets") or [montre]
    envoi = {}
    for un in morceaux:
        valeur = un["value"]
        if valeur is None or valeur is False:
            continue
        envoi[un["name"]] = [str(une) for une in valeur] if isinstance(valeur, (list, tuple)) else [str(valeur)]
    return envoi


def condense(objet):
    """Return a digest of a row as it is saved, with the rows of its form: the same for all who read it."""
    lignes = sorted((label, cle, valeurs) for (label, cle), valeurs in versions.etat_actuel(objet).lignes.items())
    return hashlib.sha256(json.dumps(lignes, sort_keys=True, default=str).encode()).hexdigest()


def rebaser(pose, donnees, vierge):
    """Put in `donnees` the side that was chosen of each field that two people changed; return whether none is left to choose.

    Args:
        pose: bound to `donnees`, and checked.
        vierge: the form of the row as it is now, unbound.
    """
    conflit = pose.form.conflit
    if conflit is None:
        return True
    if conflit.a_choisir or pose.form.data.get(conflit.nom_vue) != conflit.vue:
        return False
    for ecart in conflit.ecarts:
        if ecart.choix == AUTRE:
            donnees.pop(ecart.champ, None)
            donnees |= comme_envoye(vierge[ecart.champ])
    for nom in [nom for nom in donnees if nom.startswith("fusion-") or nom == conflit.nom_vue]:
        del donnees[nom]
    return True


def etat_pose(pose, objet):
    """Return the `redaction.versions.Etat` that the row would have once `pose`, checked, is saved; what is wrong is left out."""
    etat = versions.etat_actuel(objet)
    modele = type(objet)
    _noter(etat, modele, str(objet.pk), pose.form)
    for formset in pose.formsets:
        for rang, une in enumerate(formset.forms):
            cle = str(une.instance.pk) if une.instance.pk else f"nouvelle-{rang}"
            rangement = (formset.model._meta.label_lower, cle)
            if une.instance.pk and rangement not in etat.lignes:
                continue  # its versions are not kept
            if getattr(une, "cleaned_data", {}).get(DELETION_FIELD_NAME):
                etat.lignes.pop(rangement, None)
            elif une.has_changed():
                _noter(etat, formset.model, cle, une)
    return etat


def _noter(etat, modele, cle, form):
    suivis = [champ for champ in (*modele._meta.fields, *modele._meta.many_to_many) if champ.editable]
    propres = getattr(form, "cleaned_data", {})
    valeurs = etat.lignes.setdefault((modele._meta.label_lower, cle), {})
    for champ in suivis:
        if champ.name not in propres or champ.name in versions.DU_JOURNAL:
            continue
        if champ.many_to_many:
            valeurs[champ.name] = sorted((ligne.pk for ligne in propres[champ.name]), key=str)
        else:
            valeurs[champ.name] = _en_json(champ, form.instance)
    etat.noms[modele._meta.label_lower, cle] = str(form.instance)


def _en_json(champ, instance):
    brute = champ.value_from_object(instance)
    if is_protected_type(brute):
        return json.loads(json.dumps(brute, cls=DjangoJSONEncoder))
    return champ.value_to_string(instance)
