"""What an accepted request writes in a profile; called by `annuaire.actions`, in its transaction."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils import timezone

from annuaire import fiche, lignes
from annuaire.adresses import adresse_libre
from annuaire.models import AutoriteLocale, Collectivite, Mandat, Partenariat, Personne, Projet
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
        if (genre := lignes.genre_de(cle)) is not None:
            _ecrire_ligne(collectivite, genre, lignes.identifiant(cle), valeurs[cle])


def _ecrire_ligne(collectivite, genre, identifiant, valeur):
    """Create a row, change it, or take it off the page."""
    if identifiant is None:
        CREER[genre](collectivite, valeur)
        return
    # `of`: an outer join, as that of the person, cannot be locked.
    ligne = getattr(collectivite, RELATIONS[genre]).select_for_update(of=("self",)).filter(pk=identifiant).first()
    if ligne is None:
        raise ValidationError(DISPARUE[genre], code=genre)
    if valeur is None:
        _retirer(collectivite, genre, ligne)
    else:
        MODIFIER[genre](ligne, valeur)


def _retirer(collectivite, genre, ligne):
    """Take a row off the page: a mandate ends and is kept; a shared row goes with its last French partner."""
    if genre == lignes.MANDAT:
        hier = timezone.localdate() - timedelta(days=1)
        ligne.fin = max(hier, ligne.debut) if ligne.debut else hier
        _enregistrer(ligne)
        return
    ligne.collectivites.remove(collectivite)
    if not ligne.collectivites.exists():
        ligne.delete()


def _enregistrer(ligne):
    ligne.full_clean()
    ligne.save()


def _jour(texte):
    return date.fromisoformat(texte) if texte else None


def _ecrire_partenariat(partenariat, valeur):
    for champ in ("nature", "annee", "etat", "description"):
        setattr(partenariat, champ, valeur[champ])
    partenariat.confirme_le = _jour(valeur["confirme_le"])
    _enregistrer(partenariat)


def _creer_partenariat(collectivite, valeur):
    nom, pays = valeur["autorites"][0]
    memes = AutoriteLocale.objects.annotate(cle=SansAccent(Lower("nom"))).filter(pays_id=pays, cle=normaliser(nom))
    autorite = memes.first() or AutoriteLocale.objects.ouvrir(nom=nom, pays=pays)
    if collectivite.partenariats.filter(autorites=autorite, nature=valeur["nature"]).exists():
        raise ValidationError(f"La fiche compte déjà ce partenariat avec {nom} : refusez ce changement.", code="partenariat")
    partenariat = Partenariat(source=f"Déclaré par {collectivite.nom}"[:200])
    _ecrire_partenariat(partenariat, valeur)
    partenariat.collectivites.add(collectivite)
    partenariat.autorites.add(autorite)


def _ecrire_mandat(mandat, valeur):
    """Change a mandate, and the spelling of a name: the old one stays among those that the search finds."""
    personne = Personne.objects.select_for_update().get(pk=mandat.personne_id)
    ancien = str(personne)
    personne.prenom, personne.nom = valeur["prenom"], valeur["nom"]
    if str(personne) != ancien:
        graphies = ", ".join([*filter(None, [personne.variantes]), ancien])
        personne.variantes = graphies if len(graphies) <= Personne._meta.get_field("variantes").max_length else personne.variantes
        _enregistrer(personne)
    mandat.fonction, mandat.constate_le = valeur["fonction"], _jour(valeur["constate_le"])
    _enregistrer(mandat)


def _creer_mandat(collectivite, valeur):
    personne = personne_connue(collectivite, valeur) or Personne(prenom=valeur["prenom"], nom=valeur["nom"])
    if personne.pk and collectivite.mandats.en_cours().filter(personne=personne, fonction=valeur["fonction"]).exists():
        raise ValidationError(f"La fiche compte déjà {personne}, {valeur['fonction']} : refusez ce changement.", code="mandat")
    if not personne.pk:
        _enregistrer(personne)
    mandat = Mandat(personne=personne, collectivite=collectivite, fonction=valeur["fonction"])
    mandat.constate_le = _jour(valeur["constate_le"])
    _enregistrer(mandat)


def personne_connue(collectivite, valeur):
    """Return the person already entered that a new mandate is of: of this name, here first; None when several are elsewhere."""
    noms = {"sans_accent_nom": normaliser(valeur["nom"]), "sans_accent_prenom": normaliser(valeur["prenom"])}
    memes = Personne.objects.annotate(
        sans_accent_nom=SansAccent(Lower("nom")), sans_accent_prenom=SansAccent(Lower("prenom"))
    ).filter(**noms)
    ici = memes.filter(mandats__collectivite=collectivite).distinct().first()
    ailleurs = list(memes[:2])
    return ici or (ailleurs[0] if len(ailleurs) == 1 else None)


def _ecrire_projet(projet, valeur):
    for champ in ("titre", "annee_debut", "annee_fin", "description"):
        setattr(projet, champ, valeur[champ])
    _enregistrer(projet)
    projet.pays.set(Pays.objects.filter(pk__in=valeur["pays"]))


def _creer_projet(collectivite, valeur):
    titres = collectivite.projets.annotate(cle=SansAccent(Lower("titre")))
    if titres.filter(cle=normaliser(valeur["titre"])).exists():
        raise ValidationError(f"La fiche compte déjà le projet « {valeur['titre']} » : refusez ce changement.", code="projet")
    projet = Projet(slug=adresse_libre(Projet, valeur["titre"]))
    _ecrire_projet(projet, valeur)
    projet.collectivites.add(collectivite)


RELATIONS = {lignes.PARTENARIAT: "partenariats", lignes.MANDAT: "mandats", lignes.PROJET: "projets"}
DISPARUE = {
    lignes.PARTENARIAT: "Un partenariat de la demande n’existe plus : refusez ce changement.",
    lignes.MANDAT: "Un représentant de la demande n’est plus dans la fiche : refusez ce changement.",
    lignes.PROJET: "Un projet de la demande n’existe plus : refusez ce changement.",
}
CREER = {lignes.PARTENARIAT: _creer_partenariat, lignes.MANDAT: _creer_mandat, lignes.PROJET: _creer_projet}
MODIFIER = {lignes.PARTENARIAT: _ecrire_partenariat, lignes.MANDAT: _ecrire_mandat, lignes.PROJET: _ecrire_projet}
