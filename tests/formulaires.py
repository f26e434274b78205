"""What a browser sends back with a form of the back office."""


def version(client, adresse):
    """Return the version of the row that the change form at `adresse` shows."""
    return {"version": client.get(adresse).context["adminform"].form["version"].value()}
