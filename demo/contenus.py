"""Steps of the loading that concern published contents: news, events, calls, publications, media, pages, their documents."""

from datetime import datetime, time, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from actualites.models import Actualite
from agenda.models import Cycle, Evenement
from appels.models import Appel, Signature
from demo.dessins import DESSINS
from demo.lecture import lire
from demo.pdf import pdf
from groupes_pays.models import Groupe
from mediatheque.images import creer_variantes, preparer_image, variantes, variantes_carte
from mediatheque.lecture import lire_document
from mediatheque.models import Document, Image
from mediatheque.sommes import somme
from pages.models import Page, Partenaire
from redaction.actions import composer_fil
from redaction.fils import sortes_de_fil
from redaction.models import Fil, Relecture
from redaction.publication import Statut
from ressources.models import Media, Publication

ANNONCE = 21  # days between the announcement of an event and its first day, when the day of publication is not known
PREFIXE_FICTIF = "demonstration-"


def moment(jour):
    """Return nine o'clock in Paris on `jour`: when the demo publishes."""
    return timezone.make_aware(datetime.combine(jour, time(9)))


def charger_images(ecrivain, auteur, defaire):
    """Draw the pictures that are missing; what would take their files back is added to `defaire`."""
    for ligne in lire("images")["images"]:
        dessin = DESSINS[ligne.pop("dessin")]
        if not Image.objects.filter(alt=ligne["alt"]).exists():
            fichier = preparer_image(dessin())
            image = ecrivain.enregistrer(Image, ligne, fichier=fichier, somme=somme(fichier), envoyee_par=auteur)
            nom = image.fichier.name
            defaire += [partial(default_storage.delete, une.nom) for une in (*variantes(nom), *variantes_carte(nom))]
            creer_variantes(nom)


def charger_documents(ecrivain, auteur, defaire):
    """Create the documents, with a PDF made from their text; what would take their files back is added to `defaire`."""
    for ligne in lire("documents")["documents"]:
        texte, groupes = ligne.pop("texte"), ligne.pop("groupes", [])
        fichier = ContentFile(pdf(ligne["titre"], texte), name="demonstration.pdf")
        document = ecrivain.creer(Document, ligne, cle=("titre",), fichier=fichier, depose_par=auteur)
        if document:
            defaire.append(partial(document.fichier.delete, save=False))
            for slug in groupes:
                ecrivain.repertoire.trouver(Groupe, slug).documents.add(document)
            lire_document(document=document)


def charger_actualites(ecrivain, auteur):
    """Create the news, some of them in other states for the back office."""
    for ligne in lire("actualites")["actualites"]:
        publier(ligne, _jour_de_publication(ligne))
        relectures = ligne.pop("relectures", [])
        actualite = ecrivain.creer(Actualite, ligne, cle=("slug",), auteur=auteur)
        if actualite:
            _relire(ecrivain, actualite, relectures)


def charger_cycles(ecrivain):
    """Create the series of numbered meetings."""
    for ligne in lire("cycles")["cycles"]:
        ecrivain.creer(Cycle, ligne, cle=("slug",))


def charger_evenements(ecrivain, auteur):
    """Create the real events, announced three weeks before they begin unless another day is known."""
    for ligne in lire("evenements")["evenements"]:
        ligne.setdefault("fin", ligne["debut"])
        publier(ligne, ligne.pop("publie", ligne["debut"] - timedelta(days=ANNONCE)))
        ecrivain.creer(Evenement, ligne, cle=("slug",), auteur=auteur)


def rendez_vous_a_venir():
    """Return the fictitious meetings still to come."""
    return Evenement.objects.filter(slug__startswith=PREFIXE_FICTIF, fin__gte=timezone.localdate())


def charger_rendez_vous(ecrivain, auteur):
    """Create fictitious meetings to come when none is left; their address bears their date, so that old ones stay."""
    if rendez_vous_a_venir().exists():
        return
    aujourd_hui = timezone.localdate()
    for ligne in lire("rendez_vous")["evenements"]:
        ligne["debut"] = aujourd_hui + timedelta(days=ligne.pop("dans"))
        ligne["fin"] = ligne["debut"] + timedelta(days=ligne.pop("jours", 1) - 1)
        ligne["slug"] += f"-{ligne['debut']:%Y-%m-%d}"
        ouverture, fermeture = ligne.pop("inscriptions_dans", (None, None))
        if fermeture is not None:
            ligne["inscription_du"] = aujourd_hui + timedelta(days=ouverture)
            ligne["inscription_au"] = aujourd_hui + timedelta(days=fermeture)
        publier(ligne, aujourd_hui - timedelta(days=1))
        ecrivain.creer(Evenement, ligne, cle=("slug",), auteur=auteur)


def charger_appels(ecrivain, auteur):
    """Create the calls and offers that are known, all closed."""
    for ligne in lire("appels")["appels"]:
        publier(ligne, ligne.pop("publie"))
        ecrivain.creer(Appel, ligne, cle=("slug",), auteur=auteur)


def offres_ouvertes():
    """Return the fictitious calls and offers that close on a day, not closed yet."""
    return Appel.objects.ouverts().filter(slug__startswith=PREFIXE_FICTIF, cloture__isnull=False)


def charger_offres(ecrivain, auteur):
    """Create fictitious calls and offers when none is open; the address of those that close bears the day."""
    if offres_ouvertes().exists():
        return
    aujourd_hui = timezone.localdate()
    for ligne in lire("appels")["offres"]:
        if "dans" in ligne:
            ligne["cloture"] = aujourd_hui + timedelta(days=ligne.pop("dans"))
            ligne["slug"] += f"-{ligne['cloture']:%Y-%m-%d}"
        publier(ligne, aujourd_hui - timedelta(days=1))
        signatures = ligne.pop("signatures", [])
        appel = ecrivain.creer(Appel, ligne, cle=("slug",), auteur=auteur)
        for signature in signatures if appel else ():
            ecrivain.enregistrer(Signature, signature, appel=appel)


def charger_ressources(ecrivain, auteur):
    """Create the publications and the media."""
    tables = lire("publications")
    for ligne in tables["publications"]:
        publier(ligne, ligne["parue_le"])
        ecrivain.creer(Publication, ligne, cle=("slug",), auteur=auteur)
    for ligne in tables["medias"]:
        publier(ligne, ligne.pop("publie"))
        ecrivain.creer(Media, ligne, cle=("slug",), auteur=auteur)


def charger_pages(ecrivain, auteur):
    """Create the editorial pages, a parent before its children."""
    for ligne in lire("pages")["pages"]:
        publier(ligne, timezone.localdate() - timedelta(days=1))
        ecrivain.creer(Page, ligne, cle=("slug",), auteur=auteur)


def charger_partenaires(ecrivain):
    """Create the partners of the foot of pages."""
    for ligne in lire("partenaires")["partenaires"]:
        ecrivain.creer(Partenaire, ligne, cle=("nom",))


def charger_fils(ecrivain, auteur):
    """Create the threads of subjects, once the contents that they tie are there."""
    for ligne in lire("fils")["fils"]:
        cles = [cle.split(":") for cle in ligne.pop("contenus")]
        fil = ecrivain.creer(Fil, ligne, cle=("titre",))
        if fil:
            modeles = {sorte.cle: sorte.modele for sorte in sortes_de_fil()}
            composer_fil(fil=fil, contenus=[ecrivain.repertoire.trouver(modeles[nom], slug) for nom, slug in cles], par=auteur)


def _relire(ecrivain, contenu, relectures):
    """Write what was said in review of `contenu`, so many days ago (`il_y_a`)."""
    for tour in relectures:
        le = timezone.now() - timedelta(days=tour.pop("il_y_a"))
        ecrivain.enregistrer(Relecture, tour, objet=contenu, le=le)


def _jour_de_publication(ligne):
    """Return the day of `ligne`, in the past or, with `dans`, so many days from now; None for what was never online."""
    if "dans" in ligne:
        return timezone.localdate() + timedelta(days=ligne.pop("dans"))
    return ligne.pop("publie", None)


def publier(ligne, jour):
    """Give a row its date of publication, and the state « publié » unless it has another."""
    ligne.setdefault("statut", Statut.PUBLIE)
    ligne["publie_le"] = moment(jour) if jour else None
