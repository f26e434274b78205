"""What is converted is what SPIP shows: the same words, in the same structure."""

from reprise_spip.texte.conversion import convertir_article, convertir_ligne
from tests.reprise_spip.oracle import ResolveurDuPetit, de_nous, de_spip, oracle, structure, texte, unitaires

AUTRE_TEXTE = {
    "tableau-legende": "SPIP laisse « -* » devant le premier point d’une liste écrite dans une cellule : c’en est un pour nous.",
}
"""Cases whose words differ, and why."""
AUTRE_STRUCTURE = {
    "tableau-legende": AUTRE_TEXTE["tableau-legende"],
    "lien-casse": "Un lien vers ce qui n’existe pas laisse ses mots, et se dit dans le rapport : SPIP garde un lien mort.",
    "ancres": "Un renvoi à un endroit de la page laisse ses mots : seuls les titres ont une adresse, tirée de leurs mots.",
    "script": "L’image « x », qui n’est pas de la médiathèque et porte du code, n’est pas montrée.",
}
"""Cases whose structure differs, and why."""
MAL_FORMES = {"lien-casse", "script", "tableau-legende"}
"""Cases whose markup is broken or hostile, or that SPIP does not read: they are in no share."""
UNITAIRES = {
    "[->999999]": "lien-casse",
    "[->rub9999]": "lien-casse",
    "[->doc9999]": "lien-casse",
    "[ancre<-]x [v->#ancre]": "ancres",
}
"""Snippets whose structure differs, by the case they belong to."""


def _parties(article):
    """Return what is compared: chapo, text, postscript and notes, of ours and of SPIP."""
    converti = convertir_article(
        ResolveurDuPetit(), chapo=article["chapo"], texte=article["texte"], ps=article["ps"], langue=article["lang"]
    )
    appeles = converti.chapo + converti.texte + converti.ps
    notes = [
        f"<p>[{rang}] {note}</p>" if f'#note-{rang}"' in appeles and not note.startswith("[") else f"<p>{note}</p>"
        for rang, note in enumerate(converti.notes, 1)
    ]
    nous = [converti.chapo, converti.texte, converti.ps, "".join(notes)]
    lui = [article[f"{nom}_html"] for nom in ("chapo", "texte", "ps", "notes")]
    return [*map(de_nous, nous)], [*map(de_spip, lui)]


def test_every_article_of_the_oracle_reads_the_same():
    autres_textes, autres_structures, bien_formes = set(), set(), 0
    for article in oracle()["articles"]:
        nous, lui = _parties(article)
        bien_formes += article["cas"] not in MAL_FORMES
        if [*map(texte, nous)] != [*map(texte, lui)]:
            autres_textes.add(article["cas"])
        if [*map(structure, nous)] != [*map(structure, lui)]:
            autres_structures.add(article["cas"])
    # Each case that differs is one article, and has its reason.
    assert autres_textes == AUTRE_TEXTE.keys()
    assert autres_structures == AUTRE_STRUCTURE.keys()
    meme_texte = bien_formes - len(autres_textes - MAL_FORMES)
    meme_structure = bien_formes - len(autres_structures - MAL_FORMES)
    print(f"\nOracle : {bien_formes} articles bien formés sur {len(oracle()['articles'])}")
    print(f"  même texte {meme_texte / bien_formes:.2%}, même structure {meme_structure / bien_formes:.2%}")
    for cas, raison in AUTRE_STRUCTURE.items():
        print(f"  {cas} : {raison}")
    assert meme_texte == bien_formes
    assert meme_structure / bien_formes >= 0.98


def test_every_snippet_reads_the_same():
    for extrait in unitaires():
        converti = convertir_article(ResolveurDuPetit(), texte=extrait["source"])
        nous, lui = de_nous(converti.texte), de_spip(extrait["html"])
        assert texte(nous) == texte(lui), extrait["source"]
        assert (structure(nous) == structure(lui)) is (extrait["source"] not in UNITAIRES), extrait["source"]


def test_titles_read_the_same():
    for article in oracle()["articles"]:
        titre, _ = convertir_ligne(article["titre"])
        assert texte(titre) == texte(article["titre_typo"]), article["id"]
