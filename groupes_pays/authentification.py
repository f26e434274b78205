"""The account of a request, fetched in one query with all that its pages ask of it."""

from functools import lru_cache

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from comptes.models import Utilisateur
from groupes_pays.lecteurs import avec_liens


def avec_droits(comptes):
    """Bring with each staff account of a queryset its rights (`droits`, « app.code »): those of its roles, and its own."""
    siens = Permission.objects.order_by().filter(Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk")))
    droit = Concat("content_type__app_label", Value("."), "codename")
    return comptes.annotate(droits=Case(When(is_staff=True, then=ArraySubquery(siens.values_list(droit)))))


@lru_cache(maxsize=2)
def _comptes(jour):
    """Return the accounts with their ties and rights. Made once a day, which the memberships of that day are written in."""
    return avec_droits(avec_liens(Utilisateur.objects.all()))


class ComptePortail(ModelBackend):
    """Django's own sign-in. The account of each request comes with its ties and its rights, which then cost no query."""

    def get_user(self, user_id):
        compte = _comptes(timezone.localdate()).filter(pk=user_id).first()
        return compte if compte is not None and self.user_can_authenticate(compte) else None

    def get_all_permissions(self, user_obj, obj=None):
        """Answer from `droits`; as in Django, a superuser has every right, and rights on one object do not exist."""
        droits = getattr(user_obj, "droits", None)
        if droits is None or user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        return set(droits)
