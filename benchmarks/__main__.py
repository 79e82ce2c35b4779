"""``python -m benchmarks`` lists the benchmarks, each with the question it answers."""

from __future__ import annotations

import ast
from pathlib import Path


def questions() -> dict[str, str]:
    """The first line of each benchmark's docstring, by its name."""
    return {
        path.stem: (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition(
            "\n"
        )[0]
        for path in sorted(Path(__file__).parent.glob("[!_]*.py"))
    }


def main() -> None:
    """Print the list."""
    print("Run one of them with: python -m benchmarks.NAME (--help tells its options)")
    for name, question in questions().items():
        print(f"  {name:15} {question}")


if __name__ == "__main__":
    main()
