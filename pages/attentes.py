"""What awaits each person of the team, as the home of the back office shows it."""

from django.db.models import Value
from django.urls import reverse
from django.utils.text import Truncator

from annuaire.models import DemandeAdhesion, DemandeModification, Election, Mandat
from comptes.models import Utilisateur
from courriels.models import Courriel
from groupes_pays.elections import par_importance
from pages.attentes_droits import attentes_des_droits
from pages.attentes_retouches import attentes_des_retouches
from pages.files_d_attente import EN_TOUT, MONTRES, VIDE, Attente, File, Objet, fiche, lire_file, presenter
from redaction.models import Relecture, Remarque, Tache
from redaction.publication import Statut
from redaction.registre import sortes
from socle.dates import date_simple
from socle.perms import a_le_droit

ELECTIONS = 3
"""Those looked at: a mandate that an earlier one left open awaits after them too, unless they are of other collectivités."""
AUTEUR = ("auteur__prenom", "auteur__nom", "auteur__courriel")
A_RELIRE, EN_RELECTURE, BROUILLONS = "a_relire", "en_relecture", "brouillons"
ORDRES = {A_RELIRE: ("modifie_le", "pk"), EN_RELECTURE: ("modifie_le", "pk"), BROUILLONS: ("-modifie_le", "-pk")}
MOT_MONTRE = 90  # characters of a comment


def _qui(mandat):
    return f"{mandat.personne}, {mandat}"


def _nom(demande):
    return demande.nom


def _lignes_de_chantier(utilisateur, modele):
    """Return {file: rows} of a kind: the reviews asked of `utilisateur`, own texts in review by others, own drafts."""
    siens, a_relire = modele.objects.filter(auteur=utilisateur), modele.objects.a_relire_par(utilisateur)
    en_relecture = siens.filter(statut=Statut.A_RELIRE).exclude(pk__in=a_relire.order_by().values("pk"))
    return {A_RELIRE: a_relire, EN_RELECTURE: en_relecture, BROUILLONS: siens.filter(statut=Statut.BROUILLON)}


def _chantiers(utilisateur, modeles):
    """Return {(model, file): File} of what concerns `utilisateur`: reviews, oldest change first, own drafts, newest first.

    One query for them all, which reads the first rows of each and counts the others in an index.
    """
    requetes = [
        lignes.order_by(*ORDRES[quelle])
        .annotate(en_tout=EN_TOUT)
        .values_list(Value(rang), Value(quelle), "statut", "en_tout", "pk", "titre", "modifie_le", *AUTEUR)[:MONTRES]
        for rang, modele in enumerate(modeles)
        for quelle, lignes in _lignes_de_chantier(utilisateur, modele).items()
    ]
    trouves = {}
    lues = requetes[0].union(*requetes[1:], all=True) if requetes else ()
    for rang, quelle, statut, nombre, cle, titre, modifie_le, *auteur in lues:
        file = trouves.setdefault((modeles[rang], quelle), File(nombre, []))
        auteur = Utilisateur(**dict(zip(("prenom", "nom", "courriel"), auteur, strict=True))) if auteur[-1] else None
        file.lignes.append(modeles[rang](pk=cle, titre=titre, statut=statut, modifie_le=modifie_le, auteur=auteur))
    for (_, quelle), file in trouves.items():
        # A union keeps no order.
        file.lignes.sort(key=lambda une: (une.modifie_le, une.pk), reverse=quelle == BROUILLONS)
    return trouves


def _publies(utilisateur, modeles):
    """Return {model: File} of the texts of `utilisateur` that someone else published lately, latest first; one query."""
    requetes = [
        modele.objects.parus_pour(utilisateur).order_by().values_list("publie_le", "pk", Value(rang), "titre")
        for rang, modele in enumerate(modeles)
    ]
    trouves = {modele: [] for modele in modeles}
    lignes = sorted(requetes[0].union(*requetes[1:], all=True), reverse=True) if requetes else ()
    for publie_le, cle, rang, titre in lignes:
        trouves[modeles[rang]].append(modeles[rang](pk=cle, titre=titre, statut=Statut.PUBLIE, publie_le=publie_le))
    return {modele: File(len(lignes), lignes[:MONTRES]) for modele, lignes in trouves.items()}


def _depuis(ligne, dites):
    """Return since when a text is in review: its last submission; its last change when it was put there otherwise."""
    return (f"depuis le {date_simple(dites[ligne].moment if ligne in dites else ligne.modifie_le)}",)


def _par_qui_depuis(ligne, dites):
    """Return whose text it is, and since when it is in review."""
    (depuis,) = _depuis(ligne, dites)
    return (f"par {ligne.auteur}, {depuis}" if ligne.auteur else depuis,)


def _a_reprendre(ligne, dites):
    """Return who gave a draft back, the beginning of the comment, and the mark; nothing for another draft."""
    renvoi = dites.get(ligne)
    if renvoi is None or not renvoi.est_en_attente:
        return ()
    mot = Truncator(" ".join(renvoi.commentaire.split())).chars(MOT_MONTRE)
    return f"renvoyé par {renvoi.par or 'l’équipe'}" + (f" : « {mot} »" if mot else ""), "à reprendre"


def _publie_par(ligne, dites):
    """Return who published a text, and its day."""
    decide = dites.get(ligne)
    qui = f"par {decide.par}, " if decide and decide.par else ""
    return (f"{qui}{'paraîtra le' if ligne.est_programme else 'le'} {date_simple(ligne.publie_le)}",)


def _de_la_redaction(utilisateur, modeles):
    """Return what awaits of each kind of content, reviews and own drafts, then own texts that someone else published lately.

    The reviews asked of them, or of all who publish what is within their perimeter; then those of their own texts by others.
    Three queries, whatever there is.

    Returns:
        Two lists of `Attente`.
    """
    chantiers, publies = _chantiers(utilisateur, modeles), _publies(utilisateur, modeles)
    dites = Relecture.objects.dernieres([une for file in (*chantiers.values(), *publies.values()) for une in file.lignes])

    def attente(titre, file, modele, notes, **filtres):
        return presenter(titre, file, modele, notes=lambda ligne: notes(ligne, dites), **filtres)

    en_cours, parus = [], []
    for modele in modeles:
        nom = modele._meta.verbose_name_plural
        a_relire, en_relecture, brouillons = (chantiers.get((modele, quelle), VIDE) for quelle in ORDRES)
        titre = f"{nom.capitalize()} à relire"
        en_cours.append(attente(titre, a_relire, modele, _par_qui_depuis, relecture="moi"))
        titre = f"Mes textes en relecture : {nom}"
        en_cours.append(attente(titre, en_relecture, modele, _depuis, statut="a_relire", mien="1"))
        titre = f"Mes brouillons : {nom}"
        en_cours.append(attente(titre, brouillons, modele, _a_reprendre, statut="brouillon", mien="1"))
        titre = f"Mes textes publiés récemment : {nom}"
        parus.append(attente(titre, publies[modele], modele, _publie_par, mien="parus"))
    return en_cours, parus


def _taches(utilisateur):
    """Return the tasks of `utilisateur`, those of their groups (whose referent they are), all that are late; one query."""

    taches = Tache.objects.a_faire()
    files = {
        "miennes": ("Mes tâches", taches.de(utilisateur)),
        "groupes": ("Tâches de mes groupes", taches.de_ses_groupes(utilisateur)),
        "retard": ("Tâches en retard", Tache.objects.en_retard()),
    }
    pour = [f"pour__{nom}" for nom in ("prenom", "nom", "courriel")]
    requetes = [
        lignes.annotate(en_tout=EN_TOUT).values_list(Value(cle), "en_tout", "pk", "titre", "echeance", *pour)[:MONTRES]
        for cle, (_, lignes) in files.items()
    ]
    trouvees = {}
    for cle, nombre, pk, titre, echeance, *qui in requetes[0].union(*requetes[1:], all=True):
        compte = Utilisateur(**dict(zip(("prenom", "nom", "courriel"), qui, strict=True))) if qui[-1] else None
        tache = Tache(pk=pk, titre=titre, echeance=echeance)
        tache.pour = compte
        trouvees.setdefault(cle, File(nombre, [])).lignes.append(tache)
    for file in trouvees.values():
        # A union keeps no order.
        file.lignes.sort(key=lambda une: (une.echeance, une.pk))
    return [
        presenter(files[cle][0], file, Tache, notes=_pour_quand, lesquelles=cle) for cle in files if (file := trouvees.get(cle))
    ]


def _pour_quand(tache):
    """Return who a task is asked of and for when, and a mark when it is late."""
    qui = f"{tache.pour}, " if tache.pour else ""
    return f"{qui}pour le {date_simple(tache.echeance)}", "en retard" if tache.est_en_retard else ""


def _remarques(utilisateur, modeles):
    """Return the threads that await `utilisateur`, and their texts with open remarks; two queries, and one by kind."""
    fils = [fil for fil in Remarque.objects.attendent(utilisateur).prefetch_related("objet") if type(fil.objet) in modeles]
    reponses = [
        Objet(str(fil.objet), f"{fiche(fil.objet)}#remarque-{fil.pk}", Truncator(fil.texte).chars(MOT_MONTRE)) for fil in fils
    ]
    resultat = [Attente("Remarques qui attendent votre réponse", len(reponses), reponses, "")]
    requetes = [
        modele.objects.hors_corbeille()
        .filter(auteur=utilisateur)
        .a_remarques()
        .order_by("-modifie_le", "-pk")
        .annotate(en_tout=EN_TOUT)
        .values_list(Value(rang), "en_tout", "pk", "titre")[:MONTRES]
        for rang, modele in enumerate(modeles)
    ]
    trouves = {}
    for rang, nombre, cle, titre in requetes[0].union(*requetes[1:], all=True) if requetes else ():
        trouves.setdefault(modeles[rang], File(nombre, [])).lignes.append(modeles[rang](pk=cle, titre=titre))
    return resultat + [
        presenter(
            f"Mes textes avec des remarques : {modele._meta.verbose_name_plural}", file, modele, mien="1", remarques="ouvertes"
        )
        for modele, file in trouves.items()
    ]


def _apres_les_elections():
    """Return what awaits after each of the last elections: the mandates to confirm, those who chair a group first."""
    resultat = []
    for election in Election.objects.passees()[:ELECTIONS]:
        file = lire_file(par_importance(Mandat.objects.a_confirmer_apres(election)))
        adresse = reverse("admin:annuaire_election_confirmer", args=[election.pk])
        # The same order as there: they stand on its first page.
        objets = [
            Objet(_qui(mandat), f"{adresse}#mandat-{mandat.pk}", "préside un groupe" * mandat.preside) for mandat in file.lignes
        ]
        titre = f"Mandats à confirmer après l’élection du {date_simple(election.dernier_tour)}"
        resultat.append(Attente(titre, file.nombre, objets, adresse))
    return resultat


def attentes(utilisateur):
    """Return what awaits `utilisateur`, empty lists left out: tasks, requests, reviews, drafts, failed mail, own news."""
    resultat = _taches(utilisateur) if a_le_droit(utilisateur, "change", Tache) else []
    if a_le_droit(utilisateur, "change", DemandeModification):
        demandes = DemandeModification.objects.en_attente().select_related("collectivite")
        resultat.append(presenter("Fiches de l’annuaire à valider", lire_file(demandes), DemandeModification, etat="en_attente"))
    if a_le_droit(utilisateur, "change", DemandeAdhesion):
        recues = DemandeAdhesion.objects.nouvelles()
        resultat.append(presenter("Demandes d’adhésion à suivre", lire_file(recues), DemandeAdhesion, _nom, etat="nouvelle"))
    siennes = [sorte for sorte in sortes() if a_le_droit(utilisateur, "change", sorte.modele)]
    resultat += _remarques(utilisateur, [sorte.modele for sorte in siennes])
    en_cours, parus = _de_la_redaction(utilisateur, [sorte.modele for sorte in siennes])
    resultat += attentes_des_retouches(utilisateur, [sorte.modele for sorte in siennes])
    resultat += en_cours
    for sorte in siennes:
        resultat += [presenter(une.titre, lire_file(une.lignes()), sorte.modele, **une.filtres) for une in sorte.a_faire]
    if a_le_droit(utilisateur, "change", Mandat):
        resultat += _apres_les_elections()
        ouverts = Mandat.objects.en_cours().a_verifier().select_related("collectivite", "personne")
        resultat.append(presenter("Mandats à vérifier", lire_file(ouverts), Mandat, _qui, verification="ancienne"))
    resultat += attentes_des_droits(utilisateur)
    if a_le_droit(utilisateur, "view", Courriel):
        resultat.append(presenter("Courriels non partis", lire_file(Courriel.objects.non_partis()), Courriel, envoi="echec"))
    return [attente for attente in (*resultat, *parus) if attente.nombre]


def raccourcis(utilisateur):
    """Return the (words, address) pairs of the buttons by which `utilisateur` writes something new."""
    ecrites = [sorte for sorte in sortes() if sorte.ecrire and a_le_droit(utilisateur, "add", sorte.modele)]
    return [(sorte.ecrire, sorte.adresse_de_gestion("add")) for sorte in ecrites]
