"""What a pasted address says of who copied it: campaign marks, keys of subscribers of a letter."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from redaction.controles.base import ALERTE, Constat, Saisie

# Parameters written by tools that count readers; none changes the page that is shown. From the documentation of each tool.
_TRACEURS = re.compile(
    r"utm_\w+|mtm_\w+|pk_(campaign|kwd|source|medium|content|cid)|piwik_\w+|at_(campaign|medium|custom\d|recipient_id)|xtor|wt_mc"
    r"|(fb|g|ms|dc|tw|yc|li_fat_|tt|wbra|gbra|wick)c?lid|fbclid|gclid|msclkid|twclid|ttclid|gad_source|_ga|_gl|_hs\w+|hsctatracking"
    r"|mc_[ce]id|mkt_tok|sib(_?[a-z]*)?|sc_(campaign|src|uid|lid|eh)|vero_(id|conv)|oly_(anon|enc)_id|ck_subscriber_id|elq\w*"
    r"|igshid|igsh|si|s_cid|spm|trk|trackingid|rcm|dm_i|email_(id|token)|subscriber(_?id)?|ref_src|ref_url|feature",
    re.IGNORECASE,
)
# Only there: elsewhere these short names may choose the page.
_SELON_L_HOTE = {
    "si": ("youtube.com", "youtu.be", "spotify.com"),
    "feature": ("youtube.com", "youtu.be"),
    "spm": ("aliexpress.com",),
    "trk": ("linkedin.com",),
    "rcm": ("linkedin.com",),
}
# Hosts that only count a click, then lead elsewhere: the address is that of one reader of a letter.
_RELAIS = re.compile(
    r"(list-manage\d*\.com|sendibt?\d*\.com|sendibm\d\.com|r\.[a-z0-9.-]*sendinblue\.com|mailchi\.mp/track|mjt\.lu|mailjet\.com"
    r"|hubspotlinks\.com|sendgrid\.net|safelinks\.protection\.outlook\.com|urldefense\.(com|proofpoint\.com)|linkst\.mail\.\w+"
    r"|click\.email\.\w+|emailingtrack\w*\.\w+)$",
    re.IGNORECASE,
)


def sans_traceurs(adresse: str) -> str:
    """Return an address without what counts its readers; as it is when nothing does, or when it is no web address."""
    try:
        parties = urlsplit(adresse)
        hote = (parties.hostname or "").removeprefix("www.")
        parametres = parse_qsl(parties.query, keep_blank_values=True)
    except ValueError:
        return adresse
    if parties.scheme not in {"http", "https"} or not hote:
        return adresse
    gardes = [(nom, valeur) for nom, valeur in parametres if not _trace(nom, hote)]
    return adresse if len(gardes) == len(parametres) else urlunsplit(parties._replace(query=urlencode(gardes)))


def _trace(nom, hote):
    if _TRACEURS.fullmatch(nom) is None:
        return False
    hotes = _SELON_L_HOTE.get(nom.lower())
    return hotes is None or any(hote == un or hote.endswith(f".{un}") for un in hotes)


def traceurs(saisie: Saisie) -> list[Constat]:
    """Tell of each address that bears such a mark, with the clean one; of each that is only a relay."""
    trouvees = []
    for nom, texte in saisie.textes.items():
        for lien in texte.liens:
            propre = sans_traceurs(lien.adresse)
            if propre != lien.adresse:
                trouvees.append(
                    Constat(
                        ALERTE,
                        f"L’adresse du lien « {lien.mots} » porte la marque de qui l’a reçue ou d’une campagne.",
                        "Remplacez-la par l’adresse propre, qui mène à la même page.",
                        nom,
                        lien.adresse,
                        propre,
                    )
                )
            elif _est_un_relais(lien.adresse):
                trouvees.append(
                    Constat(
                        ALERTE,
                        f"L’adresse du lien « {lien.mots} » est celle d’un abonné, et passe par un compteur de clics.",
                        "Ouvrez-la, puis copiez l’adresse de la page où elle arrive.",
                        nom,
                        lien.mots,
                    )
                )
    return trouvees


def _est_un_relais(adresse):
    try:
        hote = urlsplit(adresse).hostname or ""
    except ValueError:
        return False
    return len(hote) < 254 and _RELAIS.search(hote) is not None
