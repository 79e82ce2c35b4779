"""Who imports whom: the layout of the house is kept."""

import ast
from collections import Counter, defaultdict
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tasks.cards import CARDS

ROOT = Path(__file__).parent.parent
REGISTRY = ROOT / "tasks" / "registry.py"
WIDGETS = {"PyQt5.QtWidgets", "PyQt5.QtGui"}
NEVER = {
    "app.py": {"keras", "tensorflow", "custom_lstm", "fast_lstm", "networks.numpy_network"},
    "progress_window.py": {"app", "model", "training.worker", "keras", "tensorflow"},
    "model.py": {"PyQt5", "matplotlib"},
    "utils.py": {"PyQt5", "tensorflow", "keras", "matplotlib"},
    "terminal/options.py": {"PyQt5", "tensorflow", "keras", "matplotlib"},
    "terminal/headless.py": {"PyQt5"},
    "workshop.py": {"PyQt5", "matplotlib"},
    "networks/own_process.py": {"PyQt5", "numpy", "tensorflow", "keras", "model"},
}
LAYERS = (
    {"program"},
    {"cells"},
    {"networks"},
    {"on_keras"},
    {"tasks"},
    {"training"},
    {"shelf", "inspection"},
    {"experiments"},
    {"views"},
    {"terminal"},
    {"benchmarks"},
)
"""The packages from the ground up: each knows those below it alone."""
FIXED = {"main", "app", "progress_window", "model", "custom_lstm", "utils"}
"""What the lecture names and others import: these stay where they are, and are no shims."""
AT_THE_TOP = FIXED | {
    *("workshop", "plain_layers", "fast_lstm", "fast_symbols"),
    *("files", "file_parts", "facts_file", "formatting", "keras_download"),
}
"""What is opened first, the network from scratch, and what several packages need."""
PACKAGES = [package for layer in LAYERS for package in sorted(layer)]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for folder in ("", *PACKAGES)
    for path in (ROOT / folder).glob("**/*.py" if folder else "*.py")
}
"""File of every module of the project, by its dotted name."""
MICROSCOPE = {
    "inspection.microscope",
    "inspection.cell_values",
    "inspection.connectivity",
    "inspection.gradients",
    "inspection.units",
    "inspection.jobs",
    "experiments.trials",
}
"""Through these the windows see the net written from scratch: no way leads on behind them."""
EQUATIONS = {"cells.lstm", "cells.activations"}
"""These take the LSTM's equations from the file in which they stand once; no network."""


def modules_of(node):
    """What a statement imports; of any other there is nothing."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom):
        submodules = [f"{node.module}.{name.name}" for name in node.names]
        return [node.module, *(name for name in submodules if name in MODULES)]
    return []


@cache
def imported(path, at_its_own_import=False):
    """Every module that a file imports, but for type checking.

    ``at_its_own_import`` leaves out what is imported in functions: that comes later or never.
    The tasks, which the registry imports by their cards, count as its own.
    """
    skipped = {ast.If: lambda node: ast.unparse(node.test) == "TYPE_CHECKING"}
    if at_its_own_import:
        skipped[ast.FunctionDef] = lambda node: True
    found = [card.module for card in CARDS.values()] if path == REGISTRY else []
    nodes = [ast.parse(path.read_text(encoding="utf-8"))]
    for node in nodes:
        found += modules_of(node)
        if not skipped.get(type(node), lambda node: False)(node):
            nodes += ast.iter_child_nodes(node)
    return found


def forbidden(path, never):
    """The ways from a file to what it must not import, through any files of the project."""
    ways = [(path.name, name) for name in imported(path)]
    seen = set()
    for way in ways:
        last = way[-1]
        if any(last == name or last.startswith(f"{name}.") for name in never):
            yield " > ".join(way)
        elif last in MODULES and last not in seen | MICROSCOPE | EQUATIONS:
            seen.add(last)
            ways += [(*way, name) for name in imported(MODULES[last], at_its_own_import=True)]


def test_a_way_through_other_files_is_found():
    way, *_ = forbidden(ROOT / "terminal/headless.py", {"custom_lstm"})
    first, *between, last = way.split(" > ")
    assert (first, last) == ("headless.py", "custom_lstm")
    assert between
    assert not list(forbidden(ROOT / "terminal/headless.py", {"tensorflow"}))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_knows_those_below_it_alone(package):
    level = next(at for at, layer in enumerate(LAYERS) if package in layer)
    known = {package}.union(*LAYERS[:level])
    assert not {
        f"{path.parent.name}/{path.name} > {name}"
        for path in (ROOT / package).glob("**/*.py")
        for name in imported(path)
        if name.partition(".")[0] in set(PACKAGES) - known
    }


def test_at_the_top_level_nothing_stands_that_belongs_to_a_package():
    assert {path.stem for path in ROOT.glob("*.py")} == AT_THE_TOP


@pytest.mark.parametrize("name", sorted(FIXED))
def test_what_others_import_is_the_real_thing(name):
    """No shim: it defines something, and does not only hand on what stands elsewhere."""
    body = ast.parse((ROOT / f"{name}.py").read_text(encoding="utf-8")).body
    assert any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in body)


def nodes(kind):
    """Every such node of the project's syntax, with the name of its module."""
    return [
        (name, node)
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, kind)
    ]


def test_nobody_imports_in_a_circle_not_even_for_the_types():
    ways = defaultdict(set)
    for name, node in nodes((ast.Import, ast.ImportFrom)):
        ways[name].update(MODULES.keys() & modules_of(node))
    TopologicalSorter(ways).prepare()  # It raises what it finds.


def test_no_two_files_of_tests_share_a_name():
    """Else pytest takes the one for the other, and collects none of them."""
    names = Counter(path.name for path in (ROOT / "tests").glob("**/test_*.py"))
    assert not [name for name, times in names.items() if times > 1]


def test_no_two_classes_share_a_name():
    names = Counter(node.name for _, node in nodes(ast.ClassDef))
    assert not [name for name, times in names.items() if times > 1]


def test_a_class_has_few_methods_and_a_function_few_lines():
    assert not [
        (module, node.name)
        for module, node in nodes(ast.ClassDef)
        if sum(isinstance(each, ast.FunctionDef) for each in node.body) > 32
    ]
    assert not [
        (module, node.name)
        for module, node in nodes(ast.FunctionDef)
        if node.end_lineno - node.lineno >= 40
    ]


@pytest.mark.parametrize("name", NEVER)
def test_a_file_keeps_out_what_is_not_its_business(name):
    assert not list(forbidden(ROOT / name, NEVER[name]))


KNOW_BOOKS = {"tasks.registry", "experiments.prepared_races", "experiments.text_presets"}
"""Besides what stands in the folders of books: these load or name the task, or prepare it."""


def test_only_what_is_made_for_books_knows_them():
    """Everything else knows tasks whose networks write, by what a task declares."""
    others = {name: path for name, path in MODULES.items() if name not in KNOW_BOOKS}
    assert not [
        f"{module} > {name}"
        for module, path in others.items()
        if not module.startswith(("tasks.text.", "views.data.book_", "benchmarks."))
        for name in imported(path)
        if name.startswith("tasks.text")
    ]


BETWEEN = [
    path
    for package in ("networks", "tasks", "training", "shelf", "inspection", "experiments")
    for path in sorted((ROOT / package).rglob("*.py"))
]
"""Files of what is neither a cell nor a window."""


@pytest.mark.parametrize("path", BETWEEN, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_what_stands_behind_the_windows_knows_neither_widgets_nor_tensorflow(path):
    never = WIDGETS | {"tensorflow", "keras", "matplotlib", "views", "app"}
    assert not list(forbidden(path, never))


@pytest.mark.parametrize("path", sorted((ROOT / "cells").glob("*.py")), ids=lambda p: p.name)
def test_a_cell_is_declared_without_widgets_and_without_waiting_for_a_backend(path):
    never = {"PyQt5", "matplotlib", "tensorflow", "keras", "training", "views", "app", "model"}
    # What makes its layers is imported only when they are made.
    names = imported(path, at_its_own_import=True)
    has_layers = {"custom_lstm", "fast_lstm"}
    if path.stem in ("lstm", "activations", "numpy_layer"):
        has_layers.remove("custom_lstm")  # Its equations and its loop, which need NumPy alone.
    assert not {name for name in names if name.partition(".")[0] in never | has_layers}


@pytest.mark.parametrize("name", ["custom_lstm.py", "plain_layers.py"])
def test_the_lstm_from_scratch_imports_numpy_alone(name):
    """And the layers without a state, which stand beside it."""
    standard = {"__future__", "collections.abc", "types", "typing"}
    own = {"plain_layers", "plain_layers.Dropout", "plain_layers.Embedding"}
    assert set(imported(ROOT / name)) <= standard | {"numpy"} | own


def test_it_can_be_read_in_one_sitting():
    assert len((ROOT / "custom_lstm.py").read_text(encoding="utf-8").splitlines()) < 500


@pytest.mark.parametrize("name", ["networks/optimizers.py", "fast_lstm.py"])
def test_what_stands_beside_it_needs_nothing_else(name):
    names = set(imported(ROOT / name))
    assert {name.partition(".")[0] for name in names} <= {
        "__future__",
        "typing",
        "numpy",
        "custom_lstm",
    }


@pytest.mark.parametrize("path", sorted((ROOT / "views").rglob("*.py")), ids=lambda p: p.name)
def test_views_know_neither_the_worker_nor_a_backend(path):
    never = {"training.worker", "networks.numpy_network", "model", "app"}
    never |= {"custom_lstm", "fast_lstm", "tensorflow", "keras"}
    assert not list(forbidden(path, never))
