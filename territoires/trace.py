"""Lines of a map: decode, simplify and write them as SVG paths. Used to build and to cut the drawings, never to answer a page."""

from heapq import heapify, heappop, heappush


def decoder(arc, echelle, origine):
    """Return the points of an arc of a TopoJSON file, in degrees."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * echelle[0] + origine[0], y * echelle[1] + origine[1]))
    return points


def assembler(anneau, arcs):
    """Return the points of a ring written as numbers of arcs, `~n` for an arc read backwards."""
    points = []
    for rang in anneau:
        arc = arcs[rang] if rang >= 0 else arcs[~rang][::-1]
        points += arc[1:] if points else arc
    return points


def simplifier(points, seuil):
    """Return a line without the points whose triangle with their neighbours is under `seuil` (Visvalingam and Whyatt, 1993)."""
    dernier = len(points) - 1
    avant, apres = list(range(-1, dernier)), list(range(1, dernier + 2))
    aires = [None, *(_triangle(*points[rang - 1 : rang + 2]) for rang in range(1, dernier)), None]
    tas = [(aires[rang], rang) for rang in range(1, dernier)]
    heapify(tas)
    while tas and tas[0][0] < seuil:
        aire, rang = heappop(tas)
        if aires[rang] != aire:
            continue  # an older measure of this point
        aires[rang] = None
        gauche, droite = avant[rang], apres[rang]
        apres[gauche], avant[droite] = droite, gauche
        for voisin in (gauche, droite):
            if 0 < voisin < dernier:
                # Never less than what was just taken away, so that points go in the order of their weight.
                aires[voisin] = max(aire, _triangle(points[avant[voisin]], points[voisin], points[apres[voisin]]))
                heappush(tas, (aires[voisin], voisin))
    return [point for rang, point in enumerate(points) if rang in (0, dernier) or aires[rang] is not None]


def _triangle(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def chemin(lignes, *, ferme):
    """Return the SVG path of lines, in whole units and relative moves; a ring that has no surface left is not drawn."""
    morceaux, plume = [], (0, 0)
    for ligne in lignes:
        points = [(round(x), round(y)) for x, y in ligne]
        points = [point for rang, point in enumerate(points) if rang == 0 or point != points[rang - 1]]
        if ferme:
            points = points[:-1] if len(points) > 1 and points[0] == points[-1] else points
        if len(points) < (3 if ferme else 2):
            continue
        depart = points[0]
        morceaux.append(f"m{_paire(depart, plume)}")
        morceaux.append(" ".join(_paire(point, points[rang]) for rang, point in enumerate(points[1:])).replace(" -", "-"))
        plume = depart if ferme else points[-1]
        if ferme:
            morceaux.append("z")
    return _serrer(morceaux)


def _serrer(morceaux):
    texte = ""
    for morceau in morceaux:
        texte += " " + morceau if texte and texte[-1].isdigit() and morceau[0].isdigit() else morceau
    return texte.replace(" -", "-")


def _paire(point, origine):
    return f"{point[0] - origine[0]} {point[1] - origine[1]}".replace(" -", "-")


def topologie(formes):
    """Cut the rings of neighbours where they part, so that both sides of a border are simplified as one.

    Args:
        formes: for each key, its rings (the last point repeats the first).

    Returns:
        The arcs, and for each key its rings as numbers of arcs, `~n` for an arc read backwards.
    """
    voisins = {}
    for anneau in (anneau for anneaux in formes.values() for anneau in anneaux):
        boucle = anneau[:-1]
        for rang, point in enumerate(boucle):
            voisins.setdefault(point, set()).update((boucle[rang - 1], boucle[(rang + 1) % len(boucle)]))
    arcs, connus, contours = [], {}, {}
    for cle, anneaux in formes.items():
        contours[cle] = [_numeros(anneau[:-1], voisins, arcs, connus) for anneau in anneaux]
    return arcs, contours


def _numeros(boucle, voisins, arcs, connus):
    noeuds = [rang for rang, point in enumerate(boucle) if len(voisins[point]) > 2] or [0]
    boucle = boucle[noeuds[0] :] + boucle[: noeuds[0]]
    coupes = [rang - noeuds[0] for rang in noeuds] + [len(boucle)]
    boucle.append(boucle[0])
    numeros = []
    for debut, fin in zip(coupes, coupes[1:], strict=False):
        arc = tuple(boucle[debut : fin + 1])
        if arc[::-1] in connus:
            numeros.append(~connus[arc[::-1]])
            continue
        if arc not in connus:
            connus[arc] = len(arcs)
            arcs.append(list(arc))
        numeros.append(connus[arc])
    return numeros


def centre(anneaux):
    """Return the centre of mass of rings, each weighted by its surface."""
    pesees = [_pesee(anneau) for anneau in anneaux]
    total = sum(poids for poids, _, _ in pesees)
    return sum(poids * x for poids, x, _ in pesees) / total, sum(poids * y for poids, _, y in pesees) / total


def milieu(anneaux):
    """Return a point inside the largest of the rings: its centre of mass or, where it falls outside, the nearest middle of it."""
    anneau = max(anneaux, key=lambda un: _pesee(un)[0])
    _, x, y = _pesee(anneau)
    coupes = sorted(_coupes(anneau, y))
    segments = list(zip(coupes[::2], coupes[1::2], strict=False))
    if not segments or any(gauche <= x <= droite for gauche, droite in segments):
        return x, y
    gauche, droite = max(segments, key=lambda segment: segment[1] - segment[0])
    return (gauche + droite) / 2, y


def _pesee(anneau):
    """Return the surface of a ring, and its centre of mass."""
    x0, y0 = anneau[0]
    aire = cx = cy = 0.0
    for (ax, ay), (bx, by) in zip(anneau, [*anneau[1:], anneau[0]], strict=True):
        croix = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        aire += croix
        cx += (ax + bx - 2 * x0) * croix
        cy += (ay + by - 2 * y0) * croix
    return (abs(aire) / 2, x0 + cx / (3 * aire), y0 + cy / (3 * aire)) if aire else (0.0, x0, y0)


def _coupes(anneau, y):
    """Return where a ring crosses a level."""
    for (ax, ay), (bx, by) in zip(anneau, [*anneau[1:], anneau[0]], strict=True):
        if (ay > y) != (by > y):
            yield ax + (y - ay) * (bx - ax) / (by - ay)
