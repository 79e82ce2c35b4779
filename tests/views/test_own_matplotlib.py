"""matplotlib as this program imports it: no other program's settings reach its pictures."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
DRAW = """
import sys
from pathlib import Path
import numpy as np
from views.own_matplotlib import FOR_FILES, import_matplotlib
import_matplotlib(FOR_FILES)
from training.record import EpochRecord, History
from views.progress_picture import save_progress_picture

targets = np.tile(np.array([0, 1], np.uint8), 32)
history = History()
history.append(EpochRecord.from_evaluation(1, np.full(64, 0.4), targets, 2, 0.7, 0.0))
save_progress_picture(Path(sys.argv[1]), history)
"""
FAIL_ONCE = """
import sys
from views.own_matplotlib import FOR_FILES, PlotsUnavailable, import_matplotlib

class Broken:
    @staticmethod
    def find_spec(name, *_):
        if name == "matplotlib.figure":
            raise OSError("no such library")

sys.meta_path.insert(0, Broken)
try:
    import_matplotlib(FOR_FILES)
except PlotsUnavailable as error:
    print(error)
sys.meta_path.remove(Broken)
import_matplotlib(FOR_FILES)
from matplotlib.figure import Figure
Figure().savefig(sys.argv[1])
"""


def run(program, folder, **surroundings):
    """Run a program that draws a picture in a folder; what it printed, and the picture."""
    picture = folder / "picture.png"
    done = subprocess.run(
        [sys.executable, "-c", program, picture],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | surroundings,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout, picture.read_bytes()


@pytest.fixture(scope="module")
def usual_picture(tmp_path_factory):
    """What is drawn where nobody has set anything."""
    return run(DRAW, tmp_path_factory.mktemp("usual"))[1]


FOREIGN = "text.usetex: True\nfont.size: 31\nfigure.dpi: 40\nsavefig.bbox: tight\nno such: 1\n"


@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "nonsense"])
def test_the_backend_of_a_notebook_does_not_count(usual_picture, tmp_path, backend):
    assert run(DRAW, tmp_path, MPLBACKEND=backend)[1] == usual_picture


@pytest.mark.parametrize("where", ["folder worked in", "home"])
@pytest.mark.parametrize("content", [FOREIGN.encode(), b"\xff\xfe broken"], ids=["set", "broken"])
def test_a_style_of_ones_own_does_not_count(usual_picture, tmp_path, where, content):
    home = tmp_path / "matplotlib"
    home.mkdir()
    (home if where == "home" else tmp_path).joinpath("matplotlibrc").write_bytes(content)
    assert run(DRAW, tmp_path, MPLCONFIGDIR=str(home))[1] == usual_picture


def test_a_home_that_cannot_be_written_to_does_not_count(usual_picture, tmp_path):
    """A file stands where the folder should be: that stops root as well."""
    no_folder = tmp_path / "a file"
    no_folder.touch()
    surroundings = {"HOME": str(no_folder), "MPLCONFIGDIR": str(no_folder / "within")}
    assert run(DRAW, tmp_path, **surroundings)[1] == usual_picture


def test_an_import_that_fails_is_told_in_a_sentence_and_can_be_tried_again(tmp_path):
    told, picture = run(FAIL_ONCE, tmp_path)
    assert told == "Nothing can be drawn: matplotlib does not load here (no such library).\n"
    assert picture.startswith(b"\x89PNG")
