"""The page of components: rows of the real models, unsaved, so that a change of model breaks this page in the tests."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.paginator import Paginator

from actualites.models import Actualite
from agenda.models import Evenement
from annuaire.models import AutoriteLocale, Collectivite, Mandat, Partenariat, Personne
from fonds_solidarite.bilans import Bilan
from fonds_solidarite.models import FondsSolidarite, PointEtape
from groupes_pays.models import Groupe, Presidence
from mediatheque.models import Document
from mediatheque.templatetags.texte_riche import ancres
from pages.exemples import Filtres, Formulaire, ligne, nommees
from redaction.models import Contact
from ressources.models import Publication
from socle.graphiques import Barre
from territoires.models import Departement, Pays, Region, Theme

PARIS = ZoneInfo("Europe/Paris")
PLAN = ((2, "Avant la mission"), (3, "Les partenaires"), (2, "Au retour"))


def _actualites():
    def actualite(titre, slug, publie_le, *, pays, themes=(), **champs):
        liens = {"pays": nommees(Pays, *pays), "themes": nommees(Theme, *themes)}
        return ligne(Actualite, titre=titre, slug=slug, publie_le=publie_le.replace(tzinfo=PARIS), liens=liens, **champs)

    return [
        actualite(
            "Cyclone Gezani : un fonds de solidarité pour Toamasina",
            "gezani",
            datetime(2026, 2, 17, 10),
            sous_titre="à Madagascar",
            chapo="Après le passage du cyclone, les collectivités qui coopèrent avec la Grande Île sont appelées à "
            "contribuer. Le comité des donateurs décidera des premières actions avec les communes touchées.",
            pays=["Madagascar"],
            themes=["Crises et réhabilitation"],
        ),
        actualite(
            "Nantes : 120 000 visiteurs pour l’exposition Hokusai",
            "hokusai",
            datetime(2025, 9, 8, 9),
            sous_titre="à Nantes",
            chapo="L’été japonais de la ville s’appuie sur son lien avec Niigata : retour sur deux mois d’échanges.",
            pays=["Japon"],
        ),
        actualite(
            "Partenariats signés à Kyiv par trois intercommunalités et leurs villes partenaires",
            "kyiv",
            datetime(2025, 6, 6, 9),
            genre=Actualite.Genre.COMMUNIQUE,
            acces="adherents",
            chapo="Mykolaïv, Kherson et Kryvyï Rih : les accords portent sur l’eau, la jeunesse et la reconstruction.",
            pays=["Ukraine"],
        ),
    ]


def _evenements():
    def evenement(titre, slug, debut, fin=None, *, etat=Evenement.Etat.CONFIRME, lieu="", mode="presentiel", **champs):
        return ligne(Evenement, titre=titre, slug=slug, debut=debut, fin=fin or debut, etat=etat, ville=lieu, mode=mode, **champs)

    return [
        evenement(
            "Réunion du groupe-pays Mauritanie",
            "mauritanie",
            date(2026, 2, 18),
            heure_debut=time(15, 30),
            mode="visio",
            acces="collectivites",
            chapo="Point sur les partenariats recensés dans le répertoire et préparation de la mission de l’automne.",
        ),
        evenement(
            "3ᵉ Assises de la coopération décentralisée franco-malgache",
            "assises",
            date(2025, 9, 18),
            date(2025, 9, 19),
            lieu="Antananarivo",
            chapo="Deux jours de travail entre élus et techniciens des deux pays.",
        ),
        evenement(
            "Quatrième Forum mondial de la finance du développement",
            "ffd",
            date(2025, 6, 30),
            date(2025, 7, 3),
            lieu="Séville",
            etat=Evenement.Etat.COMPLET,
        ),
        evenement(
            "Atelier Sénégal : transferts de compétences",
            "senegal",
            date(2025, 11, 19),
            heure_debut=time(10),
            heure_fin=time(11, 30),
            etat=Evenement.Etat.REPORTE,
            annonce_au=date(2025, 11, 14),
            mode="visio",
            acces="adherents",
        ),
        evenement(
            "Mission de collectivités en Palestine",
            "palestine",
            date(2025, 4, 30),
            date(2025, 5, 4),
            etat=Evenement.Etat.ANNULE,
            lieu="Palestine",
            chapo="Cinquante représentants de vingt-trois collectivités devaient y prendre part.",
        ),
    ]


def _collectivites():
    paca, aquitaine = nommees(Region, "Provence-Alpes-Côte d’Azur", "Nouvelle-Aquitaine")
    (bouches_du_rhone,) = nommees(Departement, "Bouches-du-Rhône")
    pays = nommees(Pays, "Arménie", "Espagne", "Hongrie", "Israël", "Japon", "Liban")
    return [
        ligne(
            Collectivite,
            nom="Ville d’Aix-en-Provence",
            slug="aix",
            type=Collectivite.Type.COMMUNE,
            departement=bouches_du_rhone,
            region=paca,
            liens={"pays": pays},
        ),
        ligne(
            Collectivite,
            nom="Région Nouvelle-Aquitaine",
            slug="nouvelle-aquitaine",
            type=Collectivite.Type.REGION,
            region=aquitaine,
            liens={"pays": nommees(Pays, "Madagascar")},
        ),
    ]


def _groupe(nom, pays, *, presidence=None, **champs):
    groupe = ligne(Groupe, nom=nom, slug=f"groupe-{pays.lower()}", liens={"pays": nommees(Pays, pays)}, **champs)
    groupe.presidences_en_cours = []
    if presidence:
        prenom, nom, fonction, collectivite = presidence
        (la_collectivite,) = nommees(Collectivite, collectivite)
        personne = ligne(Personne, prenom=prenom, nom=nom)
        mandat = ligne(Mandat, personne=personne, fonction=fonction, collectivite=la_collectivite)
        personne._prefetched_objects_cache["mandats"] = [mandat]
        groupe.presidences_en_cours.append(ligne(Presidence, groupe=groupe, personne=personne))
    return groupe


def _groupes():
    return [
        _groupe(
            "Groupe-pays Japon",
            "Japon",
            chapo="Jumelages anciens, rencontres bisannuelles et accueil de délégations.",
            presidence=("Karima", "Zerkani-Raynal", "adjointe au maire", "Aix-en-Provence"),
        ),
        _groupe(
            "Groupe-pays Mauritanie",
            "Mauritanie",
            chapo="Créé en 1989, le groupe réunit environ vingt-cinq membres.",
            presidence=("Sarah", "Bouseksou", "conseillère déléguée", "Savigny-le-Temple"),
        ),
        _groupe("Groupe-pays Pologne", "Pologne", etat=Groupe.Etat.CLOS),
    ]


def _fonds():
    def fonds(titre, crise, etat, *, recu, affecte, donateurs, annonceurs=0):
        un = ligne(FondsSolidarite, titre=titre, slug=titre.lower().replace(" ", "-"), crise=crise, etat=etat)
        bilan = Bilan(
            promis=0, delibere=0, verse=recu, affecte=affecte, contributeurs=donateurs + annonceurs, donateurs=donateurs
        )
        return un, bilan

    etats = FondsSolidarite.Etat
    return [
        fonds("Fonds Maroc", "séisme du 8 septembre 2023", etats.MISE_EN_OEUVRE, recu=520000, affecte=410000, donateurs=72),
        fonds("Fonds Liban 2024", "frappes au Sud-Liban", etats.CLOS, recu=100000, affecte=100000, donateurs=12),
        fonds("Fonds Madagascar", "cyclone Gezani", etats.OUVERT, recu=11000, affecte=0, donateurs=2, annonceurs=2),
    ]


def _publications():
    def publication(titre, slug, genre, pays, **champs):
        return ligne(Publication, titre=titre, slug=slug, genre=genre, liens={"pays": nommees(Pays, pays)}, **champs)

    genres = Publication.Genre
    return [
        publication(
            "Répertoire des partenariats France–Japon",
            "rep-japon",
            genres.REPERTOIRE,
            "Japon",
            edition="mise à jour, février 2025",
            pages=200,
            partenariats_recenses=180,
            acces="adherents",
        ),
        publication(
            "Répertoire France–Mauritanie",
            "rep-mauritanie",
            genres.REPERTOIRE,
            "Mauritanie",
            edition="février 2025",
            pages=100,
            partenariats_recenses=13,
        ),
        publication("Dossier pays Japon", "dossier-japon", genres.DOSSIER_PAYS, "Japon", edition="5ᵉ édition, octobre 2022"),
    ]


def _partenariats():
    def partenariat(francaises, etrangere, pays, nature, **champs):
        (le_pays,) = nommees(Pays, pays)
        liens = {
            "collectivites": nommees(Collectivite, *francaises),
            "autorites": [ligne(AutoriteLocale, nom=etrangere, slug="villeneuve", pays=le_pays)],
        }
        return ligne(Partenariat, nature=nature, liens=liens, **champs)

    return [
        partenariat(
            ["Nantes", "Saint-Nazaire"],
            "Kherson",
            "Ukraine",
            Partenariat.Nature.COOPERATION,
            annee=2025,
            confirme_le=date(2025, 6, 6),
            description="Trois villes d’estuaire, réunies par le programme MistoMatch.",
            source="fil d’actualités des partenariats franco-ukrainiens, juin 2025",
        ),
        partenariat(["Tours"], "Takamatsu", "Japon", Partenariat.Nature.JUMELAGE, annee=1988),
    ]


def _documents():
    natures = Document.Nature

    def document(titre, nature, taille, acces):
        un = ligne(Document, titre=titre, nature=nature, acces=acces)
        un.fichier = ContentFile(b"\0" * taille, "exemple.pdf")
        return un

    return [
        document("Programme des Assises", natures.PROGRAMME, 348_000, "public"),
        document("Compte rendu de la réunion du 18 février", natures.COMPTE_RENDU, 1_240_000, "groupe"),
    ]


def _son():
    son = ligne(Document, titre="Entretien avec une maire", duree=725, credit="Radio Campus", acces="public")
    son.transcription = "Marie Dupont : bonjour à tous.\nMerci d’être venus."
    son.fichier = ContentFile(b"\0" * 9_000_000, "exemple.mp3")
    return son


def _etapes():
    return [
        {"nom": "Appel ouvert", "etat": "faite", "date": date(2023, 9, 11)},
        {"nom": "Comité des donateurs", "etat": "faite", "date": date(2023, 12, 5)},
        {"nom": "Mise en œuvre", "etat": "courante", "date": date(2024, 3, 1)},
        {"nom": "Clôture", "etat": "a_venir", "date": None},
    ]


def vitrine():
    """Return the context of the page of components."""
    return {
        "actualites": _actualites(),
        "evenements": _evenements(),
        "collectivites": _collectivites(),
        "groupes": _groupes(),
        "les_fonds": _fonds(),
        "publications": _publications(),
        "partenariats": _partenariats(),
        "documents": _documents(),
        "son": _son(),
        "sujets": ligne(Actualite, titre="Sujets", liens={"themes": nommees(Theme, "Climat", "Jeunesses")}),
        "contacts": [ligne(Contact, nom="Camille Exemple", fonction="chargée de mission Asie", courriel="camille@exemple.test")],
        "etapes": _etapes(),
        "points": [
            ligne(PointEtape, date=date(2026, 1, 15), titre="Point d’étape", texte="<p>L’irrigation est réparée.</p>"),
            ligne(PointEtape, date=date(2025, 9, 17), titre="Mission à Ijoukak et Ouneine"),
        ],
        "colonnes": ["Partenaire", "Lieu", "Objet", "Montant"],
        "lignes": [
            ["Targa-Aide", "Ijoukak", "irrigation et espaces collectifs", "210\u00a0000\u00a0€"],
            ["Targa-Aide", "Tizi n’Test", "abris et soutien psychologique", "200\u00a0000\u00a0€"],
        ],
        "numeriques": [3],
        "total": ["Total affecté", "", "", "410\u00a0000\u00a0€"],
        "barres": [Barre("Ukraine", 2, "/annuaire/projets/?pays=UA", 100), Barre("Japon", 1, "/annuaire/projets/?pays=JP", 50)],
        "formulaire": Formulaire(),
        "formulaire_refuse": Formulaire({"nom": "", "courriel": "pas une adresse", "type": "commune"}, prefix="refus"),
        "formulaire_filtres": Filtres({"pays": "JP", "annee": "2025"}),
        "page": Paginator(range(120), 10).page(5),
        "reperes": [
            Pays(alpha2="JP", nom="Japon"),
            Pays(alpha2="PS", nom="Palestine"),
            Pays(alpha2="MV", nom="Maldives", longitude=73.5, latitude=4.2),
        ],
        "cartons": [("Climat", "sable"), ("Arménie, Liban", "brume"), ("Crises et réhabilitation", "encre")],
        "plan_d_un_texte": ancres("".join(f"<h{niveau}>{titre}</h{niveau}>" for niveau, titre in PLAN)),
        "sommaire": [("Création", "actualites"), ("Rôles et missions", "agenda"), ("Faits marquants", "fonds")],
    }
