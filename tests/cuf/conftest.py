"""The proxy is someone else's program: without it, its tests are left out, and the report says so."""

import os
import shutil

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

collect_ignore = [] if NGINX else ["test_proxy.py"]


def pytest_report_header():
    return None if NGINX else "nginx est introuvable : tests/cuf/test_proxy.py est laissé de côté."
