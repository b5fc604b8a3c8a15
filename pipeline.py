"""The entry to the command line: the road from a site to a published snapshot, a verb a step, and how Ctrl-C is taken meanwhile.

Not Scrapy's item pipeline, which this project does not use. What each verb does is in `terminal/verbs`.
"""

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # The imports take a second. Until they are done nothing is begun, and Ctrl-C ends it at once, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import sys

import click

from terminal.leaving import leave, output_closed, write_any_letter
from terminal.verbs import fetching, inspecting, publishing, reading


class Verbs(click.Group):
    """The verbs. When nobody reads the output any more, as behind `| head`, click itself would end with 1, an unexpected error."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; gives its exit code."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return output_closed()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="Fonds")
def cli() -> None:
    """Fonds: from a legacy SPIP site to a browsable archive, every byte kept.

    Exit codes: 0 done, 1 unexpected error, 2 bad input, 3 unfinished or stopped, 4 far from what was expected, 5 damage, 6 gaps.
    """


for verb in (
    fetching.demo, fetching.crawl, fetching.wayback, fetching.import_,
    reading.build, reading.show, reading.read, reading.fixture, reading.diff,
    inspecting.status, inspecting.urls, inspecting.explain, inspecting.check,
    publishing.publish, publishing.serve, publishing.withdraw, publishing.restore,
):  # fmt: skip
    cli.add_command(verb)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; its exit code."""
    try:
        return leave(lambda: int(cli.main(args=arguments, standalone_mode=False) or 0))
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("fonds: stopped", err=True)
        return 3


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    write_any_letter()
    sys.exit(main())
