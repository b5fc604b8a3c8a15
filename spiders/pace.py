"""How often a service is asked: at most so many times in a minute, all processes of this user together; whom to ask is for others."""

import fcntl
import json
import time
from collections.abc import Callable
from pathlib import Path


class Pace:
    """A list of moments in a file that processes share under a lock."""

    def __init__(
        self,
        path: Path,
        *,
        most: int,
        seconds: float = 60.0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ):
        """`most`: turns within `seconds`. `clock` gives seconds since 1970: processes share it, unlike a monotonic one."""
        self._path, self._most, self._seconds, self._clock, self._sleep = path, most, seconds, clock, sleep

    def wait(self) -> None:
        """Return when it is our turn; the turn is noted before anything is asked, so that a kill forgets none."""
        while (pause := self._take()) > 0:
            self._sleep(min(pause, self._seconds))

    def _take(self) -> float:
        """Seconds until there is a turn; 0: it was taken."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            now = self._clock()
            file.seek(0)
            # What lies ahead of the clock was written before the clock was set back.
            turns = [turn for turn in _turns(file.read()) if now - self._seconds < turn <= now]
            if len(turns) >= self._most:
                return turns[-self._most] + self._seconds - now + 0.001
            file.seek(0)
            file.truncate()
            json.dump([*turns, now], file)
            return 0.0


def _turns(text: str) -> list[float]:
    """Moments in the file; none where it holds something else."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return sorted(float(turn) for turn in found if isinstance(turn, int | float)) if isinstance(found, list) else []
