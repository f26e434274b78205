"""The drawing of the map of partnerships: windows, arcs, points, and names that do not cover each other."""

from dataclasses import dataclass, field
from math import hypot, log, sqrt
from typing import NamedTuple

from django.urls import reverse

from annuaire.carte_places import Obstacles, ecarter
from socle.nombres import pluriel
from territoires import projection
from territoires.contours import contours

FRANCE = (46.62, 2.45)
"""Where the arcs of a country leave from, when they stand for many ties: latitude, longitude."""
FENETRES = (2000, 1400, 1000, 700, 500)
"""Widths of the windows on the world, from the whole to the closest."""
RAPPORT = projection.HAUTEUR_MONDE / projection.LARGEUR_MONDE
VILLES_NOMMEES = 40
"""Towns beyond which the map names the countries instead."""


class Compte(NamedTuple):
    """A number of rows, where a paginator would say it."""

    count: int


class Trait(NamedTuple):
    """An arc: its path, and its thickness."""

    chemin: str
    epaisseur: str


class Point(NamedTuple):
    """A place: where it is drawn, what it says, where it leads."""

    x: int
    y: int
    libelle: str
    adresse: str


class Surface(NamedTuple):
    """A territory that is a link: its path, how deep its colour is (1 to 3), what it says, where it leads.

    `cible` is an address for a département; the slug of a country, whose pages stand upstairs.
    """

    code: str
    chemin: str
    ton: int
    libelle: str
    cible: str


class Nom(NamedTuple):
    """A name; `ancre` is the side it starts from; `partout` when there is room for it on a phone too."""

    x: int
    y: int
    texte: str
    ancre: str
    partout: bool


LARGEUR_SANS_STYLE = 560


@dataclass
class Dessin:
    """A drawing: the part of it that is shown, and what stands on it.

    `lettre` is the size of the names on a wide screen and on a phone, as a part of its width, `rayon` that of the points; the
    stylesheet has the same.
    """

    lettre = {"large": 0.024, "etroit": 0.036}
    rayon = {"large": 0.008, "etroit": 0.012}

    x: int
    y: int
    largeur: int
    hauteur: int
    surfaces: list = field(default_factory=list)
    arcs: list = field(default_factory=list)
    points: list = field(default_factory=list)
    noms: list = field(default_factory=list)

    @property
    def cadre(self):
        """The viewBox."""
        return f"{self.x} {self.y} {self.largeur} {self.hauteur}"

    @property
    def hauteur_sans_style(self):
        """How high it is where no style sheet makes it as wide as the page, and it is `LARGEUR_SANS_STYLE` wide; pixels."""
        return round(LARGEUR_SANS_STYLE * self.hauteur / self.largeur)

    def ecarter(self, places):
        """Return where points are drawn so that none covers another on a phone, those before first."""
        return ecarter(places, 2 * self.rayon["etroit"] * self.largeur)

    def nommer(self, candidats):
        """Write the names of `candidats` (x, y, text), the first before, that cover no point nor name, and are not cut."""
        poses = {taille: [] for taille in self.lettre}
        obstacles = Obstacles((point.x, point.y) for point in self.points)
        for x, y, texte in candidats:
            ancre = self._place(x, y, texte, "large", poses, obstacles)
            if ancre is None:
                continue
            partout = self._place(x, y, texte, "etroit", poses, obstacles) == ancre
            for taille in self.lettre if partout else ["large"]:
                poses[taille].append(self._boite(x, y, texte, taille, ancre))
            self.noms.append(Nom(round(x), round(y), texte, ancre, partout))

    def _place(self, x, y, texte, taille, poses, obstacles):
        for ancre in ("start", "end"):
            gauche, haut, droite, bas = self._boite(x, y, texte, taille, ancre)
            dedans = self.x <= gauche and droite <= self.x + self.largeur and self.y <= haut and bas <= self.y + self.hauteur
            couvre = any(gauche < d and g < droite and haut < b and h < bas for g, h, d, b in poses[taille])
            rayon = self.rayon[taille] * self.largeur
            if dedans and not couvre and not obstacles.dans(gauche, haut, droite, bas, rayon):
                return ancre
        return None

    def _boite(self, x, y, texte, taille, ancre):
        corps = self.lettre[taille] * self.largeur
        longueur, ecart = len(texte) * corps * 0.54, corps * 0.6
        gauche = x + ecart if ancre == "start" else x - ecart - longueur
        return gauche, y - corps * 0.6, gauche + longueur, y + corps * 0.6


class Fenetre(Dessin):
    """A part of the world."""

    lettre = {"large": 0.0145, "etroit": 0.036}
    rayon = {"large": 0.004, "etroit": 0.008}

    @property
    def rang(self):
        """The rank of the window, by which the stylesheet sizes names, points and arcs."""
        return FENETRES.index(self.largeur)

    @property
    def fond(self):
        """The land that is no link, as one path."""
        lies = {surface.code for surface in self.surfaces}
        return "".join(dessin for code, dessin in contours()["monde"].items() if code not in lies)

    def montrer_pays(self, pays):
        """Make links of countries, deeper for more ties (`nombre`, where it is known)."""
        dessins, plus_grand = contours()["monde"], max((getattr(un, "nombre", 1) for un in pays), default=1)
        for un in pays:
            if un.pk in dessins:
                nombre = getattr(un, "nombre", 0)
                self.surfaces.append(Surface(un.pk, dessins[un.pk], ton(nombre, plus_grand), compter(un.nom, nombre), un.slug))

    def montrer_autorites(self, autorites, *, liens=True):
        """Draw authorities, loaded `avec_point`, each a link to its page unless told otherwise; return where each stands."""
        places = self.ecarter(projection.monde(une.point_longitude, une.point_latitude) for une in autorites)
        for une, (x, y) in zip(autorites, places, strict=True):
            self.points.append(Point(x, y, str(une), une.get_absolute_url() if liens else ""))
        return dict(zip(autorites, places, strict=True))

    def relier(self, depart, arrivee, nombre=1):
        """Draw the arc between two places (x, y), bent to the north, thicker for more ties."""
        (x1, y1), (x2, y2) = depart, arrivee
        cx, cy = (x1 + x2) / 2, (y1 + y2) / 2 - hypot(x2 - x1, y2 - y1) * 0.18
        epaisseur = min(2 + sqrt(nombre) * 0.8, 10) * self.largeur / projection.LARGEUR_MONDE
        self.arcs.append(Trait(f"M{x1:.0f} {y1:.0f}Q{cx:.0f} {cy:.0f} {x2:.0f} {y2:.0f}", f"{epaisseur:.1f}"))


def ouvrir_fenetre(places):
    """Return the closest window that holds every (latitude, longitude) of `places`, with some air around."""
    points = [projection.monde(longitude, latitude) for latitude, longitude in places]
    if not points:
        return Fenetre(0, 0, projection.LARGEUR_MONDE, projection.HAUTEUR_MONDE)
    gauche, droite = min(x for x, _ in points), max(x for x, _ in points)
    haut, bas = min(y for _, y in points), max(y for _, y in points)
    besoin = max(droite - gauche, (bas - haut) / RAPPORT) * 1.35
    largeur = min((une for une in FENETRES if une >= besoin), default=FENETRES[0])
    hauteur = round(largeur * RAPPORT)
    x = _borner((gauche + droite) / 2 - largeur / 2, projection.LARGEUR_MONDE - largeur)
    y = _borner((haut + bas) / 2 - hauteur / 2, projection.HAUTEUR_MONDE - hauteur)
    return Fenetre(x, y, largeur, hauteur)


def _borner(valeur, maximum):
    return round(min(max(valeur, 0), maximum))


def ouvrir_carte(liens, par_pays, par_departement):
    """Return the two drawings of the map, « monde » and « france »: of each tie when there are `liens`, else of the totals."""
    return {"monde": _monde(liens, par_pays), "france": _france(liens, par_departement)}


def _monde(liens, par_pays):
    couples = {
        (francaise, autorite)
        for lien in liens
        for francaise in lien.collectivites.all()
        for autorite in lien.autorites.all()
        if francaise.point_latitude is not None and autorite.point_latitude is not None
    }
    autorites = sorted({une for lien in liens for une in lien.autorites.all() if une.point_latitude is not None}, key=str)
    situes = [un for un in par_pays if un.latitude is not None]
    if liens:
        places = [(une.point_latitude, une.point_longitude) for une in autorites]
    else:
        places = [(un.latitude, un.longitude) for un in situes]
    fenetre = ouvrir_fenetre([*places, FRANCE] if places else [])
    fenetre.montrer_pays(par_pays)
    villes = fenetre.montrer_autorites(autorites)
    for francaise, autorite in sorted(couples, key=lambda couple: (couple[0].pk, couple[1].pk)):
        fenetre.relier(projection.monde(francaise.point_longitude, francaise.point_latitude), villes[autorite])
    des_pays = [(*projection.monde(un.longitude, un.latitude), un.nom) for un in situes]
    if not liens:
        france = projection.monde(FRANCE[1], FRANCE[0])
        for un, (x, y, _) in reversed(list(zip(situes, des_pays, strict=True))):  # the thickest above the others
            fenetre.relier(france, (x, y), un.nombre)
    des_villes = [(x, y, une.nom) for une, (x, y) in villes.items()]
    fenetre.nommer(des_villes if liens and len(villes) <= VILLES_NOMMEES else des_pays)
    return fenetre


def _france(liens, par_departement):
    dessin = Dessin(0, 0, projection.LARGEUR_FRANCE, projection.HAUTEUR_FRANCE)
    dessins = contours()["france"]["departements"]
    plus_grand = max((un.nombre for un in par_departement), default=1)
    for un in par_departement:
        if un.pk in dessins:
            adresse = reverse("annuaire:partenariats", query={"departement": un.pk})
            libelle = compter(str(un), un.nombre)
            dessin.surfaces.append(Surface(un.pk, dessins[un.pk], ton(un.nombre, plus_grand), libelle, adresse))
    poser_collectivites(dessin, {une for lien in liens for une in lien.collectivites.all()})
    return dessin


def poser_collectivites(dessin, collectivites):
    """Draw collectivités, loaded `avec_point`, on France, each a link to its page; return those that have no place there."""
    places, ailleurs = {}, []
    for une in sorted(collectivites, key=str):
        place = None if une.point_latitude is None else projection.france(une.point_longitude, une.point_latitude)
        if place is None:
            ailleurs.append(une)
        else:
            places[une] = place
    poses = dict(zip(places, dessin.ecarter(places.values()), strict=True))
    dessin.points += [Point(x, y, une.nom, une.get_absolute_url()) for une, (x, y) in poses.items()]
    dessin.nommer([(x, y, nom_court(une.nom)) for une, (x, y) in poses.items()])
    return ailleurs


def nom_court(nom):
    """Return a name without what every town has before its own: « Nantes » for « Ville de Nantes », « Le Havre »."""
    for debut, article in (
        ("Ville de ", ""),
        ("Ville d’", ""),
        ("Ville du ", "Le "),
        ("Ville des ", "Les "),
        ("Commune de ", ""),
    ):
        if nom.startswith(debut):
            return article + nom.removeprefix(debut)
    return nom


def compter(nom, nombre):
    """Return « Maroc : 12 partenariats », the name alone for none."""
    if not nombre:
        return nom
    return f"{nom}\u00a0: {nombre} partenariat{pluriel(nombre)}"


def ton(nombre, plus_grand):
    """Return how deep a colour is, from 1 to 3, by the logarithm of what it stands for."""
    return 1 + min(2, int(3 * log(max(nombre, 1)) / log(plus_grand))) if plus_grand > 1 else 1
