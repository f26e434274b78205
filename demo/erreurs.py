class ErreurDemo(Exception):
    """The demo cannot be loaded; the message is one line in French that says why."""
