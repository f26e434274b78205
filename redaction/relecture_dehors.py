"""What someone from outside reads by a link, before it is online, and where they leave a remark."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from redaction import actions_liens_de_relecture as actions
from redaction import apercus, perms
from redaction.formulaires_liens import FormulaireDehors
from redaction.models import LienDeRelecture, Retouche
from redaction.publication import Statut
from socle.acces import Acces

MERCI = "merci"


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def relecture(request, jeton):
    """Show the text that a link opens, and take a remark; 404 where no link is so named, 410 where it opens nothing any more."""
    lien = LienDeRelecture.objects.de(jeton).select_related("cree_par").first()
    if lien is None:
        return _discrete(render(request, "redaction/lien_inconnu.html", status=404))
    contenu = lien.objet
    if not _ouvre(lien, contenu):
        return _discrete(render(request, "redaction/lien_ferme.html", {"lien": lien}, status=410))
    formulaire = FormulaireDehors(request.POST or None, initial={"nom": lien.pour})
    if request.method == "POST" and formulaire.is_valid():
        try:
            if not formulaire.cleaned_data["site"]:
                actions.remarquer_par_un_lien(
                    lien=lien, nom=formulaire.cleaned_data["nom"], texte=formulaire.cleaned_data["texte"]
                )
        except ValidationError as erreur:
            formulaire.add_error(None, erreur)
        else:
            return _discrete(HttpResponseRedirect(f"{request.path}?{MERCI}=1#remarque"))
    reponse = _page(request, lien, contenu)
    contexte = {"lien": lien, "formulaire": formulaire, "merci": MERCI in request.GET}
    _encadrer(reponse, *(render_to_string(f"redaction/relecture_{ou}.html", contexte, request) for ou in ("tete", "pied")))
    return _discrete(reponse)


def _ouvre(lien, contenu):
    """Whether a link opens something: until its day, and as long as who made it may write that text."""
    if contenu is None or not lien.est_ouvert or contenu.acces == Acces.EQUIPE or contenu.statut == Statut.CORBEILLE:
        return False
    par = lien.cree_par
    return (
        par is not None
        and par.is_active
        and par.is_staff
        and (perms.peut_modifier(par, contenu) or perms.peut_retoucher(par, contenu))
    )


def _page(request, lien, contenu):
    """Return the page of the content, of its new version where there is one, with the rights of who made the link."""
    sien = admin.site.get_model_admin(type(contenu))
    retouche = Retouche.objects.sur(contenu).first()
    envoi = retouche.envoi if retouche else Retouche(donnees={}).envoi
    return apercus.montrer_dehors(sien, request, contenu, envoi, par=lien.cree_par)


def _encadrer(reponse, tete, pied):
    page = reponse.content.decode()
    debut = page.find(">", page.find("<main")) + 1
    fin = page.rfind("</main>")
    reponse.content = page[:debut] + tete + page[debut:fin] + pied + page[fin:]


def _discrete(reponse):
    """Return an answer that nobody keeps nor indexes, and whose address is told to no other page."""
    add_never_cache_headers(reponse)
    reponse["X-Robots-Tag"] = "noindex, nofollow"
    reponse["Referrer-Policy"] = "same-origin"
    return reponse
