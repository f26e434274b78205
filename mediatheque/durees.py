"""How long a sound or a video lasts, read in the few bytes where its format says it: nothing is decoded."""

import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath
from typing import BinaryIO

LU = 64 * 1024  # bytes
BOITES_MAX = 100
DUREE_MAX = 100 * 3600  # seconds

# MPEG-1 and MPEG-2 layer III (ISO/IEC 11172-3 §2.4.2.3, 13818-3 §2.4.2.3), by the index that a frame bears.
DEBITS = {3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)}
DEBITS |= dict.fromkeys((0, 2), (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160))
ECHANTILLONS = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def lire_duree(fichier: BinaryIO) -> int | None:
    """Return how long a sound or a video lasts, in whole seconds; None where its file does not say it, or says nonsense.

    Args:
        fichier: an open file with its name and its size in bytes; it is left at its beginning.
    """
    lire = _LECTEURS.get(PurePath(fichier.name).suffix.lstrip(".").lower())
    secondes = None
    # A damaged file says anything.
    with suppress(struct.error, ValueError, IndexError, KeyError, StopIteration, ArithmeticError):
        secondes = lire(fichier, fichier.size) if lire else None
    fichier.seek(0)
    if secondes is None or not 0 < secondes < DUREE_MAX:
        return None
    return max(1, round(secondes))


def _morceau(fichier, place, taille):
    fichier.seek(max(0, place))
    return fichier.read(taille)


def _mp4(fichier, taille):
    """Read `moov/mvhd` (ISO/IEC 14496-12 §8.2)."""
    debut, fin = _boite(fichier, 0, taille, b"moov")
    debut, _ = _boite(fichier, debut, fin, b"mvhd")
    entete = _morceau(fichier, debut, 32)
    echelle, duree = struct.unpack(">IQ", entete[20:32]) if entete[0] == 1 else struct.unpack(">II", entete[12:20])
    return duree / echelle


def _boite(fichier, place, fin, voulue):
    """Return where the content of a box begins and ends. Raises ValueError when it is not between `place` and `fin`."""
    for _ in range(BOITES_MAX):
        longueur, nom = struct.unpack(">I4s", _morceau(fichier, place, 8))
        tete = 8
        if longueur == 1:
            longueur, tete = struct.unpack(">Q", fichier.read(8))[0], 16
        longueur = longueur or fin - place
        if nom == voulue:
            return place + tete, min(fin, place + longueur)
        if longueur < tete or place + longueur >= fin:
            break
        place += longueur
    raise ValueError(voulue)


def _ogg(fichier, taille):
    """Read the position of the last page (RFC 3533 §6), in samples of Opus (RFC 7845 §4) or of Vorbis."""
    tete, queue = _morceau(fichier, 0, LU), _morceau(fichier, taille - LU, LU)
    if (place := tete.find(b"OpusHead")) >= 0:
        rythme, avance = 48_000, struct.unpack("<H", tete[place + 10 : place + 12])[0]
    else:
        place = tete.index(b"\x01vorbis")
        rythme, avance = struct.unpack("<I", tete[place + 12 : place + 16])[0], 0
    derniere = queue.rindex(b"OggS")
    return (struct.unpack("<q", queue[derniere + 6 : derniere + 14])[0] - avance) / rythme


def _mp3(fichier, taille):
    """Count the frames by the mark of the encoder (« Xing », « Info »), or else by the rate of the first one."""
    debut = 0
    tete = _morceau(fichier, 0, 10)
    if tete[:3] == b"ID3":
        debut = 10 + sum(octet << 7 * (3 - rang) for rang, octet in enumerate(tete[6:10]))
    trames = _morceau(fichier, debut, LU)
    place = next(i for i in range(len(trames) - 4) if trames[i] == 0xFF and trames[i + 1] & 0xE0 == 0xE0)
    version, debit, rythme = trames[place + 1] >> 3 & 3, trames[place + 2] >> 4, trames[place + 2] >> 2 & 3
    rythme = ECHANTILLONS[version][rythme]
    par_trame = 1152 if version == 3 else 576
    for marque in (b"Xing", b"Info"):
        if (ou := trames.find(marque, place, place + 64)) >= 0 and trames[ou + 7] & 1:
            return struct.unpack(">I", trames[ou + 8 : ou + 12])[0] * par_trame / rythme
    return (taille - debut - place) * 8 / (DEBITS[version][debit] * 1000)


def _webm(fichier, _taille):
    """Read `Info/Duration` and its scale (RFC 9559 §5.1.2)."""
    tete = _morceau(fichier, 0, LU)
    info = tete.index(b"\x15\x49\xa9\x66")
    echelle = 1_000_000
    if (place := tete.find(b"\x2a\xd7\xb1", info, info + 1024)) >= 0:
        echelle = int.from_bytes(tete[place + 4 : place + 4 + (tete[place + 3] & 0x0F)])
    place = tete.index(b"\x44\x89", info, info + 1024)
    octets = tete[place + 2] & 0x0F
    duree = struct.unpack({4: ">f", 8: ">d"}[octets], tete[place + 3 : place + 3 + octets])[0]
    return duree * echelle / 1_000_000_000


_LECTEURS: dict[str, Callable] = {"mp4": _mp4, "m4a": _mp4, "ogg": _ogg, "opus": _ogg, "mp3": _mp3, "webm": _webm}
