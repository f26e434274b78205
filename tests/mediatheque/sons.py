"""Small sounds and videos, made byte by byte: no encoder is needed."""

import struct

PAROLES = "Marie Dupont : bonjour à tous.\nMerci."
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour.\n"


def mp3(trames=100):
    """Return silence: MPEG-1 layer III frames of 128 kbit/s at 44,100 Hz, 26 ms each."""
    return (b"\xff\xfb\x90\x64" + b"\0" * 413) * trames


def mp4(secondes=65, version=0):
    """Return the boxes of a video, without its pictures."""
    if version:
        entete = b"\x01\0\0\0" + struct.pack(">QQIQ", 0, 0, 600, secondes * 600)
    else:
        entete = b"\0\0\0\0" + struct.pack(">IIII", 0, 0, 600, secondes * 600)
    return _boite(b"ftyp", b"isom") + _boite(b"mdat", b"\0" * 50) + _boite(b"moov", _boite(b"mvhd", entete + b"\0" * 80))


def _boite(nom, contenu):
    return struct.pack(">I4s", 8 + len(contenu), nom) + contenu


def opus(secondes=3):
    """Return the first and the last page of a sound in Opus."""
    return _page(0, b"OpusHead\x01\x01" + struct.pack("<HI", 312, 48_000) + b"\0\0\0") + _page(secondes * 48_000 + 312, b"son")


def vorbis(secondes=4):
    """Return the same in Vorbis."""
    return _page(0, b"\x01vorbis\0\0\0\0\x01" + struct.pack("<I", 22_050)) + _page(secondes * 22_050, b"son")


def _page(position, contenu):
    return b"OggS\0\0" + struct.pack("<qIII", position, 1, 0, 0) + b"\x01" + bytes([len(contenu)]) + contenu


def webm(secondes=90):
    """Return the head of a video in WebM."""
    info = b"\x2a\xd7\xb1\x83\x0f\x42\x40\x44\x89\x88" + struct.pack(">d", secondes * 1000.0)
    return b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\xff\x15\x49\xa9\x66" + bytes([0x80 | len(info)]) + info
