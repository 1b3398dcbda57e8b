"""Loaded by pytest before Django reads its settings: tests get a home of their own and nothing of the developer's."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("PUNKT_")]:
    del os.environ[_name]

HOME = Path(tempfile.mkdtemp(prefix="punkt-tests-"))
os.environ["PUNKT_HOME"] = str(HOME)
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
