"""Makes the modules beside this file importable in every test (`register_text`)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
