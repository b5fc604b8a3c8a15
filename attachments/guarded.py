"""Reads files in a child process with bounds on time, memory and output, so that a hostile file costs one outcome, never the run.

The child is kept from file to file and replaced after a failure; what it does is for `child`.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

from attachments.extraction import MOST_TEXT, Extraction, Outcome, unpacked
from attachments.place import can_lose_place

SECONDS = 8.0
"""Longest that one file may take of the processor. On the wall as long, and longer where the machine has others to serve: then
`PATIENCE` times that, and what did not come by then is the machine's doing."""
PATIENCE = 4
MEMORY = 400 * 1024 * 1024
"""Bytes that the child may hold beyond what it holds when it begins."""
TOO_LARGE = 3
"""Exit code of the child when a file does not even find room."""
_MOST_ANSWER = 8 * MOST_TEXT
"""Bytes of an answer; the kept text of a file takes at most four a character. Both sides speak JSON, for a pickle
runs what it says, and a file may have taken over the child."""
_MOST_WORDS = 1 << 16
_OUT_OF_MEMORY = re.compile(rb"memory allocation of \d+ bytes failed|bad_alloc")
"""What the libraries of Rust and of C++ write before they abort for want of memory. Whoever aborts without a word wants memory too: pdfium
does it for nothing else (`FX_OutOfMemoryTerminate`; what it checks and finds wrong ends by a trap), and glibc, which finds memory in
disorder, Rust and Python say why."""
UNTOLD_PLACE = (("Unread", "what it says of its place can neither be read nor taken out"),)
"""In place of a position, so that the bytes of such a picture are not published."""
_ENDS = {
    -signal.SIGABRT: "a library gave up",
    -signal.SIGTRAP: "a library found that it went wrong",
    -signal.SIGSEGV: "it broke (a place in memory that is none)",
    -signal.SIGBUS: "it broke (a place in memory that is none)",
    -signal.SIGFPE: "it broke (a sum that has no result)",
    -signal.SIGILL: "it broke (an instruction that is none)",
    -signal.SIGKILL: "it was ended from outside, for want of memory perhaps",
    -signal.SIGXCPU: "it took too much of the processor",
    -signal.SIGXFSZ: "it wrote to the disk",
}
"""What the exit code of a child means, in words."""
_MOST_FILES = 2000
"""Files after which the child is replaced, whatever leaks it may have."""
_START_SECONDS = 60.0
_DRAWING_SECONDS, _LEAST_SECONDS = 2.0, 0.5
_ROOT = Path(__file__).resolve().parent.parent


class Extractor:
    """Reads one file at a time; used in a `with` block, by one thread."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: tuple[subprocess.Popen[bytes], Connection] | None = None
        self._stderr = -1
        self._files = 0

    def __enter__(self) -> "Extractor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, payload: bytes, media_type: str) -> Extraction:
        """What a file says, as `reading.read_file`; `timeout`, `memory` and `crash` are outcomes too. Never raises for a file;
        OSError when no child can be started, TimeoutError when the machine has no time for it."""
        begin = time.monotonic()
        found = self._ask("read", payload, media_type, self._seconds)
        # Of a locked PDF only its reader sees the pictures; where nobody opens it without a password, none is told.
        is_unseen = (
            found.outcome not in ("read", "protected") and media_type == "application/pdf" and b"/Encrypt" in payload
        )
        if not found.exif_place and (is_unseen or not can_lose_place(payload, media_type)):
            # Whatever came of it, what stands in it unread may tell the place.
            found = replace(found, exif_place=UNTOLD_PLACE)
        if found.outcome != "read" or media_type != "application/pdf":
            return found
        # Apart from its text, which a page that takes for ever to draw must not cost.
        left = max(_LEAST_SECONDS, min(_DRAWING_SECONDS, self._seconds - time.monotonic() + begin))
        try:
            return replace(found, thumbnail=self._ask("draw", payload, None, left).thumbnail)
        except TimeoutError:
            return found

    def recognise(self, payload: bytes, media_type: str, numbers: tuple[int, ...], seconds: float) -> Extraction:
        """The texts of these pages as recognised in their pictures, as `recognition.recognise`; outcomes and errors as `read`."""
        return self._ask("recognise", payload, (media_type, numbers), seconds)

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            process, pipe = self._child
            pipe.close()
            # With the tesseract that it may have begun: both are in a session of their own.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(self._stderr)
            self._child = None

    def _ask(self, task: str, payload: bytes, words: Any, seconds: float, *, is_last: bool = False) -> Extraction:
        pipe = self._pipe()
        used = self._processor_time()
        try:
            self._last_words()
            pipe.send_bytes(json.dumps((task, words, seconds)).encode())
            pipe.send_bytes(payload)
            # What tesseract uses is not told before it ends, so recognition has its time on the wall.
            if not self._answers(pipe, seconds, used if task == "recognise" else used + seconds):
                return self._failed("timeout", f"not read within {seconds:g} seconds")
            found = unpacked(pipe.recv_bytes(_MOST_ANSWER))
        except (ValueError, TypeError, KeyError) as error:
            return self._failed("crash", f"the reader answered with something else: {type(error).__name__}: {error}")
        except TimeoutError:
            self.close()
            raise
        except (EOFError, OSError):
            code: int | None = None
            if self._child is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    code = self._child[0].wait(1)
            if code == -signal.SIGKILL and not is_last:
                # By somebody outside, and what is noted of a file stands until the readers are others: another try.
                self.close()
                return self._ask(task, payload, words, seconds, is_last=True)
            said = self._last_words()
            if code == TOO_LARGE or (code == -signal.SIGABRT and (not said or _OUT_OF_MEMORY.search(said))):
                return self._failed("memory", f"more than {self._memory} bytes were wanted")
            return self._failed("crash", f"the reader ended by itself: {_ENDS.get(code or 0, f'exit code {code}')}")
        if found.outcome in ("memory", "crash"):
            self.close()
        return found

    def _answers(self, pipe: Connection, seconds: float, until: float) -> bool:
        """Whether an answer came in time: on the wall, or, where the machine was busy, before the child had used its time of the
        processor. TimeoutError where it got too little of that for too long."""
        end = time.monotonic() + PATIENCE * seconds
        if pipe.poll(seconds):
            return True
        while (used := self._processor_time()) < until:
            if pipe.poll(0.1):
                return True
            if time.monotonic() > end:
                had = max(0.0, seconds - until + used)
                raise TimeoutError(
                    f"not read within {PATIENCE * seconds:g} seconds, of which the processor gave it {had:.1f}: the machine is busy"
                )
        return False

    def _processor_time(self) -> float:
        """Seconds of the processor that the child has used (proc(5), `utime` and `stime`)."""
        assert self._child is not None
        told = Path(f"/proc/{self._child[0].pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def _last_words(self) -> bytes:
        """What the child wrote to its standard error since it was asked last."""
        with contextlib.suppress(BlockingIOError):
            return os.read(self._stderr, _MOST_WORDS) if self._child is not None else b""
        return b""

    def _failed(self, outcome: Outcome, message: str) -> Extraction:
        self.close()
        return Extraction(outcome, message)

    def _pipe(self) -> Connection:
        self._files += 1
        if self._files % _MOST_FILES == 0:
            self.close()
        if self._child is None:
            mine, its = socket.socketpair()
            # A program of its own, not a copy of this process: a fork would hold the database of its parent, and a spawned
            # process would import all of the command line, which takes five times as long.
            self._stderr, stderr = os.pipe()
            os.set_blocking(self._stderr, False)
            os.set_blocking(stderr, False)  # who is not heard must not wait
            process = subprocess.Popen(
                [sys.executable, "-m", "attachments.child", str(its.fileno()), str(self._memory)],
                pass_fds=[its.fileno()], stdin=subprocess.DEVNULL, stderr=stderr, cwd=_ROOT, start_new_session=True,
            )  # fmt: skip
            its.close()
            os.close(stderr)
            self._child = process, Connection(mine.detach())
            try:
                if not self._child[1].poll(_START_SECONDS):
                    raise OSError(f"the reader of files did not start within {_START_SECONDS:g} seconds")
                self._child[1].recv_bytes()
            except OSError:
                self.close()
                raise
            except EOFError as error:  # before it saw any file: something of the program is missing on this machine
                process.wait()
                said = self._last_words().decode("utf-8", "replace").strip().splitlines()[-1:] or ["no word from it"]
                self.close()
                raise OSError(f"the reader of files does not start: {said[0]}") from error
        return self._child[1]
