"""Sentences, titles and rich texts, drawn by lot. A large set of sentences is made once; contents put them together."""

from itertools import accumulate

from django.utils.text import slugify

from demo.corpus import vocabulaire as mots

RESERVE = 12_000
"""Sentences made once. A text holds about twenty of them, and words of its own (town, country, year)."""


class Urne:
    """Draws among values, the first ones more often: the n-th weighs 1/n, as words do in a language (Zipf's law)."""

    def __init__(self, hasard, valeurs):
        self._hasard, self._valeurs = hasard, list(valeurs)
        self._poids = list(accumulate(1 / rang for rang in range(1, len(self._valeurs) + 1)))

    def tirer(self):
        """Return one value."""
        return self._hasard.choices(self._valeurs, cum_weights=self._poids)[0]

    def plusieurs(self, nombre):
        """Return at most `nombre` distinct values."""
        return list(dict.fromkeys(self._hasard.choices(self._valeurs, cum_weights=self._poids, k=nombre)))


def majuscule(texte):
    """Return `texte` with a capital first letter, the others as they are."""
    return texte[:1].upper() + texte[1:]


class Plume:
    """Writes titles, introductions and texts.

    Args:
        hasard: a `random.Random`.
        villes: names of communes, the most often named first.
        pays: `Pays` rows, the most often named first.
    """

    def __init__(self, hasard, villes, pays):
        self.hasard = hasard
        listes = (mots.SUJETS, mots.VERBES, mots.OBJETS, mots.COMPLEMENTS, villes, pays)
        self._sujets, self._verbes, self._objets, self._complements, self._villes, self._pays = (
            Urne(hasard, liste) for liste in listes
        )
        self._phrases = [self._phrase() for _ in range(RESERVE)]

    def _phrase(self):
        h = self.hasard
        sujet, verbe, objet = self._sujets.tirer(), self._verbes.tirer(), self._objets.tirer()
        pays = self._pays.tirer()
        fin = h.choice(
            [
                self._complements.tirer(),
                f"{pays.en_pays}, avec {h.randint(2, 60)} partenaires",
                f"à {self._villes.tirer()}",
                f"{self._complements.tirer()}, pour {h.randint(4, 480)}\u00a0000 euros",
                f"depuis {h.randint(1995, 2026)}",
            ]
        )
        suite = f" {h.choice(mots.SUITES)}" if h.random() < 0.3 else ""
        return f"{majuscule(sujet)} {verbe} {objet} {fin}.{suite}"

    def titre(self, modeles=mots.TITRES):
        """Return a title."""
        pays, objet = self._pays.tirer(), self._objets.tirer()
        titre = self.hasard.choice(modeles).format(
            objet=objet,
            Objet=majuscule(objet),
            verbe=self._verbes.tirer(),
            complement=self._complements.tirer(),
            ville=self._villes.tirer(),
            pays=pays.nom,
            lieu=pays.en_pays,
            annee=self.hasard.randint(2005, 2026),
        )
        return majuscule(titre)[:200]

    def chapo(self):
        """Return two sentences."""
        return " ".join(self.hasard.choices(self._phrases, k=2))[:600]

    def paragraphe(self, nombre):
        """Return `nombre` sentences."""
        return " ".join(self.hasard.choices(self._phrases, k=nombre))

    def corps(self):
        """Return a rich text of 2,000 to 4,000 characters: three sections, a list, a sentence of its own."""
        h, morceaux = self.hasard, []
        for rang, intertitre in enumerate(h.sample(mots.INTERTITRES, 3)):
            morceaux.append(f"<h2>{intertitre}</h2><p>{self.paragraphe(h.randint(3, 6))}</p>")
            if rang == 1:
                points = "".join(f"<li>{majuscule(point)}</li>" for point in h.sample(mots.ELEMENTS, 4))
                morceaux.append(f"<ul>{points}</ul>")
            morceaux.append(f"<p>{self._phrase()} {self.paragraphe(h.randint(1, 4))}</p>")
        # As rich texts are stored once cleaned.
        return "".join(morceaux).replace("\u00a0", "&nbsp;")

    def adresse(self, titre, rang):
        """Return a slug that no other content of the same kind has."""
        return f"{slugify(titre)[:90].strip('-')}-{rang}"
