"""The program that reads files under bounds, for `guarded`: `python -m attachments.child DESCRIPTOR BYTES`; how is for `reading`."""

import contextlib
import json
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from attachments.extraction import Extraction, packed, without_addresses
from attachments.guarded import TOO_LARGE
from attachments.pdf import first_page_as_thumbnail
from attachments.reading import read_file
from attachments.recognition import recognise

_TASKS: dict[str, Callable[[bytes, Any], Extraction]] = {
    "read": read_file,
    "draw": lambda payload, _: Extraction("read", thumbnail=first_page_as_thumbnail(payload)),
    "recognise": lambda payload, words: recognise(payload, *words),
}


def serve(pipe: Connection, memory: int) -> None:
    """Read what comes through the pipe until it is closed, holding no more than so many bytes beyond what is held now."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its child
    resource.setrlimit(resource.RLIMIT_DATA, (_held() + memory, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send_bytes(b"ready")
    while True:
        try:
            task, words, seconds = json.loads(pipe.recv_bytes())
            payload = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        except MemoryError:
            # What is left of the file stands in the pipe, and must not be taken for the next task.
            sys.exit(TOO_LARGE)
        _bound(seconds, writes=task == "recognise")
        pipe.send_bytes(
            _answer(task, payload, words) or packed(Extraction("memory", f"more than {memory} bytes were wanted"))
        )


def _answer(task: str, payload: bytes, words: Any) -> bytes | None:
    """What came of one file; None: it wanted too much memory, which is free again only now that the error is forgotten, for
    that holds all that the reader had. To say so before ended the child: a sheet of 800,000 cells was a crash."""
    with contextlib.suppress(MemoryError):
        try:
            return packed(_TASKS[task](payload, words))
        except MemoryError:
            raise
        except BaseException as error:  # noqa: BLE001 - the border: libraries in other languages panic with errors of their own
            told = without_addresses(f"the reader broke: {type(error).__name__}: {str(error)[:300]}")
            return packed(Extraction("crash", told))
    return None


def _bound(seconds: float, *, writes: bool) -> None:
    """Let the next file take so much of the processor, should nobody be left to end this process, and write nothing to the disk;
    tesseract may, in its folder for the moment."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    size = resource.RLIM_INFINITY if writes else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _held() -> int:
    """Bytes of data that this process has mapped, as RLIMIT_DATA counts them (Linux 4.7: private writable pages)."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - a file of the kernel
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmData:"))
    return kilobytes * 1024


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), int(sys.argv[2]))
