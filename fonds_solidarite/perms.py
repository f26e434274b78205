"""Who writes in the ledger of the funds? Each docstring is the rule."""


def peut_enregistrer(utilisateur):
    """Édition and administration record contributions, move them on and correct them; rédaction only reads them."""
    return utilisateur.has_perm("fonds_solidarite.add_contribution")


def peut_affecter(utilisateur):
    """Édition and administration allocate what the donors' committee voted, note its progress and correct it."""
    return utilisateur.has_perm("fonds_solidarite.add_affectation")


def peut_contre_passer(utilisateur, ecriture):
    """Whoever may write a line may correct one of the same kind."""
    return utilisateur.has_perm(f"fonds_solidarite.add_{ecriture._meta.model_name}")
