"""What uploads cost in memory: the peak of a process that receives eight pictures at once, of the largest size it takes."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from PIL import Image

# MB: 400 for a worker, which holds some fifty more of its own than this process, pages once served.
PIC_MAX = 350

# Eight threads send the same file to a process of its own, which says its peak (VmHWM, proc(5)).
PROGRAMME = """
import json, sys, threading
import django
django.setup()
import cuf.urls
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from mediatheque import decodage, images
decodage.ATTENTE = 300
contenu = sys.stdin.buffer.read()
suites = []
def envoyer():
    try:
        suites.append(images.preparer_image(ContentFile(contenu, name="photo")).largeur)
    except ValidationError as refus:
        suites.append(refus.code)
fils = [threading.Thread(target=envoyer) for _ in range(8)]
for un in fils: un.start()
for un in fils: un.join()
pic = next(int(ligne.split()[1]) // 1024 for ligne in open("/proc/self/status") if ligne.startswith("VmHWM"))
print(json.dumps([pic, suites]))
"""


def degrade(largeur, hauteur, mode="RGB"):
    plan = Image.radial_gradient("L").resize((largeur, hauteur))
    plans = [plan, plan.transpose(Image.Transpose.FLIP_TOP_BOTTOM), plan.transpose(Image.Transpose.FLIP_LEFT_RIGHT), plan]
    return Image.merge(mode, plans[: len(Image.new(mode, (1, 1)).getbands())])


COUCHEE = Image.Exif()
COUCHEE[0x0112] = 6

CAS = {
    "webp": (degrade, (4100, 3100), "RGBA", "WEBP", {"quality": 30, "method": 0}),
    # Less than twice what is kept: nothing is divided before the last reduction, which works on whole copies.
    "webp entier": (degrade, (3590, 3590), "RGBA", "WEBP", {"quality": 60, "method": 0}),
    "jpeg entier": (degrade, (3999, 3999), "RGB", "JPEG", {"quality": 40, "exif": COUCHEE}),
    "webp de 40 Mpx": (Image.new, (8000, 5000), "RGB", "WEBP", {"quality": 10, "method": 0}),
    "avif": (degrade, (4000, 3040), "RGBA", "AVIF", {"quality": 30, "speed": 10, "subsampling": "4:4:4"}),
    "png": (Image.new, (8000, 5000), "RGBA", "PNG", {"compress_level": 1}),
    "jpeg": (degrade, (8000, 5000), "RGB", "JPEG", {"quality": 40}),
    "jpeg progressif": (degrade, (6400, 4200), "RGB", "JPEG", {"quality": 40, "progressive": True, "subsampling": 0}),
}


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="measured by Linux")
@pytest.mark.parametrize("cas", CAS)
def test_a_process_stays_under_its_limit_with_eight_pictures_at_once(cas):
    creer, taille, mode, nature, options = CAS[cas]
    image = creer(*taille, mode) if creer is degrade else creer(mode, taille)
    sortie = io.BytesIO()
    image.save(sortie, nature, **options)
    assert len(sortie.getvalue()) < settings.CUF_IMAGE_POIDS_MAX
    environnement = {**os.environ, "DJANGO_SETTINGS_MODULE": "cuf.settings", "CUF_ENV": "dev"}
    resultat = subprocess.run(
        [sys.executable, "-c", PROGRAMME],
        input=sortie.getvalue(),
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env=environnement,
    )
    pic, suites = json.loads(resultat.stdout)
    print(f"{cas}: {pic} MB at the peak")
    assert pic < PIC_MAX
    assert set(suites) == ({"dimensions"} if cas == "webp de 40 Mpx" else {2000})
