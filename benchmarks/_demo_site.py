"""A site of its own with the demo network, for benchmarks that ask over HTTP."""

# ruff: noqa: S603 - our own programs

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

_PUNKT = str(Path(sys.executable).with_name("punkt"))


class DemoSite:
    """A site in a folder of its own, which can be started again after it was killed."""

    def __init__(self, home: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._environment = {**os.environ, "PUNKT_HOME": home, "PUNKT_DEMO": "yes"}
        for command in (["prepare", "--quiet"], ["demo"]):
            subprocess.run([_PUNKT, *command], env=self._environment, check=True, stdout=subprocess.DEVNULL)
        self._site: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, and comes back when it answers."""
        serving = [_PUNKT, "serve", "--port", str(self._port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._site = subprocess.Popen(serving, env=self._environment, **quiet)
        for _try in range(1200):
            with suppress(OSError), urlopen(self.address):  # noqa: S310 - of this machine
                return
            time.sleep(0.1)
        raise RuntimeError("The site does not start.")

    def processor_s(self) -> float:
        """Seconds of a processor that its processes have used so far; those of a database server are not its own."""
        if self._site is None:
            return 0.0
        ticks = 0
        for pid in [self._site.pid, *_descendants(self._site.pid)]:
            with suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])  # utime and stime: man 5 proc
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Lets it end as an operator would."""
        if self._site is not None:
            self._site.terminate()
            self._site.wait()

    def kill(self) -> None:
        """Kills all its processes at once: none can put anything in order."""
        if self._site is not None:
            for pid in [self._site.pid, *_descendants(self._site.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._site.wait()


def _descendants(pid: int) -> list[int]:
    """The children of a process and theirs, as Linux tells them."""
    children = [int(text) for path in Path(f"/proc/{pid}/task").glob("*/children") for text in path.read_text().split()]
    return [*children, *(one for child in children for one in _descendants(child))]


@contextmanager
def demo_site() -> Iterator[str]:
    """The address of a site of its own with the demo network."""
    with tempfile.TemporaryDirectory() as home:
        site = DemoSite(home)
        site.start()
        try:
            yield site.address
        finally:
            site.stop()
