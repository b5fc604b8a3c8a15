"""The program that reads files under bounds, for `guarded`: `python -m attachments.child DESCRIPTOR BYTES`; how is for `reading`."""

import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from attachments.extraction import Extraction
from attachments.reading import read_file
from attachments.recognition import recognise

_TASKS: dict[str, Callable[[bytes, Any], Extraction]] = {
    "read": read_file,
    "recognise": lambda payload, words: recognise(payload, *words),
}


def serve(pipe: Connection, memory: int) -> None:
    """Read what comes through the pipe until it is closed, holding no more than so many bytes beyond what is held now."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its child
    resource.setrlimit(resource.RLIMIT_DATA, (_held() + memory, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send(None)
    too_much = Extraction("memory", f"more than {memory} bytes were wanted")
    while True:
        try:
            task, words = pipe.recv()
            payload = pipe.recv_bytes()
        except (EOFError, OSError, MemoryError):
            return  # of a file too large to be taken in, the rest still stands in the pipe
        try:
            found: object = _TASKS[task](payload, words)
        except MemoryError:
            found = too_much
        except BaseException as error:  # noqa: BLE001 - the border: libraries in other languages panic with errors of their own
            found = f"{type(error).__name__}: {str(error)[:300]}"
        pipe.send(found)


def _held() -> int:
    """Bytes of data that this process has mapped, as RLIMIT_DATA counts them (Linux 4.7: private writable pages)."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - a file of the kernel
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmData:"))
    return kilobytes * 1024


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
