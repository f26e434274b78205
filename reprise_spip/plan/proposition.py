"""A plan proposed by reading the source: which rubriques, groups of mots and mots become what."""

from collections import Counter
from dataclasses import dataclass

from actualites.models import Actualite
from fonds_solidarite.models import FondsSolidarite
from groupes_pays.models import Groupe, Nature
from reprise_spip.lecture import Site
from reprise_spip.lecture.site import nom_simple
from reprise_spip.models import Destination, Devenir, Sorte
from reprise_spip.plan.regles import cle, selon
from territoires.models import Pays, Theme

GENRES = frozenset(Actualite.Genre.values)


@dataclass
class Portail:
    """What of the portal a name may mean, by compared name."""

    pays: dict[str, Pays]
    themes: dict[str, Theme]
    groupes: dict[str, Groupe]
    groupes_de_pays: dict[str, Groupe]
    fonds: dict[str, FondsSolidarite]

    @classmethod
    def lire(cls) -> "Portail":
        """Read it: five short lists."""
        groupes = list(Groupe.objects.exclude(nature=Nature.COMITE).prefetch_related("pays"))
        des_pays = [un for un in groupes if un.nature == Nature.GROUPE_PAYS]
        return cls(
            pays={cle(un.nom): un for un in Pays.objects.all()} | {un.pk: un for un in Pays.objects.all()},
            themes={cle(un.nom): un for un in Theme.objects.all()},
            groupes={cle(un.nom): un for un in groupes},
            groupes_de_pays={pays.pk: un for un in des_pays for pays in un.pays.all()},
            fonds={cle(un.titre): un for un in FondsSolidarite.objects.hors_corbeille().sans_textes()},
        )

    def pays_nomme(self, nom: str) -> Pays | None:
        """Return the country that a name, French or one of its variants, means."""
        return self.pays.get(cle(nom)) or self.pays.get(selon("pays", nom))

    def theme_nomme(self, nom: str) -> Theme | None:
        """Return the theme of that name, « & » being « et »."""
        return self.themes.get(cle(nom.replace("&", " et ")))


def proposer(site: Site) -> list[Destination]:
    """Return the lines of a plan, unsaved: every rubrique, group of mots and mot, whether something was found for it or not."""
    portail = Portail.lire()
    articles = Counter(article.id_rubrique for article in site.articles())
    return [*_rubriques(site, portail, articles), *_mots(site, portail)]


def _rubriques(site, portail, articles):
    for rubrique in site.rubriques.values():
        chemin = site.chemin(rubrique.id)
        noms = [nom_simple(une.titre) for une in chemin]
        # The rule of its own name first, then that of the nearest rubrique above.
        devenir = next(filter(None, (selon("rubriques", nom) for nom in reversed(noms))), Devenir.ACTUALITES)
        ligne = Destination(
            sorte=Sorte.RUBRIQUE,
            id_spip=rubrique.id,
            titre=noms[-1][:250],
            chemin=" › ".join(noms[:-1])[:500],
            nombre=articles[rubrique.id],
            devient=devenir,
        )
        if devenir in (Devenir.GROUPE, Devenir.ACTUALITES):
            ligne.pays = portail.pays_nomme(noms[-1])
            if ligne.pays and devenir == Devenir.GROUPE:
                ligne.groupe = portail.groupes_de_pays.get(ligne.pays.pk)
        elif devenir == Devenir.DYNAMIQUE:
            ligne.groupe = portail.groupes.get(cle(noms[-1]))
            ligne.theme = portail.theme_nomme(noms[-1])
        elif devenir == Devenir.FONDS:
            ligne.fonds = portail.fonds.get(cle(noms[-1]))
        yield ligne


def _mots(site, portail):
    comptes = Counter(mot for (objet, _), mots in site.mots_de.items() if objet == "article" for mot in mots)
    for groupe in site.groupes_mots.values():
        nom = nom_simple(groupe.titre)
        devenir = selon("groupes_mots", nom) or Devenir.A_DECIDER
        yield Destination(sorte=Sorte.GROUPE_MOTS, id_spip=groupe.id, titre=nom[:250], devient=devenir)
    for mot in site.mots.values():
        groupe = site.groupes_mots.get(mot.id_groupe)
        nom, nom_du_groupe = nom_simple(mot.titre), nom_simple(groupe.titre) if groupe else ""
        ligne = Destination(sorte=Sorte.MOT, id_spip=mot.id, titre=nom[:250], chemin=nom_du_groupe[:500], nombre=comptes[mot.id])
        _destiner(ligne, selon("groupes_mots", nom_du_groupe), portail)
        yield ligne


def _destiner(ligne, devenir, portail):
    """Give a mot what the group it is in says, where its name means something of the portal; else it awaits a decision."""
    if devenir == Devenir.PAYS:
        ligne.pays = portail.pays_nomme(ligne.titre)
    elif devenir == Devenir.THEMES:
        ligne.theme = portail.theme_nomme(ligne.titre)
    elif devenir == Devenir.GENRES:
        genre = selon("genres", ligne.titre)
        ligne.genre = genre if genre in GENRES else ""
    if devenir == Devenir.LAISSER or ligne.pays or ligne.theme or ligne.genre:
        ligne.devient = devenir
