"""Sounds and videos of the library: which files they are, and how browsers are told of them."""

from pathlib import PurePath

SON, VIDEO = "son", "video"
TYPES = {
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
"""By extension, what browsers are told (RFC 3003, RFC 5334, RFC 4337, the WebM project)."""
NOMS = rf"\.({'|'.join(TYPES)})$"
"""What ends the name of such a file, as a regular expression of PostgreSQL."""


def genre_de(nom: str) -> str:
    """Return `SON` or `VIDEO` for the name of a file; nothing for one that is read and not listened to."""
    type_mime = TYPES.get(PurePath(nom or "").suffix.lstrip(".").lower(), "")
    return {"audio": SON, "video": VIDEO}.get(type_mime.partition("/")[0], "")


def type_mime(nom: str) -> str | None:
    """Return the type of the sound or video of that name; None for any other file."""
    return TYPES.get(PurePath(nom or "").suffix.lstrip(".").lower())


def duree_en_mots(secondes: int | None) -> str:
    """Return a length as it is said: « 45 s », « 12 min », « 1 h 05 »; nothing for one that is not known."""
    if not secondes:
        return ""
    if secondes < 60:
        return f"{secondes}\u00a0s"
    minutes = round(secondes / 60)
    return f"{minutes}\u00a0min" if minutes < 60 else f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02}"
