"""Makes the modules beside this file importable in every test, and gives the site its own folder.

The site reads its settings from the environment when it is imported, so they are set before.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "techmarket.web.settings"
os.environ["TECHMARKET_DATA"] = tempfile.mkdtemp(prefix="techmarket-site-")
(Path(os.environ["TECHMARKET_DATA"]) / "static").mkdir()
os.environ["TECHMARKET_SECRET"] = "known-to-the-tests-and-of-no-use-anywhere-else-in-the-world"
for name in ("TECHMARKET_DATABASE", "TECHMARKET_PRODUCTION", "TECHMARKET_HOSTS"):
    os.environ.pop(name, None)

import django  # noqa: E402

django.setup()
