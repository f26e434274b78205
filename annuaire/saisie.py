"""The forms of a profile as one: what is shown, what was typed, what it changes."""

from annuaire import fiche, lignes
from annuaire.forms import Choix, FicheForm
from annuaire.forms_jeux import JEUX

# By kind, what the names of the fields begin with: existing rows, rows to add.
PREFIXES = {
    lignes.PARTENARIAT: ("partenariats", "nouveaux"),
    lignes.MANDAT: ("mandats", "nouveaux-mandats"),
    lignes.PROJET: ("projets", "nouveaux-projets"),
}
# The day that a box « je le confirme » of a row would change.
JOURS = {lignes.PARTENARIAT: "confirme_le", lignes.MANDAT: "constate_le"}


class SaisieFiche:
    """The profile's form and the lists of its rows, over the `VueFiche` that the member sees.

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
        self.existantes, self.nouvelles = {}, {}
        for genre, (jeu_existantes, jeu_nouvelles) in JEUX.items():
            prefixe, prefixe_nouvelles = PREFIXES[genre]
            options = {"vue": vue} | ({"choix": choix} if genre == lignes.PROJET else {})
            self.existantes[genre] = jeu_existantes(
                **commun,
                prefix=prefixe,
                initial=[self._initiales(genre, cle, etat.get(cle)) for cle in vue.existantes(genre)],
                form_kwargs=options,
            )
            proposees = [cle for cle in sorted(etat) if lignes.genre_de(cle) == genre and lignes.est_nouvelle(cle) and etat[cle]]
            self.nouvelles[genre] = jeu_nouvelles(
                **commun,
                prefix=prefixe_nouvelles,
                initial=[self._initiales_nouvelle(genre, etat[cle]) for cle in proposees],
                form_kwargs=options if genre == lignes.MANDAT else {"vue": vue, "choix": choix},
            )

    def _initiales(self, genre, cle, propose):
        publie = self.vue.publiee[cle]
        montre = propose or publie
        jour = JOURS.get(genre)
        return {**montre, "cle": cle, "confirme": bool(jour) and montre[jour] != publie[jour], "retire": propose is None}

    @property
    def jeux(self):
        """Every list of rows, in the order of the page."""
        return [jeu for genre in lignes.GENRES for jeu in self._listes(genre)]

    def _initiales_nouvelle(self, genre, valeur):
        # Proposed once, it was said to be another row than those of the profile.
        valeur = {**valeur, "autre": bool(self.vue.proches(genre, valeur))}
        if genre != lignes.PARTENARIAT:
            return valeur
        nom, pays = valeur["autorites"][0]
        return {**valeur, "autorite": nom, "pays": pays}

    @property
    def representants(self):
        """The two lists of the people whom the page names."""
        return self._listes(lignes.MANDAT)

    @property
    def partenariats(self):
        """The two lists of partnerships."""
        return self._listes(lignes.PARTENARIAT)

    @property
    def projets(self):
        """The two lists of projects."""
        return self._listes(lignes.PROJET)

    def _listes(self, genre):
        return [self.existantes[genre], self.nouvelles[genre]]

    @property
    def jeton(self):
        """The signed view, for the hidden field of the form."""
        return self.vue.signer()

    @property
    def formulaires(self):
        """Every form, for the summary of errors."""
        return [self.fiche, *(un for jeu in self.jeux for un in jeu.forms)]

    @property
    def refusee(self):
        """Whether something was posted that does not pass."""
        return self.fiche.is_bound and not self.is_valid()

    def is_valid(self):
        """Check everything at once, so that every message is shown the first time."""
        return all([self.fiche.is_valid(), *(jeu.is_valid() for jeu in self.jeux)])

    @property
    def etat(self):
        """The state typed, but for a new logo; only once valid."""
        logo = self.vue.proposee["logo"] or self.vue.publiee["logo"]
        etat = self.fiche.etat(logo)
        for genre in lignes.GENRES:
            # A row whose line was not posted, or posted empty, stays as it was.
            etat |= {cle: self.vue.proposee[cle] for cle in self.vue.existantes(genre)}
            etat |= {un.cleaned_data["cle"]: un.valeur() for un in self.existantes[genre].forms if un.cleaned_data}
            ajouts = [un.valeur() for un in self.nouvelles[genre].a_garder]
            etat |= {lignes.cle_nouvelle(genre, valeur): valeur for valeur in ajouts}
        return etat

    @property
    def changements(self):
        """What the member changed from what they saw: `{key: value}`."""
        return {cle: ecart["apres"] for cle, ecart in fiche.ecarts(self.vue.proposee, self.etat).items()}

    @property
    def nouveau_logo(self):
        """The logo sent, now or with the last refused form, checked and re-encoded; None without one that passes."""
        return self.fiche.cleaned_data.get("logo") or None
