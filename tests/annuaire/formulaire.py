"""What a browser would send from a page's form, before anything is typed."""

from html.parser import HTMLParser
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as ImagePillow

from annuaire.models import DemandeModification
from tests.annuaire.conftest import ESPACE_AIX
from tests.lecture_html import sur_une_ligne


class _Champs(HTMLParser):
    def __init__(self, action):
        super().__init__()
        self.action, self.dedans, self.champs = action, False, {}
        self.zone = self.liste = None

    def handle_starttag(self, balise, attributs):
        attributs = dict(attributs)
        if balise == "form":
            self.dedans = attributs.get("method") == "post" and (
                self.action is None or self.action in attributs.get("action", "")
            )
            self.dedans = self.dedans and "deconnexion" not in attributs.get("action", "")
        if not self.dedans:
            return
        nom = attributs.get("name")
        if balise == "input" and nom and attributs.get("type") not in {"file", "submit"}:
            case = attributs.get("type") in {"checkbox", "radio"}
            if not case or "checked" in attributs:
                self.champs.setdefault(nom, []).append(attributs.get("value") or ("on" if case else ""))
        elif balise == "textarea":
            self.zone = nom
            self.champs[nom] = [""]
        elif balise == "select":
            self.liste = nom
        elif balise == "option" and self.liste and "selected" in attributs:
            self.champs.setdefault(self.liste, []).append(attributs["value"])

    def handle_endtag(self, balise):
        if balise == "form":
            self.dedans = False
        elif balise == "textarea":
            self.zone = None
        elif balise == "select":
            self.liste = None

    def handle_data(self, texte):
        if self.dedans and self.zone:
            self.champs[self.zone][0] += texte


def champs_de(reponse, action=None):
    """Return the fields of the page's POST form, as lists of values: `client.post(adresse, champs | {"ville": ["Aix"]})`."""
    lecteur = _Champs(action)
    lecteur.feed(reponse.content.decode())
    # A browser drops the line feed that opens a textarea.
    return {nom: [valeur.removeprefix("\n") for valeur in valeurs] for nom, valeurs in lecteur.champs.items()}


def page(client, adresse, statut=200):
    reponse = client.get(adresse)
    assert reponse.status_code == statut
    return sur_une_ligne(reponse.content.decode())


def envoyer(client, changements, *, formulaire=None, statut=302):
    """Open the form, change some fields, send it; give the answer."""
    formulaire = formulaire or champs_de(client.get(ESPACE_AIX))
    reponse = client.post(ESPACE_AIX, formulaire | changements)
    assert reponse.status_code == statut, reponse.content.decode()[:4000]
    return reponse


def la_demande():
    return DemandeModification.objects.get()


def fichier_de_logo(nom="logo.png", contenu=None):
    """Return what a browser sends of a logo, a small PNG unless told otherwise."""
    if contenu is None:
        tampon = BytesIO()
        ImagePillow.new("RGB", (60, 40), "navy").save(tampon, "PNG")
        contenu = tampon.getvalue()
    return SimpleUploadedFile(nom, contenu)
