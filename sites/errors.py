"""The one tree of errors a caller can meet: a docstring tells what to do, `exit_code` how it ends a run; catching is for callers.

FondsError
├── BadInput             2  the caller gave something that cannot be used
│   ├── UnknownSite      2
│   ├── SiteFileError    2
│   ├── NotAnArchive     2
│   ├── Unreadable       2
│   └── ForeignVersion   2
├── Unfinished           3  stopped before the work was done; nothing stored is lost
│   ├── StorageFull      3
│   ├── AlreadyRunning   3
│   └── ReaderDied       3
├── FarFromExpected      4  done, but nothing or far less was found than a living site gives
└── Damage               5  bytes on disk are not what the ledger says
"""


class FondsError(Exception):
    """Anything this program refuses or cannot do. Print it as one line; leave with `exit_code`."""

    exit_code = 1


class BadInput(FondsError):
    """What was given cannot be used. Nothing was changed; correct it and call again."""

    exit_code = 2


class UnknownSite(BadInput):
    """No site has this name or host. Name one that `status` lists, or make one: `crawl http://host/ --name NAME`."""


class SiteFileError(BadInput):
    """A site file says something the program does not understand. The message names file and field; mend it there."""


class NotAnArchive(BadInput):
    """The file given is not a WARC file. Nothing of it was taken in; give the file that the crawler wrote."""


class Unreadable(BadInput):
    """A file that was given is not there or may not be read. Name another, or give the right to read it."""


class ForeignVersion(BadInput):
    """The data folder was made by another version. Use that version, or a fresh `--data` folder and `import`."""


class Unfinished(FondsError):
    """The work stopped before its end. What was stored is safe; the same command goes on where it stood."""

    exit_code = 3


class StorageFull(Unfinished):
    """The disk took no more. Make room, then give the same command again."""


class AlreadyRunning(Unfinished):
    """Another process writes this site's archive. Wait for it, or stop it."""


class ReaderDied(Unfinished):
    """A process that read pages for a build was killed. Give the same command again, with fewer `--jobs`."""


class FarFromExpected(FondsError):
    """Done, but nothing or far less was found than the site's data expects. Look at the report before trusting it."""

    exit_code = 4


class Damage(FondsError):
    """Stored bytes do not match what the ledger says of them. The message names file and offset; restore that file."""

    exit_code = 5
