"""The command line `touchline`: a group whose commands are imported only when they are asked for.

Commands of this half are listed in `_OWN`; the other half adds its own by entry points of the group
`touchline.commands`, so that this half never imports it.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.metadata import entry_points, version
from typing import TYPE_CHECKING, Any, NoReturn

import click

from touchline.graph.errors import TouchlineError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cli", "main"]

_OWN = {
    **{name: f"touchline.graph.commands:{name}" for name in ("query", "validate", "export", "remove", "restore")},
    "diff": "touchline.graph.diff_cli:diff",
    "render": "touchline.graph.render_cli:render",
    **{name: f"touchline.graph.saga_cli:{name}" for name in ("sagas", "sources", "why")},
}
_USAGE, _INTERRUPTED = 2, 130


def _places() -> dict[str, str]:
    """Where each command is: `module:name` by command."""
    return {point.name: point.value for point in entry_points(group="touchline.commands")} | _OWN


class _Failure(click.ClickException):
    """A `TouchlineError` as one line on standard error."""

    exit_code = _USAGE

    def show(self, file: Any = None) -> None:
        click.echo(f"touchline: {self.message}", file=file or sys.stderr)


class LazyGroup(click.Group):
    """A group that imports a command when it is run or shown, and turns our errors into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of all commands, sorted."""
        return sorted(_places())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or None where there is none."""
        place = _places().get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        try:
            command = getattr(import_module(module), name)
        except (ImportError, AttributeError) as error:
            return _unavailable(cmd_name, error)
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a `TouchlineError` ends in its message and exit code 2."""
        try:
            return super().invoke(ctx)
        except TouchlineError as error:
            raise _Failure(str(error)) from error

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run and exit with a documented code; a reader that went away (`| head`) is no error."""
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name, **extra)
            sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            click.echo("touchline: interrupted", err=True)
            code = _INTERRUPTED
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        sys.exit(code if isinstance(code, int) else 0)


def _unavailable(name: str, error: Exception) -> click.Command:
    """Stands for a command whose module cannot be imported, and says why when it is run."""

    def fail(**_: object) -> NoReturn:
        raise _Failure(f"the command {name} cannot be loaded ({error}); install touchline again.")

    return click.Command(name, callback=fail, help="(cannot be loaded)", params=[click.Argument(["rest"], nargs=-1)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("touchline"), prog_name="touchline")
def cli() -> None:
    """Turn football news into a knowledge graph, and ask it.

    \b
    Examples:
      touchline build articles/ --out news
      touchline query --store news/store linked-managers --param club=Liverpool
      touchline query --store news/store "SELECT ?who { ?who tl:manages ?club }"
      touchline validate --store news/store
      touchline export --store news/store -o graph.ttl

    \b
    Exit codes:
      0    all done
      1    done, but something was skipped or is invalid
      2    wrong usage, or nothing could be done
      130  interrupted
    """  # noqa: D301


def main() -> NoReturn:
    """Entry point of the console script."""
    cli.main(prog_name="touchline")


if __name__ == "__main__":
    main()
