"""The forms of a profile as one: what is shown, what was typed, what it changes."""

from annuaire import fiche
from annuaire.forms import Choix, FicheForm, NouveauxPartenariats, Partenariats


class SaisieFiche:
    """The profile's form and its two lists of partnerships, over the `VueFiche` that the member sees.

    Args:
        vue: the state the form starts from.
        etat: the values to show, `vue.proposee` by default.
        data, files: what was posted, or None to show the form.
        message: the words to staff to show.
        retrouver_logo: with `data`, what gives back the logo kept from the last refused form (`annuaire.logo.retrouver`).
    """

    def __init__(self, vue, *, etat=None, data=None, files=None, message="", retrouver_logo=None):
        self.vue = vue
        etat = vue.proposee if etat is None else etat
        choix = Choix(etat)
        commun = {"data": data, "files": files}
        simples = {cle: valeur for cle, valeur in etat.items() if cle in fiche.LIBELLES and cle != "logo"}
        sans_logo = bool(vue.publiee["logo"]) and etat["logo"] is None
        self.logo = etat["logo"]
        self.fiche = FicheForm(
            **commun,
            initial={**simples, "sans_logo": sans_logo, "message": message},
            choix=choix,
            retrouver_logo=retrouver_logo,
        )
        self.partenariats = Partenariats(
            **commun,
            prefix="partenariats",
            initial=[self._initiales(cle, etat.get(cle)) for cle in vue.partenariats],
            form_kwargs={"vue": vue},
        )
        self.nouveaux = NouveauxPartenariats(
            **commun,
            prefix="nouveaux",
            initial=[_initiales_nouveau(etat[cle]) for cle in sorted(etat) if cle.startswith(fiche.NOUVEAU) and etat[cle]],
            form_kwargs={"choix": choix, "vue": vue},
        )

    def _initiales(self, cle, propose):
        publie = self.vue.publiee[cle]
        montre = propose or publie
        return {
            "cle": cle,
            "nature": montre["nature"],
            "annee": montre["annee"],
            "etat": montre["etat"],
            "confirme": montre["confirme_le"] != publie["confirme_le"],
            "retire": propose is None,
        }

    @property
    def jeton(self):
        """The signed view, for the hidden field of the form."""
        return self.vue.signer()

    @property
    def formulaires(self):
        """Every form, for the summary of errors."""
        return [self.fiche, *self.partenariats.forms, *self.nouveaux.forms]

    @property
    def refusee(self):
        """Whether something was posted that does not pass."""
        return self.fiche.is_bound and not self.is_valid()

    def is_valid(self):
        """Check everything at once, so that every message is shown the first time."""
        return all([self.fiche.is_valid(), self.partenariats.is_valid(), self.nouveaux.is_valid()])

    @property
    def etat(self):
        """The state typed, but for a new logo; only once valid."""
        logo = self.vue.proposee["logo"] or self.vue.publiee["logo"]
        etat = self.fiche.etat(logo)
        # A tie whose line was not posted, or posted empty, stays as it was.
        etat |= {cle: self.vue.proposee[cle] for cle in self.vue.partenariats}
        etat |= {un.cleaned_data["cle"]: un.valeur() for un in self.partenariats.forms if un.cleaned_data}
        return etat | {fiche.cle_nouveau(un.valeur()): un.valeur() for un in self.nouveaux.a_garder}

    @property
    def changements(self):
        """What the member changed from what they saw: `{key: value}`."""
        return {cle: ecart["apres"] for cle, ecart in fiche.ecarts(self.vue.proposee, self.etat).items()}

    @property
    def nouveau_logo(self):
        """The logo sent, now or with the last refused form, checked and re-encoded; None without one that passes."""
        return self.fiche.cleaned_data.get("logo") or None


def _initiales_nouveau(valeur):
    nom, pays = valeur["autorites"][0]
    return {"autorite": nom, "pays": pays, "nature": valeur["nature"], "annee": valeur["annee"], "etat": valeur["etat"]}
