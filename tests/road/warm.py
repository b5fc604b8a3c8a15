"""Runs the command line again and again, each time in a process of its own that has its imports behind it: they take a second,
as long as all else that most verbs do in a test.

A request is a line on standard input: what to run and where, as JSON. Its answer is a line with the exit code.
"""

import gc
import json
import os
import runpy
import sys
from importlib import import_module
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[2] / "pipeline.py"


def become(job: dict[str, object]) -> None:
    """Take on the arguments, folder, environment and output of a process that was started by a shell."""
    sys.argv = [str(PROGRAM), *job["arguments"]]  # type: ignore[misc]
    os.chdir(str(job["cwd"]))
    os.environ.clear()
    os.environ.update(job["environment"])  # type: ignore[call-overload]
    for number, path in enumerate((os.devnull, str(job["out"]), str(job["err"]))):
        opened = os.open(path, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)


def main() -> None:
    """Until standard input ends."""
    sys.path[0] = str(PROGRAM.parent)
    # The second is loaded by Scrapy, by its name, when a crawl begins.
    for name in ("pipeline", "spiders.tap"):
        import_module(name)
    # Else each process walks over all that was imported when it collects and when it ends: a tenth of a second.
    gc.freeze()
    answers = os.dup(1)
    os.set_inheritable(answers, False)
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            os.close(answers)
            become(json.loads(line))
            # As `python pipeline.py` does: the whole file, as __main__, whose end is the end of the process.
            runpy.run_path(str(PROGRAM), run_name="__main__")
            return
        _, status = os.waitpid(child, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
