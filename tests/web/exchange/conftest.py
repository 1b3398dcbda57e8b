"""A worker that works at once."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def worker_at_once(settings: Any, tmp_path: Path) -> Path:
    """Tasks are done when they are handed over; uploads lie in a folder of the test's own, which this is."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
