"""What contents lean on: pictures, documents, contacts; and what grows beside them: journal, mail, old addresses."""

from datetime import timedelta

from courriels.models import Courriel
from demo.corpus import vocabulaire as mots
from mediatheque.models import Document, Image
from redaction.models import AncienneAdresse, Contact
from socle.models import Journal

CONTACTS = 40


def ecrire_matiere(copie, hasard, echelle, plume):
    """Write pictures and documents (rows only: no file bears their names) and the desks to write to."""
    copie.copier(
        Image,
        (
            {
                "id": cle,
                "fichier": f"images/{cle % 256:02x}/{hasard.getrandbits(128):032x}-1600x1067.webp",
                "largeur": 1600,
                "hauteur": 1067,
                "alt": plume.titre()[:250] if hasard.random() < 0.8 else "",
                "credit": f"{hasard.choice(mots.PRENOMS)} {hasard.choice(mots.NOMS)}",
            }
            for cle in range(1, echelle.images + 1)
        ),
    )
    copie.copier(
        Document,
        (
            {
                "id": cle,
                "titre": plume.titre(),
                "nature": hasard.choice(Document.Nature.values),
                "fichier": f"{hasard.getrandbits(128):032x}.pdf",
                "acces": hasard.choices(("public", "adherents", "equipe"), (8, 1, 1))[0],
            }
            for cle in range(1, echelle.documents + 1)
        ),
    )
    copie.copier(
        Contact,
        (
            {
                "id": cle,
                "nom": f"{hasard.choice(mots.PRENOMS)} {hasard.choice(mots.NOMS)}",
                "fonction": hasard.choice(mots.FONCTIONS),
                "courriel": f"banc-contact-{cle}@exemple.test",
            }
            for cle in range(1, CONTACTS + 1)
        ),
    )


def ecrire_traces(copie, hasard, actes, types, maintenant):
    """Write what editing leaves behind.

    Args:
        copie: the `Copie`.
        hasard: a `random.Random`.
        actes: (model, key, title, address) of each content.
        types: `{model: ContentType}`.
        maintenant: the moment of the loading.
    """

    def journal():
        for modele, cle, titre, _ in actes:
            for action in ("créer", "publier"):
                yield {
                    "le": maintenant - timedelta(minutes=hasard.randint(0, 3_000_000)),
                    "par_id": hasard.randint(1, 20),
                    "action": action,
                    "type_objet_id": types[modele].pk,
                    "id_objet": str(cle),
                    "intitule": titre,
                }

    copie.copier(Journal, journal())
    copie.copier(
        AncienneAdresse,
        (
            {"chemin": f"/spip/banc-{rang}/", "actuelle": adresse}
            for rang, (_, _, _, adresse) in enumerate(actes)
            if rang % 40 == 0
        ),
    )
    copie.copier(
        Courriel,
        (
            {
                "destinataire": f"banc-{hasard.randint(1, 800)}@exemple.test",
                "sujet": titre,
                "texte": titre,
                "html": titre,
                "etat": Courriel.Etat.PARTI,
                "envoye_le": maintenant,
            }
            for rang, (_, _, titre, _) in enumerate(actes)
            if rang % 100 == 0
        ),
    )
