"""A run: the plan, then a place kept for each article, then the articles by batches, each one transaction."""

from collections.abc import Callable, Iterator
from itertools import islice
from time import monotonic

from django.db import DatabaseError

from reprise_spip import actions
from reprise_spip.conversion import en_ligne
from reprise_spip.lecture import Article, Site
from reprise_spip.models import Correspondance, Destination, Devenir
from reprise_spip.moteur.articles import Prevu, Refus, devient, empreinte, preparer
from reprise_spip.moteur.bilan import Bilan, Remarque, Sort
from reprise_spip.moteur.contexte import Contexte, genre
from reprise_spip.plan.proposition import proposer

LOT = 100  # articles written in one transaction
ARTICLE = "article"
# What is read and not taken yet: counted, so that the report tells the whole source.
PAS_REPRIS = {"evenement": "evenements", "breve": "breves", "document": "documents", "site": "syndic"}


def plan_complet(site: Site) -> list[Destination]:
    """Return the plan that staff keep, completed by what is proposed for what it does not name yet."""
    gardees = {(ligne.sorte, ligne.id_spip): ligne for ligne in Destination.objects.all()}
    return [gardees.get((ligne.sorte, ligne.id_spip), ligne) for ligne in proposer(site)]


class Reprise:
    """A run over a site.

    Args:
        site: the site.
        ecrire: False to write nothing: all else is done, so that the report is the same.
        refuses: whether what was refused or thrown away is taken too, as archives.
        avancer: called with how many articles are done and how many there are.
    """

    def __init__(self, site: Site, *, ecrire: bool, refuses: bool = False, avancer: Callable[[int, int], None] | None = None):
        self.site = site
        self.ecrire = ecrire
        self.refuses = refuses
        self.avancer = avancer or (lambda faits, total: None)
        self.bilan = Bilan(forme=site.base.forme, ecrit=ecrire)

    def lancer(self) -> Bilan:
        """Take what is to be taken, and return what was done."""
        debut = monotonic()
        lignes = plan_complet(self.site)
        if self.ecrire:
            actions.enregistrer_plan(lignes=[ligne for ligne in lignes if ligne.pk is None])
        self.contexte = Contexte.ouvrir(self.site, lignes, refuses=self.refuses)
        self._dire_la_source(lignes)
        self._reserver()
        faits, total = 0, self.site.base.compter("articles")
        for lot in _par_lots(self.site.articles()):
            self._un_lot(lot)
            faits += len(lot)
            self.avancer(faits, total)
        for sorte, table in PAS_REPRIS.items():
            nombre = self.site.base.compter(table)
            self.bilan.compter(sorte, Sort.LAISSE, raison="la reprise ne prend encore que les articles", nombre=nombre)
        self.bilan.alertes += self.site.base.alertes
        self.bilan.duree = monotonic() - debut
        return self.bilan

    def _dire_la_source(self, lignes):
        base = self.site.base
        self.bilan.alertes += [f"La table « {base.prefixe}{table} » manque dans la source." for table in base.tables_absentes]
        for rubrique in self.site.rubriques_en_boucle:
            texte = "Rubrique qui ne mène pas à la racine : elle est en boucle, ou sous une rubrique disparue."
            self.bilan.remarques.append(Remarque("rubrique", rubrique.id, rubrique.titre, texte))
        for ligne in lignes:
            if ligne.devient == Devenir.A_DECIDER:
                texte = f"À décider dans le plan : {ligne.nombre} article(s) en attendent le sens."
                self.bilan.remarques.append(Remarque(ligne.sorte, ligne.id_spip, ligne.titre, texte))

    def _reserver(self):
        """Keep a place for each article that is to be taken: a text may lead to one that comes after it."""
        nouvelles = []
        for article in self.site.articles():
            modele = devient(article, self.contexte)
            if isinstance(modele, str):
                continue
            self.contexte.titres[article.id] = en_ligne(article.titre, article.lang)
            if (ARTICLE, article.id) not in self.contexte.correspondances:
                nouvelles.append(Correspondance(sorte=ARTICLE, id_spip=article.id, type_objet=genre(modele), id_objet=0))
        if self.ecrire:
            actions.reserver(correspondances=nouvelles)
        self.contexte.correspondances |= {(une.sorte, une.id_spip): une for une in nouvelles}

    def _un_lot(self, articles):
        a_ecrire = []
        objets = self._en_place(articles)
        for article in articles:
            modele = devient(article, self.contexte)
            if isinstance(modele, str):
                self._compter(article, Sort.LAISSE, raison=modele)
                continue
            prevu, sort = self._juger(article, modele, objets)
            if sort not in (Sort.NOUVEAU, Sort.CHANGE):
                self._compter(article, sort, devenu=modele._meta.verbose_name)
                continue
            try:
                preparer(prevu, self.contexte)
            except Refus as refus:
                self._refuser(article, str(refus))
                continue
            a_ecrire.append((prevu, sort))
        for prevu, sort in self._ecrits(a_ecrire):
            self._compter(prevu.article, sort, devenu=prevu.modele._meta.verbose_name)
            for alerte in prevu.alertes:
                self._remarquer(prevu.article, alerte, prevu)

    def _en_place(self, articles):
        """Return the last change of the rows that these articles are, `{(model, key): date}`."""
        par_genre = {}
        for article in articles:
            une = self.contexte.correspondances.get((ARTICLE, article.id))
            if une is not None and une.empreinte:
                par_genre.setdefault(une.type_objet_id, []).append(une)
        dates = {}
        for lignes in par_genre.values():
            modele = lignes[0].type_objet.model_class()
            cles = [une.id_objet for une in lignes]
            trouvees = modele._base_manager.filter(pk__in=cles).values_list("pk", "modifie_le")
            dates |= {(modele, cle): date for cle, date in trouvees}
        return dates

    def _juger(self, article: Article, modele, objets) -> tuple[Prevu, Sort]:
        """Return what an article will be, unprepared, and whether there is something to write."""
        une = self.contexte.correspondances[ARTICLE, article.id]
        prevu = Prevu(article, modele, une, empreinte(article, self.contexte), nouveau=not une.empreinte)
        if prevu.nouveau:
            return prevu, Sort.NOUVEAU
        if une.type_objet_id != genre(modele).pk:
            deja = une.type_objet.model_class()._meta.verbose_name
            self._remarquer(article, f"Le plan en fait maintenant : {modele._meta.verbose_name} ; déjà repris : {deja}.", prevu)
            return prevu, Sort.GARDE
        modifie_le = objets.get((modele, une.id_objet))
        if modifie_le is None:
            self._remarquer(article, "Supprimé dans le portail depuis la reprise : il n’est pas repris à nouveau.", prevu)
            return prevu, Sort.GARDE
        if modifie_le != une.modifie_le:
            fin = "son texte de SPIP n’a pas changé." if une.empreinte == prevu.empreinte else "SPIP a changé aussi : à comparer."
            self._remarquer(article, f"Modifié dans le portail depuis la reprise, et laissé tel quel ; {fin}", prevu)
            return prevu, Sort.GARDE
        return prevu, Sort.INCHANGE if une.empreinte == prevu.empreinte else Sort.CHANGE

    def _ecrits(self, a_ecrire) -> Iterator[tuple[Prevu, Sort]]:
        """Write a batch, and give what is written; where the database refuses it, each article goes by itself."""
        if not self.ecrire or not a_ecrire:
            yield from a_ecrire
            return
        try:
            actions.ecrire_articles(prevus=[prevu for prevu, _ in a_ecrire])
            yield from a_ecrire
        except (DatabaseError, ValueError):
            for prevu, sort in a_ecrire:
                try:
                    actions.ecrire_articles(prevus=[prevu])
                except (DatabaseError, ValueError) as erreur:
                    self._refuser(prevu.article, f"Cet article n’a pas pu être écrit : {str(erreur).partition(chr(10))[0]}")
                else:
                    yield prevu, sort

    def _refuser(self, article, raison):
        self._compter(article, Sort.REFUSE, raison=raison)
        self._remarquer(article, raison)

    def _compter(self, article, sort, **autres):
        self.bilan.compter(ARTICLE, sort, etat=article.statut, **autres)

    def _remarquer(self, article, texte, prevu=None):
        ou = {"modele": prevu.modele._meta.label_lower, "id_objet": prevu.correspondance.id_objet} if prevu else {}
        self.bilan.remarques.append(Remarque(ARTICLE, article.id, article.titre, texte, **ou))


def _par_lots(articles):
    while lot := list(islice(articles, LOT)):
        yield lot
