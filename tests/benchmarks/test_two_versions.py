"""A benchmark is run in two working trees, and what both have taken is set side by side."""

import sys

import pytest

from benchmarks import two_versions


@pytest.fixture
def trees(tmp_path, monkeypatch):
    """Of two versions, the second of which misses its aim."""
    for tree, status in (("new", 0), ("old", 1)):
        package = tmp_path / tree / "benchmarks"
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "tiny.py").write_text(
            f"import sys; print({tree!r}, sys.argv[1:]); sys.exit({status})"
        )
    monkeypatch.setattr(two_versions, "HERE", tmp_path / "new")
    return tmp_path


def test_each_version_runs_its_own_with_the_same_arguments(trees, capfd, monkeypatch):
    old = str(trees / "old")
    monkeypatch.setattr(sys, "argv", ["two_versions", old, "tiny", "--times", "2", "3", "--x"])
    assert two_versions.main() == 1
    said = capfd.readouterr().out.splitlines()
    assert [line for line in said if line.startswith(("new", "old")) or "status" in line] == [
        "new ['3', '--x']",
        "here: ended with status 0",
        "old ['3', '--x']",
        "there: ended with status 1",
    ] * 2
    assert [line.split(":")[0] for line in said[-2:]] == ["seconds", "processor"]
