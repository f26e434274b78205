"""What an accepted request writes in a profile; called by `annuaire.actions`, in its transaction."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils import timezone

from annuaire import fiche
from annuaire.models import AutoriteLocale, Collectivite, Partenariat
from mediatheque.models import Image
from socle.fonctions import SansAccent, normaliser
from territoires.models import Odd, Pays, Secteur

MODELES_DE_LISTES = {"pays": Pays, "secteurs": Secteur, "odds": Odd}


def appliquer(collectivite: Collectivite, valeurs: dict) -> None:
    """Write accepted values in the profile; raise ValidationError, in French, for one that no longer makes sense."""
    for cle in ("presentation", *fiche.TEXTES):
        if cle in valeurs:
            setattr(collectivite, cle, valeurs[cle])
    if "logo" in valeurs:
        if valeurs["logo"] and not Image.objects.filter(pk=valeurs["logo"]).exists():
            raise ValidationError("Le logo proposé n’est plus dans la médiathèque : refusez ce changement.", code="logo")
        collectivite.image_id = valeurs["logo"]
    collectivite.verifiee_le = timezone.localdate()
    collectivite.full_clean()
    collectivite.save()
    for cle, code in fiche.LISTES.items():
        if cle in valeurs:
            getattr(collectivite, cle).set(MODELES_DE_LISTES[cle].objects.filter(**{f"{code}__in": valeurs[cle]}))
    for cle in sorted(valeurs, key=fiche.rang):
        if cle.startswith(fiche.NOUVEAU):
            _creer_partenariat(collectivite, valeurs[cle])
        elif (identifiant := fiche.identifiant_partenariat(cle)) is not None:
            _modifier_partenariat(collectivite, identifiant, valeurs[cle])


def _ecrire_partenariat(partenariat, valeur):
    partenariat.nature, partenariat.annee, partenariat.etat = valeur["nature"], valeur["annee"], valeur["etat"]
    partenariat.confirme_le = date.fromisoformat(valeur["confirme_le"]) if valeur["confirme_le"] else None
    partenariat.full_clean()
    partenariat.save()


def _modifier_partenariat(collectivite, identifiant, valeur):
    """Change a tie, or take the collectivité out of it; the tie itself goes with its last French partner."""
    partenariat = collectivite.partenariats.select_for_update(of=("self",)).filter(pk=identifiant).first()
    if partenariat is None:
        raise ValidationError("Un partenariat de la demande n’existe plus : refusez ce changement.", code="partenariat")
    if valeur is not None:
        _ecrire_partenariat(partenariat, valeur)
        return
    partenariat.collectivites.remove(collectivite)
    if not partenariat.collectivites.exists():
        partenariat.delete()


def _creer_partenariat(collectivite, valeur):
    nom, pays = valeur["autorites"][0]
    memes = AutoriteLocale.objects.annotate(cle=SansAccent(Lower("nom"))).filter(pays_id=pays, cle=normaliser(nom))
    autorite = memes.first() or AutoriteLocale.objects.get_or_create(nom=nom, pays_id=pays)[0]
    if collectivite.partenariats.filter(autorites=autorite, nature=valeur["nature"]).exists():
        raise ValidationError(f"La fiche compte déjà ce partenariat avec {nom} : refusez ce changement.", code="partenariat")
    partenariat = Partenariat(source=f"Déclaré par {collectivite.nom}"[:200])
    _ecrire_partenariat(partenariat, valeur)
    partenariat.collectivites.add(collectivite)
    partenariat.autorites.add(autorite)
