"""How a run leaves when something stood in its way: one line on stderr and the exit code of the README; the verbs only raise."""

import codecs
import errno
import io
import os
import sqlite3
import sys
from collections.abc import Callable

from sites.errors import FondsError, Unfinished

_BUSY_OR_FULL = ("full", "locked", "readonly", "disk I/O", "unable to open")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EFBIG)

_NO_PLACE = (errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)
"""What a path is at which nothing can ever be: below a file, with a name that is too long, a link to itself."""


def leave(run: Callable[[], int]) -> int:
    """Exit code of `run`. What it raises and a person can mend becomes one line on stderr; what is left is a slip of the
    program, shown whole when FONDS_DEBUG is set."""
    try:
        code = run()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return output_closed()
    except KeyboardInterrupt:
        return _say("stopped", 3)
    except FondsError as error:
        return _say(str(error), error.exit_code)
    except sqlite3.OperationalError as error:
        return _storage(error, any(word in str(error) for word in _BUSY_OR_FULL))
    except sqlite3.DatabaseError as error:
        return _say(f"the database is damaged: {error}; captures/ can be imported into a fresh --data folder", 5)
    except OSError as error:
        if error.errno in _NO_PLACE:
            return _say(f"{error.filename}: {error.strerror}; give another path", 2)
        return _storage(error, error.errno in _NO_ROOM)


def write_any_letter() -> None:
    """Have standard output take every letter, also where its encoding lacks some, as that of a terminal in ISO 8859-1 does: these
    are escaped as JSON has it, so that JSON stays JSON."""
    codecs.register_error("escaped", _escaped)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="escaped")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What stands for the letters that an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


def output_closed() -> int:
    """Exit code for output that nobody reads to its end. Nothing is said, and what waits to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Unfinished.exit_code


def _storage(error: Exception, known: bool) -> int:
    """A disk that takes no more, or is in use by another; or an error nobody foresaw."""
    if os.environ.get("FONDS_DEBUG"):
        raise error
    if known:
        return _say(
            f"{error}; make room, give write permission or wait for the other process, then the same command again", 3
        )
    return _say(f"{error}; unexpected: FONDS_DEBUG=1 shows more", 1)


def _say(words: str, code: int) -> int:
    print(f"fonds: {words}", file=sys.stderr)
    return code
