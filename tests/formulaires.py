"""What a browser sends back with a form of the back office."""

from importlib import import_module

from django.conf import settings
from django.forms import SplitDateTimeField
from django.utils import timezone

LISTE = "/admin/actualites/actualite/"
AJOUT = f"{LISTE}add/"
CHAMPS = {"titre": "Un titre", "slug": "un-titre", "genre": "information", "acces": "public", "corps": "<p>Texte.</p>"}


def empreinte(client, adresse):
    """Return the digest of the row that the change form at `adresse` shows."""
    return {"empreinte": client.get(adresse).context["adminform"].form["empreinte"].value()}


def lignes(client, adresse):
    """Return what a browser sends back, untouched, of the rows in the change form at `adresse`: {name of the field: value}."""
    envoi = {}
    for bloc in client.get(adresse).context["inline_admin_formsets"]:
        formset = bloc.formset
        envoi |= {f"{formset.prefix}-TOTAL_FORMS": formset.initial_form_count()}
        envoi |= {f"{formset.prefix}-INITIAL_FORMS": formset.initial_form_count()}
        for formulaire in formset.initial_forms:
            for champ in formulaire:
                valeur = champ.value()
                envoi[champ.html_name] = "" if valeur is None else getattr(valeur, "pk", valeur)
    return envoi


def valeurs(client, adresse):
    """Return what a browser sends back, untouched, of the change form at `adresse`, its rows apart."""
    envoi = {}
    for champ in client.get(adresse).context["adminform"].form:
        valeur = champ.value()
        if isinstance(champ.field, SplitDateTimeField) and isinstance(valeur, list):
            # Of a form filled with what was once sent: both halves as they were typed.
            envoi |= {f"{champ.html_name}_{rang}": moitie or "" for rang, moitie in enumerate(valeur)}
        elif isinstance(valeur, (list, tuple)):
            envoi[champ.html_name] = [getattr(une, "pk", une) for une in valeur]
        elif isinstance(champ.field, SplitDateTimeField):
            moment = timezone.localtime(valeur) if valeur else None
            envoi[f"{champ.html_name}_0"] = moment.strftime("%d/%m/%Y") if moment else ""
            envoi[f"{champ.html_name}_1"] = moment.strftime("%H:%M:%S") if moment else ""
        else:
            envoi[champ.html_name] = "" if valeur is None or valeur is False else getattr(valeur, "pk", valeur)
    return envoi


def fiche(contenu):
    """Return the address of the change form of a piece of news."""
    return f"{LISTE}{contenu.pk}/change/"


def saisie(client, contenu, **changements):
    """Return what a browser would post from the change form, as it stands now for `client`."""
    formulaire = client.get(fiche(contenu)).context["adminform"].form
    valeurs = {nom: champ.value() for nom, champ in ((nom, formulaire[nom]) for nom in formulaire.fields)}
    simples = {nom: valeur for nom, valeur in valeurs.items() if valeur not in (None, [])}
    for nom in ("publie_le", "depublie_le"):
        if nom in simples:
            moment = timezone.localtime(simples.pop(nom))
            simples |= {f"{nom}_0": moment.strftime("%d/%m/%Y"), f"{nom}_1": moment.strftime("%H:%M:%S")}
    return {**simples, **changements}


def finir_les_sessions():
    """End every session, as their age does."""
    import_module(settings.SESSION_ENGINE).SessionStore.get_model_class().objects.all().delete()
