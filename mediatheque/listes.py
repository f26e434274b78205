"""Filters of the lists of the media library."""

from django.contrib import admin
from django.utils import timezone


class ParDescription(admin.SimpleListFilter):
    """Whether it is said what a picture shows."""

    title = "description"
    parameter_name = "description"

    def lookups(self, request, model_admin):
        return [("a-decrire", "à décrire"), ("decrite", "décrite"), ("decorative", "décorative")]

    def queryset(self, request, queryset):
        match self.value():
            case "a-decrire":
                return queryset.a_decrire()
            case "decrite":
                return queryset.exclude(alt="")
            case "decorative":
                return queryset.filter(decorative=True)
        return queryset


class ParDroits(admin.SimpleListFilter):
    """Whether the rights of a picture or of a document end."""

    title = "droits"
    parameter_name = "droits"

    def lookups(self, request, model_admin):
        return [("bientot", "finissent dans 60 jours, ou finis"), ("finis", "finis"), ("limites", "limités dans le temps")]

    def queryset(self, request, queryset):
        match self.value():
            case "bientot":
                return queryset.dont_les_droits_finissent()
            case "finis":
                return queryset.filter(droits_jusqu_au__lt=timezone.localdate())
            case "limites":
                return queryset.filter(droits_jusqu_au__isnull=False)
        return queryset


class ParEcoute(admin.SimpleListFilter):
    """Sounds and videos, and those whose words nobody wrote."""

    title = "sons et vidéos"
    parameter_name = "ecoute"

    def lookups(self, request, model_admin):
        return [("tous", "sons et vidéos"), ("a-transcrire", "à transcrire")]

    def queryset(self, request, queryset):
        match self.value():
            case "tous":
                return queryset.enregistrements()
            case "a-transcrire":
                return queryset.filter(a_transcrire=True)
        return queryset
