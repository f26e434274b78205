#!/usr/bin/env python
"""Command line of the portal."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError


def main():
    """Run one management command with the project's settings; a database that does not answer is told in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cuf.settings")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as erreur:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"La base ne répond pas : {str(erreur).partition(chr(10))[0]}. Rien n’a été fait, ou pas jusqu’au bout.")


if __name__ == "__main__":
    main()
