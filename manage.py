#!/usr/bin/env python
"""Command line of the portal."""

import os
import sys

from django.core.management import execute_from_command_line


def main():
    """Run one management command with the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cuf.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
