"""A command line that complains in one sentence."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from formatting import shown

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class SentenceParser(argparse.ArgumentParser):
    """A parser that complains in one sentence, without repeating the usage."""

    def with_values(self, arguments: Sequence[str]) -> list[str]:
        """The same, but ``--pattern -1,1`` as ``--pattern=-1,1``.

        What begins with a minus and is no option is a value, which is then told what is
        wrong with it; argparse would take it for an option that is missing.
        """
        joined: list[str] = []
        for argument in arguments:
            option = self._option_string_actions.get(joined[-1]) if joined else None
            takes_value = option is not None and option.nargs is None
            name = argument.partition("=")[0]
            if takes_value and name.startswith("-") and name not in self._option_string_actions:
                joined[-1] += f"={argument}"
            else:
                joined.append(argument)
        return joined

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print what can be asked for; argparse keeps to itself that there is no room for it."""
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        """End the program with status 2, the message being a sentence but for its point."""
        # What argparse itself has to say of an endless value is endless.
        sentence = shown(message.removeprefix("argument ")).rstrip(".")
        self.exit(2, f"{sentence}{'' if sentence.endswith('?') else '.'}\n")
