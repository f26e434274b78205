"""AVIF files come after the WebP, by the queue; a page names them once they are all there, and never those of another picture."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template import Context, Template
from PIL import Image as Pillow
from procrastinate.contrib.django import app

from mediatheque import avif
from mediatheque.images import nom_avif, variantes, variantes_carte
from mediatheque.models import Image
from mediatheque.suppression import supprimer_image
from mediatheque.televersement import enregistrer_image
from mediatheque.templatetags.texte_riche import rendre
from redaction.textes_du_flux import texte_entier
from socle import generation
from tests.fabriques import ActualiteFabrique
from tests.formulaires import empreinte
from tests.mediatheque.test_identites import montrer, remplacer
from tests.mediatheque.test_images import octets, photo

pytestmark = pytest.mark.django_db

# What the encoder takes at most for what we keep (2,000 × 2,000, RGBA), in MB: 400 for a worker, which holds some 120 itself.
PIC_MAX = 250


def couleurs(largeur, hauteur, mode="RGB"):
    """A picture of many colours: it is kept with loss, as a photo is."""
    plan = photo(largeur, hauteur).getchannel(0)
    tournes = [plan, plan.transpose(Pillow.Transpose.FLIP_TOP_BOTTOM), plan.point(lambda v: v * 7 % 256), plan]
    return Pillow.merge(mode, tournes[: len(mode)])


def envoyer(image, **valeurs):
    return enregistrer_image(fichier=ContentFile(octets(image, "PNG"), name="p.png"), par=None, alt="Un pont", **valeurs)


@pytest.fixture
def pont():
    return envoyer(couleurs(700, 460), focal=(10, 90))


def tour():
    """What the queue does in a minute."""
    app.tasks["mediatheque.faire_les_avif"](timestamp=0)


def fichiers_avif(nom):
    return {
        str(un.relative_to(settings.MEDIA_ROOT)) for un in Path(settings.MEDIA_ROOT).glob(f"{nom.removesuffix('.webp')}*.avif*")
    }


def coupes(image):
    nom = image.fichier.name
    return [*variantes(nom), *variantes_carte(nom, (image.focal_x, image.focal_y))]


def afficher(image, usage="pleine"):
    image.refresh_from_db()
    return Template("{% load images %}{% image img usage %}").render(Context({"img": image, "usage": usage}))


def nommes(html):
    """The storage names of the AVIF files that a page names."""
    return set(re.findall(r"/media/([^ \"]+\.avif)", html))


def test_a_page_names_avif_files_once_they_are_made(pont):
    avant = {usage: afficher(pont, usage) for usage in ("pleine", "carte", "logo")}
    assert all(html.startswith("<img ") for html in avant.values())
    tour()
    for usage, html in avant.items():
        apres = afficher(pont, usage)
        assert apres.startswith('<picture><source type="image/avif" ')
        # The WebP stands as it was: words, sizes, laziness.
        assert apres.endswith(f"{html}</picture>")
        assert nommes(apres) and all(default_storage.exists(nom) for nom in nommes(apres))
        largeurs = [re.findall(r" (\d+)w", morceau) for morceau in re.findall(r'srcset="([^"]*)"', apres)]
        assert largeurs[-1] == largeurs[0] or len(largeurs) == 1
        assert len(re.findall(r'sizes="([^"]*)"', apres)) == len(largeurs)
    # No file is named that the disk does not have, and all have the size that they announce.
    for une in coupes(pont):
        with default_storage.open(nom_avif(une.nom)) as ouvert, Pillow.open(ouvert) as lue:
            assert (lue.format, lue.size) == ("AVIF", (une.largeur, une.hauteur))


def test_the_crop_follows_the_focal_point():
    large = couleurs(1500, 400)
    large.paste("red", (0, 0, 750, 400))
    teintes = []
    for focal in ((0, 50), (100, 50)):
        image = envoyer(large, focal=focal)
        tour()
        with (
            default_storage.open(nom_avif(variantes_carte(image.fichier.name, focal)[0].nom)) as ouvert,
            Pillow.open(ouvert) as lue,
        ):
            rouge, vert, _ = lue.convert("RGB").getpixel((240, 160))
            teintes.append(rouge - vert > 200)
    assert teintes == [True, False]


def test_another_focal_point_hides_them_until_they_are_made_again(client_editrice, pont):
    tour()
    vieille = nommes(afficher(pont, "carte"))
    fiche = f"/admin/mediatheque/image/{pont.pk}/change/"
    saisie = {"alt": "Un pont", "focal_x": 80, "focal_y": 20} | empreinte(client_editrice, fiche)
    assert client_editrice.post(fiche, saisie).status_code == 302
    assert nommes(afficher(pont, "carte")) == set()
    tour()
    neuve = nommes(afficher(pont, "carte"))
    assert neuve and neuve.isdisjoint(vieille) and all("-80-20.avif" in nom for nom in neuve)
    # Pages that others kept still show the former crop.
    assert all(default_storage.exists(nom) for nom in vieille)


def test_another_file_takes_them_away_and_has_its_own(client_editrice, visiteur, pont, django_capture_on_commit_callbacks):
    tour()
    ancien = pont.fichier.name
    ancienne = next(iter(nommes(afficher(pont))))
    with django_capture_on_commit_callbacks(execute=True):
        neuve = remplacer(client_editrice, pont, octets(couleurs(600, 600), "PNG"))
    assert fichiers_avif(ancien) == set()
    assert nommes(afficher(neuve)) == set()
    # A page that a browser kept: no `<img>` is tried after a `<source>` that is missing.
    reponse = visiteur.get(f"/media/{ancienne}")
    assert reponse.status_code == 302 and neuve.fichier.name.removesuffix(".webp") in reponse["Location"]
    tour()
    assert nommes(afficher(neuve)) and ancien.removesuffix(".webp") not in afficher(neuve)


def test_a_picture_that_is_deleted_takes_them_with_it(pont, django_capture_on_commit_callbacks):
    tour()
    assert fichiers_avif(pont.fichier.name)
    with django_capture_on_commit_callbacks(execute=True):
        assert supprimer_image(image=Image.objects.get(pk=pont.pk), par=None)
    assert fichiers_avif(pont.fichier.name) == set()


@pytest.mark.parametrize("sort", ["supprimee", "recadree"])
def test_what_changes_while_they_are_made_is_seen_again(pont, monkeypatch, sort):
    faire = avif._faire

    def pendant_ce_temps(image):
        faits = faire(image)
        if sort == "supprimee":
            Image.objects.all().delete()
        else:
            Image.objects.update(focal_x=77)
        return faits

    monkeypatch.setattr(avif, "_faire", pendant_ce_temps)
    tour()
    if sort == "supprimee":
        assert fichiers_avif(pont.fichier.name) == set()
    else:
        assert nommes(afficher(pont, "carte")) == set()
        assert Image.objects.a_faire_en_avif().count() == 1


def test_a_turn_that_is_cut_short_leaves_nothing_half_made(pont, monkeypatch):
    """The worker dies while it writes the second file; the next turn does them all."""
    poser, faits = os.replace, []

    def mourir(de, vers):
        if faits:
            raise KeyboardInterrupt
        faits.append(vers)
        poser(de, vers)

    with monkeypatch.context() as essai:
        essai.setattr(avif.os, "replace", mourir)
        with pytest.raises(KeyboardInterrupt):
            avif.faire_les_manquants()
    assert nommes(afficher(pont)) == set()
    assert [un for un in fichiers_avif(pont.fichier.name) if un.endswith(".avif")] == [nom_avif(coupes(pont)[0].nom)]
    tour()
    for une in coupes(pont):
        with default_storage.open(nom_avif(une.nom)) as ouvert, Pillow.open(ouvert) as lue:
            lue.load()
    assert nommes(afficher(pont))


@pytest.mark.django_db(transaction=True)
def test_kept_pages_are_made_again_once_a_turn():
    for _ in range(2):
        envoyer(couleurs(300, 200))
    avant = generation.lire()
    tour()
    apres = generation.lire()
    assert apres != avant
    tour()
    assert generation.lire() == apres


def test_older_pictures_are_done_little_by_little(pont, monkeypatch):
    neuve = envoyer(couleurs(300, 200))
    monkeypatch.setattr(avif, "SECONDES_PAR_TOUR", 0)
    tour()
    assert list(Image.objects.a_faire_en_avif()) == [pont]
    assert nommes(afficher(neuve))
    tour()
    assert not Image.objects.a_faire_en_avif().exists()
    assert avif.faire_les_manquants() == 0


@pytest.mark.parametrize("cas", ["logo", "plus lourd", "fichier perdu", "encodeur en échec", "sans variantes"])
def test_a_picture_without_avif_is_shown_as_before(pont, monkeypatch, cas):
    if cas == "logo":
        pont = envoyer(Pillow.new("RGB", (300, 200), "red"))
        monkeypatch.setattr(avif, "_encoder", lambda *args: b"a")
    elif cas == "plus lourd":
        monkeypatch.setattr(avif, "_encoder", lambda *args: b"a" * 1_000_000)
    elif cas == "fichier perdu":
        default_storage.delete(pont.fichier.name)
    elif cas == "encodeur en échec":
        (Path(settings.MEDIA_ROOT) / pont.fichier.name).write_bytes(b"abc")
    else:
        Image.objects.filter(pk=pont.pk).update(fichier="images/vieille.png")
        default_storage.save("images/vieille.png", ContentFile(b"a"))
    tour()
    assert afficher(pont).startswith("<img ")
    assert fichiers_avif(pont.fichier.name) == set()
    # It does not come back every minute.
    assert not Image.objects.a_faire_en_avif().exists()


def test_a_full_disk_is_tried_again(pont, monkeypatch):
    def plein(nom, contenu):
        raise OSError("No space left on device")

    with monkeypatch.context() as essai:
        essai.setattr(avif, "_ecrire", plein)
        with pytest.raises(OSError, match="space"):
            tour()
    tour()
    assert nommes(afficher(pont))


def test_texts_show_them_too(visiteur, pont, django_assert_num_queries):
    galerie = montrer(pont) + montrer(pont)
    actualite = ActualiteFabrique(titre="Les ponts", chapo="", corps=f"<p>a</p>{galerie}<p>b</p>{montrer(pont)}", image=pont)
    adresse = actualite.get_absolute_url()
    assert nommes(visiteur.get(adresse).text) == set()
    tour()
    page = visiteur.get(adresse).text
    corps = page[page.index('<div class="galerie">') :]
    attendus = {nom_avif(une.nom) for une in variantes(pont.fichier.name)}
    assert nommes(corps) >= attendus
    assert corps.count("<picture>") >= 3
    assert re.search(r'<a class="galerie__lien"[^>]*><picture><source [^>]*22rem[^>]*><img [^>]*22rem[^>]*></picture></a>', corps)
    assert 'aria-label="Voir l’image 1 en grand' in corps
    # Another file's name in a text, a draft of before: nothing is promised of it.
    assert "<picture>" not in rendre(actualite.corps, frozenset({"images/autre.webp"}))


def test_feeds_and_shared_cards_stay_as_they_are(visiteur, pont):
    actualite = ActualiteFabrique(corps=montrer(pont), image=pont)
    tour()
    assert texte_entier(actualite).count("<img ") == 1
    assert "avif" not in texte_entier(actualite) and "picture" not in texte_entier(actualite)
    page = visiteur.get(actualite.get_absolute_url()).text
    assert "avif" not in re.search(r'<meta property="og:image" content="([^"]*)"', page)[1]


def test_an_avif_is_served_as_such_or_its_webp_for_a_minute(visiteur, pont):
    tour()
    nom = nom_avif(pont.fichier.name)
    reponse = visiteur.get(f"/media/{nom}")
    assert (reponse["Content-Type"], reponse.status_code) == ("image/avif", 200)
    assert "31536000" in reponse["Cache-Control"]
    assert b"".join(reponse.streaming_content)[4:12] == b"ftypavif"
    default_storage.delete(nom)
    reponse = visiteur.get(f"/media/{nom}")
    assert (reponse.status_code, reponse["Location"]) == (302, pont.fichier.url)
    assert reponse["Cache-Control"] == "public, max-age=60"
    assert visiteur.get("/media/images/00/00000000000000000000000000000000-9x9.avif").status_code == 404


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="measured by Linux")
def test_the_encoder_stays_small_with_the_largest_picture():
    sortie = io.BytesIO()
    couleurs(2000, 2000, "RGBA").save(sortie, "WEBP", quality=82, method=0)
    programme = (
        "import io, sys; from mediatheque.encodage_avif import encoder\n"
        "encoder(sys.stdin.buffer.read(), (2000, 2000))\n"
        "print(next(int(l.split()[1]) // 1024 for l in open('/proc/self/status') if l.startswith('VmHWM')))"
    )
    dit = subprocess.run(
        [sys.executable, "-c", programme], input=sortie.getvalue(), capture_output=True, check=True, cwd=settings.BASE_DIR
    ).stdout
    print(f"{int(dit)} MB at the peak")
    assert int(dit) < PIC_MAX
    # And within what the process allows itself.
    commande = [sys.executable, "-m", "mediatheque.encodage_avif", "2000", "2000"]
    fait = subprocess.run(commande, input=sortie.getvalue(), capture_output=True, check=True, cwd=settings.BASE_DIR).stdout
    assert fait[4:12] == b"ftypavif"
