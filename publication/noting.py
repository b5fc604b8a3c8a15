"""What Datasette notes of an exception: a plain traceback at most; what is answered is left to the plugins."""

from datasette import handle_exception


def note_plainly() -> None:
    """Keep Datasette from drawing each exception with rich, which is here for the command line.

    It did so for a question that was asked wrongly, too: a second of the processor for whoever asks, and a thousand lines
    with the values of all variables.
    """
    handle_exception.rich = None
