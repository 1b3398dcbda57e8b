"""The repository works anywhere: no file names a folder of somebody's machine, no lock a package registry."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

PYTHON_LOCKS = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-benchmarks.txt",
    "scripts/node-requirements.txt",
]
LOCKS = [*PYTHON_LOCKS, "package-lock.json"]
# A folder of a person or a build machine. Pages may speak of /var/lib and /usr.
MACHINE_PATH = re.compile(r"(?<![\w.~$}])/(?:home|root|Users|work|mnt|farm)/[\w.-]+/")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("not a checkout: git does not know these files")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.findall(r"(?:https?|git|file|ssh)(?::|\+)//\S+|--(?:extra-)?index-url\S*", text)
    assert '"resolved"' not in text


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_locked_python_package_has_a_hash(name: str) -> None:
    packages = re.findall(r"^\S+==\S+.*(?:\n[ ]+.*)*", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert packages
    assert all("--hash=sha256:" in package for package in packages)


def test_every_locked_npm_package_has_a_hash_and_a_permissive_licence() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    ours = packages.pop("")
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert {one["license"] for one in packages.values()} <= {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in ours["dependencies"].values())


def test_no_tracked_file_names_a_folder_of_a_machine() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content[:8000]:
            hits = MACHINE_PATH.findall(content.decode("utf-8", "replace"))
            found += [f"{path.relative_to(ROOT)}: {hit}" for hit in hits]
    assert not found


def test_nothing_of_others_is_copied_into_the_repository() -> None:
    copied = [path for path in tracked() if path.name.endswith((".min.js", ".min.css")) or "node_modules" in path.parts]
    assert not copied


@pytest.mark.parametrize("person", ["ann", "build"])
def test_a_folder_of_a_machine_is_seen(person: str) -> None:
    assert MACHINE_PATH.search(f"see /home/{person}/x")


@pytest.mark.parametrize("text", ["in /var/lib/punkt/", "a/{}/b/", "https://example.org/{}/x/"])
@pytest.mark.parametrize("folder", ["work", "home"])
def test_other_paths_are_let_through(text: str, folder: str) -> None:
    assert not MACHINE_PATH.search(text.format(folder))
