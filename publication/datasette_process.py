"""A Datasette process: started, waited for until it answers, ended; what it serves and with which settings is for others."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from sites.errors import BadInput

LOOPBACK = "127.0.0.1"
"""This machine only."""
Process = subprocess.Popen[bytes]
"""A process that was started."""

_PROJECT = Path(__file__).resolve().parent.parent
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0


def datasette_command(
    public_db: Path, metadata: Path, plugins: Path, settings: Mapping[str, str], host: str, port: int
) -> list[str]:
    """Command line that serves this snapshot, beginning with the Python that runs it."""
    given = [word for name, value in settings.items() for word in ("--setting", name, value)]
    return [
        *(sys.executable, "-m", "datasette", "serve"),
        *("-i", str(public_db), "-m", str(metadata), "--plugins-dir", str(plugins)),
        *("-h", host, "-p", str(port)),
        *given,
    ]


@contextlib.contextmanager
def running(
    arguments: Sequence[str],
    host: str,
    port: int,
    *,
    probe: str,
    environment: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, Process]]:
    """A command that serves this host and port, up and answering at the path `probe`, for the length of a block: its address
    and its process. BadInput when it does not come up; its last words are in the message."""
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            arguments,
            stdout=words,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=_environment(environment or {}),
        )
        try:
            address = address_of(host, port)
            if not _answers(address + probe, process):
                words.seek(0)
                tail = words.read().decode("utf-8", "replace").strip().splitlines()[-1:] or ["no word from it"]
                raise BadInput(f"Datasette did not come up on {address}: {tail[0]}")
            yield address, process
        finally:
            _stop(process)


def address_of(host: str, port: int) -> str:
    """Address of the root of a server, as seen from this machine."""
    seen_from_here = LOOPBACK if host in ("0.0.0.0", "") else host
    return f"http://{f'[{seen_from_here}]' if ':' in seen_from_here else seen_from_here}:{port}/"


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment and more, with the project's folder among those Python looks in: the plugins import its
    rooms."""
    folders = [str(_PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **more, "PYTHONPATH": os.pathsep.join(folders)}


def claim_port(host: str, port: int, remedy: str = "choose another with --port or --host") -> int:
    """This port, or a free one for 0. BadInput with what to do when it is taken: whoever holds it would answer in Datasette's
    place; or when there is no such port or host."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError, UnicodeError, TypeError) as error:  # the last: a name no host can have
            reason = getattr(error, "strerror", None) or error
            raise BadInput(f"{host} port {port} cannot be used ({reason}); {remedy}") from error
        return int(probe.getsockname()[1])


def _answers(address: str, process: Process) -> bool:
    """Wait until it answers anything at all; False when it ended, or said nothing for a minute."""
    # Never through a proxy: the environment may name one, and it could not reach this address.
    opener = build_opener(ProxyHandler({}))
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with opener.open(address, timeout=5) as answer:
                answer.read()
            return process.poll() is None
        except HTTPError:
            return process.poll() is None
        except (URLError, OSError):
            time.sleep(0.05)
    return False


def _stop(process: Process) -> None:
    """End Datasette: kindly, and by force when it takes long or a second Ctrl-C comes meanwhile."""
    try:
        if process.poll() is None:
            process.terminate()
        process.wait(_STOP_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()
