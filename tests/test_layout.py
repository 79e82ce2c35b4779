"""Who imports whom: the layout of the house is kept."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WIDGETS = {"PyQt5.QtWidgets", "PyQt5.QtGui"}
NEVER = {
    "app.py": {"keras", "tensorflow", "custom_lstm"},
    "progress_window.py": {"app", "model", "training.worker", "keras", "tensorflow"},
    "model.py": {"PyQt5", "matplotlib"},
    "utils.py": {"PyQt5", "tensorflow", "keras", "matplotlib"},
    "options.py": {"PyQt5", "tensorflow", "keras", "matplotlib"},
    "terminal.py": {"PyQt5"},
}
PROJECT = {path.stem for path in ROOT.glob("*.py")} | {"training", "views"}


def imported(path):
    """Every module that a file imports, anywhere in it, but for type checking."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def forbidden(path, never):
    return [m for m in imported(path) if any(m == n or m.startswith(f"{n}.") for n in never)]


@pytest.mark.parametrize("name", NEVER)
def test_a_file_keeps_out_what_is_not_its_business(name):
    assert not forbidden(ROOT / name, NEVER[name])


@pytest.mark.parametrize("path", sorted((ROOT / "training").glob("*.py")), ids=lambda p: p.name)
def test_training_knows_neither_widgets_nor_tensorflow(path):
    assert not forbidden(path, WIDGETS | {"tensorflow", "keras", "matplotlib", "views", "app"})


def test_the_lstm_from_scratch_imports_numpy_alone():
    standard = {"__future__", "collections.abc", "typing"}
    assert set(imported(ROOT / "custom_lstm.py")) <= standard | {"numpy"}


@pytest.mark.parametrize("path", sorted((ROOT / "views").rglob("*.py")), ids=lambda p: p.name)
def test_views_know_neither_the_worker_nor_a_backend(path):
    assert not forbidden(
        path, {"training.worker", "model", "custom_lstm", "tensorflow", "keras", "app"}
    )
