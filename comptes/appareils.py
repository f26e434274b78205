"""What a browser says of itself, in words that its owner knows."""

NAVIGATEURS = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")]
"""The first found is the browser: each later one is named by those before, for old sites."""
SYSTEMES = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
]  # fmt: skip


def nom_d_appareil(agent):
    """Return « Firefox, Windows » for the header User-Agent of a browser; « appareil inconnu » for any other text."""
    noms = [next((nom for signe, nom in connus if signe in agent), "") for connus in (NAVIGATEURS, SYSTEMES)]
    return ", ".join(filter(None, noms)) or "appareil inconnu"
