"""Sample objects for the internal page that shows every component; no database, no real content."""

from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator

from fonds_solidarite.models import FondsSolidarite
from pages.exemples import Exemple, Filtres, Formulaire, Liste

PARIS = ZoneInfo("Europe/Paris")


def _actualites():
    return [
        Exemple(
            "Cyclone Gezani : un fonds de solidarité pour Toamasina",
            "gezani",
            sorte="actualité",
            sous_titre="à Madagascar",
            chapo="Après le passage du cyclone, les collectivités qui coopèrent avec la Grande Île sont appelées à "
            "contribuer. Le comité des donateurs décidera des premières actions avec les communes touchées.",
            pays=Liste(["Madagascar"]),
            themes=Liste(["Crises et réhabilitation"]),
            autres={"publie_le": datetime(2026, 2, 17, 10, tzinfo=PARIS)},
        ),
        Exemple(
            "Nantes : 120 000 visiteurs pour l’exposition Hokusai",
            "hokusai",
            sorte="actualité",
            sous_titre="à Nantes",
            chapo="L’été japonais de la ville s’appuie sur son lien avec Niigata : retour sur deux mois d’échanges.",
            pays=Liste(["Japon"]),
            autres={"publie_le": datetime(2025, 9, 8, 9, tzinfo=PARIS)},
        ),
        Exemple(
            "Partenariats signés à Kyiv par trois intercommunalités et leurs villes partenaires",
            "kyiv",
            sorte="communiqué",
            acces="adherents",
            chapo="Mykolaïv, Kherson et Kryvyï Rih : les accords portent sur l’eau, la jeunesse et la reconstruction.",
            pays=Liste(["Ukraine"]),
            autres={"publie_le": datetime(2025, 6, 6, 9, tzinfo=PARIS)},
        ),
    ]


def _evenement(titre, slug, debut, fin, **autres):
    valeurs = {"heure_debut": None, "heure_fin": None, "annonce_au": None, "etat": "confirme", "lieu_court": "Paris"}
    base = {cle: autres.pop(cle) for cle in ("chapo", "acces", "etat_affiche", "pays") if cle in autres}
    return Exemple(titre, slug, autres=valeurs | {"debut": debut, "fin": fin} | autres, **base)


def _evenements():
    mauritanie, assises = date(2026, 2, 18), date(2025, 9, 18)
    return [
        _evenement(
            "Réunion du groupe-pays Mauritanie",
            "mauritanie",
            mauritanie,
            mauritanie,
            heure_debut=time(15, 30),
            lieu_court="en visioconférence",
            acces="collectivites",
            chapo="Point sur les partenariats recensés dans le répertoire et préparation de la mission de l’automne.",
        ),
        _evenement(
            "3ᵉ Assises de la coopération décentralisée franco-malgache",
            "assises",
            assises,
            date(2025, 9, 19),
            lieu_court="Antananarivo",
            chapo="Deux jours de travail entre élus et techniciens des deux pays.",
        ),
        _evenement(
            "Quatrième Forum mondial de la finance du développement",
            "ffd",
            date(2025, 6, 30),
            date(2025, 7, 3),
            lieu_court="Séville",
            etat="complet",
            etat_affiche="complet",
        ),
        _evenement(
            "Atelier Sénégal : transferts de compétences",
            "senegal",
            date(2025, 11, 19),
            date(2025, 11, 19),
            heure_debut=time(10),
            heure_fin=time(11, 30),
            etat="reporte",
            etat_affiche="reporté",
            annonce_au=date(2025, 11, 14),
            lieu_court="en visioconférence",
            acces="adherents",
        ),
        _evenement(
            "Mission de collectivités en Palestine",
            "palestine",
            date(2025, 4, 30),
            date(2025, 5, 4),
            etat="annule",
            etat_affiche="annulé",
            lieu_court="Palestine",
            chapo="Cinquante représentants de vingt-trois collectivités devaient y prendre part.",
        ),
    ]


def _collectivites():
    return [
        Exemple(
            "Ville d’Aix-en-Provence",
            "aix",
            sorte="commune",
            pays=Liste(["Arménie", "Espagne", "Hongrie", "Israël", "Japon", "Liban"]),
            autres={"nom": "Ville d’Aix-en-Provence", "departement": "Bouches-du-Rhône", "region": "Provence-Alpes-Côte d’Azur"},
        ),
        Exemple(
            "Région Nouvelle-Aquitaine",
            "nouvelle-aquitaine",
            sorte="région",
            pays=Liste(["Madagascar"]),
            autres={"nom": "Région Nouvelle-Aquitaine", "departement": None, "region": "Nouvelle-Aquitaine"},
        ),
    ]


def _groupes():
    def presidence(personne, fonction, collectivite):
        mandat = SimpleNamespace(fonction=fonction, collectivite=collectivite)
        return [SimpleNamespace(personne=personne, mandat=mandat)]

    return [
        Exemple(
            "Groupe-pays Japon",
            "groupe-japon",
            chapo="Jumelages anciens, rencontres bisannuelles et accueil de délégations.",
            pays=Liste(["Japon"]),
            autres={
                "nom": "Groupe-pays Japon",
                "etat": "actif",
                "presidences_en_cours": presidence("Karima Zerkani-Raynal", "adjointe au maire", "Aix-en-Provence"),
            },
        ),
        Exemple(
            "Groupe-pays Mauritanie",
            "groupe-mauritanie",
            chapo="Créé en 1989, le groupe réunit environ vingt-cinq membres.",
            pays=Liste(["Mauritanie"]),
            autres={
                "nom": "Groupe-pays Mauritanie",
                "etat": "actif",
                "presidences_en_cours": presidence("Sarah Bouseksou", "conseillère déléguée", "Savigny-le-Temple"),
            },
        ),
        Exemple(
            "Groupe-pays Pologne",
            "groupe-pologne",
            pays=Liste(["Pologne"]),
            autres={"nom": "Groupe-pays Pologne", "etat": "clos", "presidences_en_cours": []},
        ),
    ]


def _fonds():
    def fonds(titre, slug, crise, etat, etat_affiche):
        autres = {"crise": crise, "etat": etat, "reste_a_decider": etat == FondsSolidarite.Etat.OUVERT}
        return Exemple(titre, slug, etat_affiche=etat_affiche, autres=autres)

    return [
        (
            fonds("Fonds Maroc", "fonds-maroc", "séisme du 8 septembre 2023", "mise_en_oeuvre", "mise en œuvre"),
            SimpleNamespace(recu=520000, affecte=410000, donateurs=72, annonceurs=0),
        ),
        (
            fonds("Fonds Liban 2024", "fonds-liban", "frappes au Sud-Liban", "clos", "clos"),
            SimpleNamespace(recu=100000, affecte=100000, donateurs=12, annonceurs=0),
        ),
        (
            fonds("Fonds Madagascar", "fonds-mada", "cyclone Gezani", "ouvert", "ouvert aux contributions"),
            SimpleNamespace(recu=11000, affecte=0, donateurs=2, annonceurs=2),
        ),
    ]


def _publications():
    def ouvrage(titre, slug, sorte, edition, pages, recenses, acces, pays):
        autres = {"edition": edition, "pages": pages, "partenariats_recenses": recenses}
        return Exemple(titre, slug, sorte=sorte, acces=acces, pays=Liste([pays]), autres=autres)

    return [
        ouvrage(
            "Répertoire des partenariats France–Japon",
            "rep-japon",
            "répertoire",
            "mise à jour, février 2025",
            200,
            180,
            "adherents",
            "Japon",
        ),
        ouvrage("Répertoire France–Mauritanie", "rep-mauritanie", "répertoire", "février 2025", 100, 13, "public", "Mauritanie"),
        ouvrage("Dossier pays Japon", "dossier-japon", "dossier pays", "5ᵉ édition, octobre 2022", None, None, "public", "Japon"),
    ]


def _partenariats():
    def ville(nom):
        return Exemple(nom, nom.lower())

    def lien(francaises, etrangere, pays, nature, situation, **autres):
        autres = {"annee": None, "confirme_le": None, "description": "", "source": "", "situation": situation} | autres
        autres["collectivites"] = Liste(ville(nom) for nom in francaises)
        autres["autorites"] = Liste([SimpleNamespace(nom=etrangere, pays=pays, site="")])
        return Exemple("", "lien", sorte=nature, autres=autres)

    return [
        lien(
            ["Nantes", "Saint-Nazaire"],
            "Kherson",
            "Ukraine",
            "coopération décentralisée",
            "actif",
            annee=2025,
            confirme_le=date(2025, 6, 6),
            description="Trois villes d’estuaire, réunies par le programme MistoMatch.",
            source="fil d’actualités des partenariats franco-ukrainiens, juin 2025",
        ),
        lien(["Tours"], "Takamatsu", "Japon", "jumelage", SimpleNamespace(label="à confirmer"), annee=1988),
    ]


def _etapes():
    return [
        {"nom": "Appel ouvert", "etat": "faite", "date": date(2023, 9, 11)},
        {"nom": "Comité des donateurs", "etat": "faite", "date": date(2023, 12, 5)},
        {"nom": "Mise en œuvre", "etat": "courante", "date": date(2024, 3, 1)},
        {"nom": "Clôture", "etat": "a_venir", "date": None},
    ]


def vitrine():
    """Return the context of the page of components."""
    documents = [
        SimpleNamespace(
            titre=titre, acces=acces, format="PDF", poids=poids, get_nature_display=nature, get_absolute_url="#documents"
        )
        for titre, nature, poids, acces in (
            ("Programme des Assises", "programme", 348_000, "public"),
            ("Compte rendu de la réunion du 18 février", "compte rendu", 1_240_000, "groupe"),
        )
    ]
    contacts = [
        SimpleNamespace(nom="Camille Exemple", fonction="chargée de mission Asie", courriel="camille@exemple.test", telephone="")
    ]
    actualites = _actualites()
    return {
        "actualites": actualites,
        "evenements": _evenements(),
        "collectivites": _collectivites(),
        "groupes": _groupes(),
        "les_fonds": _fonds(),
        "publications": _publications(),
        "partenariats": _partenariats(),
        "documents": documents,
        "sujets": Exemple("Sujets", "sujets", themes=Liste([Exemple("Climat", "climat"), Exemple("Jeunesses", "jeunesses")])),
        "contacts": contacts,
        "etapes": _etapes(),
        "points": [
            SimpleNamespace(date=date(2026, 1, 15), titre="Point d’étape", texte="Les réseaux d’irrigation sont réparés."),
            SimpleNamespace(date=date(2025, 9, 17), titre="Mission à Ijoukak et Ouneine", texte=""),
        ],
        "colonnes": ["Partenaire", "Lieu", "Objet", "Montant"],
        "lignes": [
            ["Targa-Aide", "Ijoukak", "irrigation et espaces collectifs", "210\u00a0000\u00a0€"],
            ["Targa-Aide", "Tizi n’Test", "abris et soutien psychologique", "200\u00a0000\u00a0€"],
        ],
        "numeriques": [3],
        "total": ["Total affecté", "", "", "410\u00a0000\u00a0€"],
        "formulaire": Formulaire(),
        "formulaire_refuse": Formulaire({"nom": "", "courriel": "pas une adresse", "type": "commune"}, prefix="refus"),
        "formulaire_filtres": Filtres({"pays": "JP", "annee": "2025"}),
        "page": Paginator(range(120), 10).page(5),
        "motifs": ["Japon", "Maroc", "Arménie", "Sénégal", "Ukraine", "Liban", "Haïti", "Turquie"],
        "sommaire": [("Création", "actualites"), ("Rôles et missions", "agenda"), ("Faits marquants", "fonds")],
    }
