"""What an account of the team writes of: its role says what it may do, its perimeter on what; all is read."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.db.models.functions import Lower

from groupes_pays.models import Groupe, Perimetre, Presidence
from redaction.models import Contenu
from redaction.relecteurs import Charge, inscrire_charges
from socle.perms import inscrire_perimetre

# What serves everywhere is written by all who have the right: a picture is of no country.
LIBRES = {"mediatheque.image", "mediatheque.document", "redaction.contact"}
LIENS = ("groupes", "pays", "groupe")
"""The fields that tie a row to a group or to a country."""


def perimetre_de(utilisateur):
    """Return the perimeter of an account, None where its role has no bound; one query for an account read once."""
    if not utilisateur.is_staff or utilisateur.is_superuser:
        return None
    if not hasattr(utilisateur, "_perimetre_lu"):
        lus = Perimetre.objects.filter(utilisateur_id=utilisateur.pk).prefetch_related("groupes__pays", "pays")
        utilisateur._perimetre_lu = lus.first()
    return utilisateur._perimetre_lu


def _liens(modele):
    """Return the fields of a model that tie its rows to a group or to a country.

    A collectivité names the countries where it works: it is not written by who follows one of them.
    """
    noms = []
    if not issubclass(modele, (Contenu, Presidence)):
        return noms
    for nom in LIENS:
        try:
            noms.append(modele._meta.get_field(nom).name)
        except FieldDoesNotExist:
            continue
    return noms


def _touche(perimetre, nom, lignes):
    connus = perimetre.cles_de_pays if nom == "pays" else perimetre.cles_de_groupes
    return any(ligne.pk in connus for ligne in lignes)


def permet(utilisateur, action, objet):
    """Say whether an account may do `action` to a row, or to some row of a model."""
    if action == "view":
        return True
    perimetre = perimetre_de(utilisateur)
    modele = objet if isinstance(objet, type) else type(objet)
    if perimetre is None or modele._meta.label_lower in LIBRES:
        return True
    if issubclass(modele, Groupe):
        # Its own groups, and no new one: another group that has its countries is another's.
        return action != "add" and (objet is modele or objet.pk in perimetre.cles_de_groupes)
    if objet is modele or objet.pk is None:
        return bool(_liens(modele))
    # Asked many times for one form: a form that would untie the row is refused, so the answer holds until the end of the request.
    cle = (modele, objet.pk)
    if cle not in perimetre.lignes_connues:
        perimetre.lignes_connues[cle] = any(_touche(perimetre, nom, _lignes(objet, nom)) for nom in _liens(modele))
    return perimetre.lignes_connues[cle]


def _lignes(objet, nom):
    valeur = getattr(objet, nom)
    return valeur.all() if hasattr(valeur, "all") else filter(None, [valeur])


def refus(utilisateur, modele, valeurs):
    """Return why a form cannot be saved by an account that must tie what it writes to its perimeter."""
    perimetre = perimetre_de(utilisateur)
    if perimetre is None or modele._meta.label_lower in LIBRES or issubclass(modele, Groupe):
        return ""
    choisis = {nom: valeurs.get(nom) or [] for nom in _liens(modele)}
    if any(_touche(perimetre, nom, [un] if hasattr(un, "pk") else un) for nom, un in choisis.items()):
        return ""
    return f"Vous écrivez pour : {perimetre}. Ajoutez l’un d’eux aux sujets, sinon vous ne pourriez plus modifier ce contenu."


def restreindre(utilisateur, action, lignes):
    """Keep, of a queryset, the rows to which an account may do `action`: the same rule as `permet`."""
    perimetre, modele = perimetre_de(utilisateur), lignes.model
    if action == "view" or perimetre is None or modele._meta.label_lower in LIBRES:
        return lignes
    if issubclass(modele, Groupe):
        return lignes.filter(pk__in=perimetre.cles_de_groupes)
    siennes = Q(pk__in=[])
    for nom in _liens(modele):
        connus = perimetre.cles_de_pays if nom == "pays" else perimetre.cles_de_groupes
        siennes |= Q(pk__in=modele._base_manager.filter(**{f"{nom}__in": connus}).order_by().values("pk"))
    return lignes.filter(siennes)


def preparer(comptes):
    """Read the perimeters of these accounts at once."""
    lus = Perimetre.objects.filter(utilisateur__in=comptes).prefetch_related("groupes__pays", "pays")
    par_compte = {un.utilisateur_id: un for un in lus}
    for compte in comptes:
        compte._perimetre_lu = par_compte.get(compte.pk)


def charges(comptes):
    """Return what these accounts are in charge of: groups and countries of their perimeter, groups they are referents of."""
    trouvees = {}
    for compte in comptes:
        if perimetre := perimetre_de(compte):
            for un in (*perimetre.groupes.all(), *perimetre.pays.all()):
                trouvees.setdefault(un, {})[compte.pk] = compte
    par_adresse = {compte.courriel.lower(): compte for compte in comptes}
    referents = Groupe.referents.through.objects.alias(adresse=Lower("contact__courriel")).filter(adresse__in=[*par_adresse])
    for lien in referents.select_related("groupe", "contact"):
        compte = par_adresse[lien.contact.courriel.lower()]
        trouvees.setdefault(lien.groupe, {})[compte.pk] = compte
    noms = sorted(trouvees.items(), key=lambda une: str(une[0]).lower())
    return [Charge(f"{un._meta.model_name}:{un.pk}", str(un), tuple(qui.values())) for un, qui in noms]


inscrire_perimetre(permet, refus, restreindre, preparer)
inscrire_charges(charges)
