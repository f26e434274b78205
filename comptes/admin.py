from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple, Widget
from django.template.loader import render_to_string
from django.utils.html import format_html

from comptes.actions import inviter
from comptes.models import Role, Utilisateur
from comptes.roles import EN_BREF, pouvoirs
from gestion.base import AdminBase, AdminLecture
from gestion.formulaires import FormulaireAdmin, FormulaireAvecEmpreinte
from socle.droits import ROLES

admin.site.unregister(Group)


class CreationForm(FormulaireAdmin):
    """A new account: who it is for. The person chooses the password, from the invitation."""

    class Meta:
        model = Utilisateur
        fields = ["courriel", "prenom", "nom", "fonction", "is_staff"]

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class MotDePasseAVenir(Widget):
    """In place of a password not chosen yet: the person invited chooses it, nobody else."""

    read_only = True

    def id_for_label(self, id_):
        return None

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            "<p>{}</p>",
            "Pas encore choisi : la personne le choisit elle-même, d’après le courriel d’invitation. Pour le lui renvoyer, "
            "cochez ce compte dans la liste des comptes, puis « Envoyer (de nouveau) l’invitation ».",
        )


class FormulaireUtilisateur(FormulaireAvecEmpreinte, UserChangeForm):
    """An account, its password shown as Django does, where there is one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "password" in self.fields and not self.instance.has_usable_password():
            self.fields["password"].widget = MotDePasseAVenir()
            self.fields["password"].help_text = ""


@admin.register(Utilisateur)
class UtilisateurAdmin(AdminBase, UserAdmin):
    si_tenu = "Ce compte a écrit ce qui suit : décochez plutôt « compte actif », il ne pourra plus se connecter."
    add_form = CreationForm
    add_form_template = None
    form = FormulaireUtilisateur
    list_display = ["courriel", "prenom", "nom", "fonction", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["courriel", "prenom", "nom"]
    ordering = ["nom", "prenom", "courriel"]
    readonly_fields = ["last_login", "cree_le"]
    fieldsets = [
        (None, {"fields": ["courriel", "password", "prenom", "nom", "fonction"]}),
        (
            "Droits",
            {
                "fields": ["is_active", "is_staff", "groups"],
                "description": "Les rôles sont pour l’équipe. Un membre, lui, se rattache à sa collectivité : voir plus bas.",
            },
        ),
        ("Dates", {"fields": ["last_login", "cree_le"]}),
    ]
    add_fieldsets = [(None, {"fields": ["courriel", "prenom", "nom", "fonction", "is_staff"]})]
    actions = ["envoyer_invitation"]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """Show the roles one under the other: they are three."""
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        """Only a superuser changes a superuser: an administrator cannot take over a wider account."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change:
            inviter(utilisateur=obj, par=request.user)
            self.message_user(
                request,
                f"Une invitation part à {obj.courriel}. Donnez-lui un rôle ci-dessous, ou rattachez-le à sa collectivité.",
                messages.SUCCESS,
            )

    @admin.action(description="Envoyer (de nouveau) l’invitation à choisir un mot de passe", permissions=["change"])
    def envoyer_invitation(self, request, queryset):
        actifs = [compte for compte in queryset if compte.is_active and self.has_change_permission(request, compte)]
        for compte in actifs:
            inviter(utilisateur=compte, par=request.user)
        self.message_user(request, f"Invitations envoyées : {len(actifs)}.", messages.SUCCESS)


@admin.register(Role)
class RoleAdmin(AdminLecture):
    """The roles of the team, read only, for each to know what is theirs and whom to ask for the rest."""

    list_display = ["name", "en_bref"]
    fields = ["name", "en_bref", "ce_qu_il_peut"]
    readonly_fields = ["name", "en_bref", "ce_qu_il_peut"]
    search_fields = ["name"]
    ordering = ["pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(name__in=ROLES)

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        """All the team: none of this is secret."""
        return request.user.is_staff

    @admin.display(description="en bref")
    def en_bref(self, role):
        return EN_BREF[role.name]

    @admin.display(description="ce que ce rôle peut faire")
    def ce_qu_il_peut(self, role):
        return render_to_string("admin/comptes/role.html", {"pouvoirs": pouvoirs(role.name)})
