"""The library seen from a form or a text: its rows in cards, and the files dropped there. For the admin of images and documents.

Three addresses under each admin: `choisir/` shows a page of cards, `envoyer/` receives one file, `<key>/mots/` what is said of
it.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey, Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from gestion.recherche import chercher
from gestion.usages import liens_vers
from mediatheque.stockage import StockageEnPanne
from mediatheque.televersement import deja_la
from mediatheque.widgets import ChoixDansLaMediatheque, ChoixMultipleDansLaMediatheque
from socle.journal import journaliser

PAR_PAGE = 24
CLES_MAX = 100
"""Rows asked by their keys at once: those that a form holds already."""
SUJETS = ("pays", "themes")
"""Relations of a content by which what it uses is found too."""
LETTRES_MAX = 200


class ChoisirDansLaMediatheque:
    """The three addresses. The admin says how a file of its model is made ready and kept (`preparer`, `recevoir`)."""

    choix_d_une = ChoixDansLaMediatheque
    choix_de_plusieurs = ChoixMultipleDansLaMediatheque
    gabarit_de_carte = ""
    formulaire_de_mots = None
    # Fields of the rows, for « mes envois ».
    champ_d_envoyeur = ""
    ordre_recent = ()

    def get_urls(self):
        racine = f"{self.opts.app_label}_{self.opts.model_name}"
        vues = [("choisir/", self.choisir, "choisir"), ("envoyer/", self.envoyer, "envoyer")]
        vues.append(("<int:cle>/mots/", self.ecrire_les_mots, "mots"))
        adresses = [path(chemin, self.admin_site.admin_view(vue), name=f"{racine}_{nom}") for chemin, vue, nom in vues]
        return [*adresses, *super().get_urls()]

    def choisir(self, request):
        """Show a page of cards: the latest, those that hold the words `q`, or those of the keys `cles`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        lignes = self.model._default_manager.order_by(*self.ordre_recent)
        if request.GET.get("seulement") == "enregistrements" and hasattr(lignes, "enregistrements"):
            lignes = lignes.enregistrements()
        cles = request.GET.getlist("cle")[:CLES_MAX]
        if cles:
            lignes = lignes.filter(pk__in=[int(cle) for cle in cles if cle.isascii() and cle.isdigit() and len(cle) < 19])
        elif mots := request.GET.get("q", "")[:LETTRES_MAX].strip():
            lignes = self._chercher(lignes, mots)
        if request.GET.get("a") == "moi":
            lignes = lignes.filter(**{self.champ_d_envoyeur: request.user})
        lignes = self.filtrer(lignes, request.GET.get("a", ""))
        page = request.GET.get("page", "1")
        page = int(page) if page.isascii() and page.isdigit() and 0 < int(page[:6]) < 10_000 else 1
        debut = (page - 1) * PAR_PAGE
        montrees = list(lignes[debut : debut + PAR_PAGE + 1]) if not cles else list(lignes)
        contexte = {"lignes": montrees[: PAR_PAGE if not cles else None], "gabarit": self.gabarit_de_carte, "premiere": page == 1}
        contexte["suivante"] = page + 1 if not cles and len(montrees) > PAR_PAGE else None
        return TemplateResponse(request, "admin/mediatheque/cartes.html", contexte)

    def filtrer(self, lignes, choix):
        """Keep of `lignes` those of a shortcut of the dialog."""
        return lignes

    def _chercher(self, lignes, mots):
        """Return the rows that hold the words, or that a content uses whose title, country or theme holds them."""
        trouvees = Q(pk__in=chercher(self.model._base_manager.order_by(), self.get_search_fields(None), mots).values("pk"))
        for lien in liens_vers(self.model):
            chemins = [
                f"{nom}__nom" for nom in SUJETS if any(champ.name == nom for champ in lien.related_model._meta.many_to_many)
            ]
            chemins += [nom for nom in ("titre", "nom") if any(champ.name == nom for champ in lien.related_model._meta.fields)]
            if chemins and (lien.many_to_many or isinstance(lien.field, ForeignKey)):
                utilisent = chercher(lien.related_model._base_manager.order_by(), chemins, mots)
                cles = utilisent.filter(**{f"{lien.field.name}__isnull": False}).values(lien.field.name)
                trouvees |= Q(pk__in=cles)
        return lignes.filter(trouvees)

    def envoyer(self, request):
        """Receive one file in `fichier` and answer what the library made of it, or the one it had already; 4xx in French."""
        if request.method != "POST":
            return _refus("Cette adresse reçoit seulement des fichiers.", 405)
        if not self.has_add_permission(request):
            return _refus("Vous n’avez pas le droit d’ajouter des fichiers.", 403)
        fichier = request.FILES.get("fichier")
        if fichier is None:
            return _refus("Aucun fichier n’a été reçu. Réessayez.", 400)
        try:
            pret = self.preparer(fichier)
            connue = None if request.POST.get("quand_meme") else deja_la(self.model, pret)
            ligne = connue or self.recevoir(pret, fichier.name, request.user)
        except ValidationError as erreur:
            return _refus(" ".join(erreur.messages), 400)
        except StockageEnPanne as panne:
            return _refus(str(panne), 503)
        return JsonResponse({**self.en_bref(ligne), "deja_la": connue is not None, "mots": self._mots(request, ligne)})

    def ecrire_les_mots(self, request, cle):
        """Write what is said of a file just received: POST of the fields of `formulaire_de_mots`."""
        ligne = get_object_or_404(self.model, pk=cle)
        if request.method != "POST":
            return _refus("Cette adresse reçoit seulement ce qui est dit d’un fichier.", 405)
        if not self.has_change_permission(request, ligne):
            return _refus("Vous n’avez pas le droit de modifier ce fichier.", 403)
        formulaire = self.formulaire_de_mots(request.POST, instance=ligne, prefix=str(cle))
        if not formulaire.is_valid():
            erreurs = [message for messages in formulaire.errors.values() for message in messages]
            return _refus(" ".join(erreurs), 400)
        if formulaire.has_changed():
            ligne = formulaire.save()
            journaliser(par=request.user, action="modifier", objet=ligne)
        return JsonResponse(self.en_bref(ligne))

    def _mots(self, request, ligne):
        """Return the fields by which a file is described at once, as HTML; none to who may not change it."""
        if not self.has_change_permission(request, ligne):
            return ""
        formulaire = self.formulaire_de_mots(instance=ligne, prefix=str(ligne.pk))
        return TemplateResponse(request, "admin/mediatheque/mots.html", {"formulaire": formulaire}).render().text

    def en_bref(self, ligne):
        """Return what the scripts know of a row: its key, its name, where to see it and to describe it."""
        racine = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return {
            "id": ligne.pk,
            "titre": str(ligne),
            "fiche": reverse(f"{racine}_change", args=[ligne.pk]),
            "ecrire": reverse(f"{racine}_mots", args=[ligne.pk]),
        }


def _refus(message, statut):
    return JsonResponse({"erreur": message}, status=statut)
