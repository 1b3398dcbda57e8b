"""A site of its own with the demo network, for benchmarks that ask over HTTP."""

# ruff: noqa: S603 - our own programs

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen


@contextmanager
def demo_site() -> Iterator[str]:
    """The address of a site of its own with the demo network."""
    punkt = str(Path(sys.executable).with_name("punkt"))
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {**os.environ, "PUNKT_HOME": home, "PUNKT_DEMO": "yes"}
        for command in (["prepare", "--quiet"], ["demo"]):
            subprocess.run([punkt, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        serving = [punkt, "serve", "--port", str(port)]
        with subprocess.Popen(serving, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as site:
            address = f"http://127.0.0.1:{port}"
            for _try in range(100):
                with suppress(OSError), urlopen(address):
                    break
                time.sleep(0.2)
            yield address
            site.terminate()
