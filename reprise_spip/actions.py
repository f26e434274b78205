"""Writes of the take-over: the plan, the places kept, the articles by batches."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone

from mediatheque.identites import rattacher
from reprise_spip.models import Correspondance, Destination
from reprise_spip.moteur.articles import Prevu
from socle.journal import nommer
from socle.models import Journal
from socle.texte_riche import assainir

REPRENDRE = "reprendre_spip"
nommer({REPRENDRE: "reprendre de l’ancien site"})


@transaction.atomic
def enregistrer_plan(*, lignes: Sequence[Destination]) -> None:
    """Write lines of the plan that are proposed and not kept yet."""
    Destination.objects.bulk_create(lignes)


@transaction.atomic
def reserver(*, correspondances: Sequence[Correspondance]) -> None:
    """Give each of these the key that its row will have, and keep it: a run that is cut finds the same ones."""
    par_genre = defaultdict(list)
    for une in correspondances:
        par_genre[une.type_objet].append(une)
    for type_objet, lignes in par_genre.items():
        table = type_objet.model_class()._meta.db_table
        with connection.cursor() as curseur:
            curseur.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(lignes)])
            for une, (cle,) in zip(lignes, curseur.fetchall(), strict=True):
                une.id_objet = cle
    Correspondance.objects.bulk_create(correspondances, batch_size=1000)


@transaction.atomic
def ecrire_articles(*, prevus: Sequence[Prevu]) -> None:
    """Write articles, their links, what they came from and a line of the journal each: all of them or none.

    Their dates are those of SPIP. A row that was taken before keeps its address, whatever its title is now.

    Raises:
        ValueError: a row was changed in the portal since it was read.
    """
    par_modele = defaultdict(list)
    for prevu in prevus:
        par_modele[prevu.modele].append(prevu)
    for modele, lot in par_modele.items():
        nouveaux = [prevu for prevu in lot if prevu.nouveau]
        modele._base_manager.bulk_create([modele(pk=prevu.correspondance.id_objet, **prevu.champs) for prevu in nouveaux])
        anciens = [prevu for prevu in lot if not prevu.nouveau]
        for prevu in anciens:
            champs = {**prevu.champs, "corps": rattacher(assainir(prevu.champs["corps"]))}
            intacte = modele._base_manager.filter(pk=prevu.correspondance.id_objet, modifie_le=prevu.correspondance.modifie_le)
            if not intacte.update(**champs):
                raise ValueError("modifié dans le portail pendant la reprise.")
        _lier(modele, lot, anciens)
    _noter(prevus)


def _lier(modele, lot, anciens):
    """Tie rows to their subjects, a table at a time."""
    for champ in modele._meta.many_to_many:
        if champ.name not in lot[0].liens:
            continue
        table, ici, la = champ.remote_field.through, champ.m2m_field_name(), champ.m2m_reverse_field_name()
        if anciens:
            cles = [prevu.correspondance.id_objet for prevu in anciens]
            table._default_manager.filter(**{f"{ici}__in": cles}).delete()
        table._default_manager.bulk_create(
            table(**{f"{ici}_id": prevu.correspondance.id_objet, f"{la}_id": cle})
            for prevu in lot
            for cle in prevu.liens[champ.name]
        )


def _noter(prevus):
    maintenant = timezone.now()
    for prevu in prevus:
        une = prevu.correspondance
        une.empreinte, une.modifie_le, une.repris_le = prevu.empreinte, prevu.champs["modifie_le"], maintenant
        une.visites, une.signatures = prevu.article.visites, prevu.signatures
    Correspondance.objects.bulk_update(
        [prevu.correspondance for prevu in prevus], ["empreinte", "modifie_le", "repris_le", "visites", "signatures"]
    )
    Journal.objects.bulk_create(
        Journal(
            action=REPRENDRE,
            type_objet=prevu.correspondance.type_objet,
            id_objet=str(prevu.correspondance.id_objet),
            intitule=prevu.champs["titre"][:250],
            detail={"spip": f"article {prevu.article.id}"},
        )
        for prevu in prevus
    )
