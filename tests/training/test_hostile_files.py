"""Whatever a file is and claims: a training that goes on, or a sentence, and nothing beyond."""

import io
import json
import os
import random
import sys
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from own_program import run_python
from whole_files import arrays, facts, file_with, goes_on, members, packed, zipped

from file_parts import FileProblem
from formatting import LONGEST_SENTENCE
from training import checkpoint_file
from training.archive import ARRAYS, FACTS
from training.loop import Exploded


def refused(path):
    """The sentence with which a file is refused."""
    with pytest.raises(FileProblem) as problem:
        checkpoint_file.load(path)
    sentence = str(problem.value)
    assert 0 < len(sentence) <= LONGEST_SENTENCE
    assert sentence.isprintable()
    return sentence


def write(path, content):
    path.write_bytes(content)
    return path


def test_the_file_that_the_tests_damage_is_whole(tmp_path):
    checkpoint = checkpoint_file.load(write(tmp_path / "M.keras", zipped(members())))
    assert len(checkpoint.records) == 3
    assert goes_on(checkpoint)


def test_a_file_that_was_packed_again_is_opened(tmp_path):
    parts = members() | {ARRAYS: packed({}, np.savez_compressed)}
    path = write(tmp_path / "M.keras", zipped(parts, compression=zipfile.ZIP_DEFLATED))
    assert goes_on(checkpoint_file.load(path))


class TestWhatIsNoFile:
    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "M.keras")
        assert "not a regular file" in refused(tmp_path / "M.keras")

    @pytest.mark.parametrize("path", ["/dev/zero", "/", "/nowhere/M.keras", "a\0b", "\ud800"])
    def test_no_path_makes_another_exception(self, path):
        refused(path)

    def test_a_long_path_with_line_ends_is_told_in_one_short_line(self, tmp_path):
        refused(tmp_path / ("\n" * 100) / ("x" * 100) / ("y" * 200))

    def test_a_file_is_not_read_if_it_is_larger_than_any_can_be(self, tmp_path):
        with open(tmp_path / "M.keras", "wb") as file:
            file.truncate(2**40)  # Sparse: it takes no room.
        assert "larger" in refused(tmp_path / "M.keras")


class TestTheZip:
    @pytest.mark.parametrize("part", ["config.json", FACTS, ARRAYS])
    @pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_what_unpacks_in_one_go_is_not_unpacked(self, tmp_path, part, packing):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in members().items():
                archive.writestr(name, content, packing if name == part else None)
        assert "unusual way" in refused(write(tmp_path / "M.keras", file.getvalue()))

    @pytest.mark.parametrize("part", ["config.json", FACTS])
    def test_a_part_is_unpacked_no_further_than_it_can_reach(self, tmp_path, part):
        parts = members() | {part: b" " * 2**24 + members()[part]}
        path = write(tmp_path / "M.keras", zipped(parts, compression=zipfile.ZIP_DEFLATED))
        assert "larger than such a part can be" in refused(path)

    def test_a_list_of_very_many_parts_is_not_read(self, tmp_path):
        parts = members() | {f"assets/{number:0>60}": b"" for number in range(10_000)}
        refused(write(tmp_path / "M.keras", zipped(parts)))

    @pytest.mark.parametrize("part", members())
    def test_a_part_that_is_missing_is_told(self, tmp_path, part):
        parts = {name: content for name, content in members().items() if name != part}
        path = write(tmp_path / "M.keras", zipped(parts))
        if part == "config.json":
            assert "weights alone" in refused(path)
        elif part in (FACTS, ARRAYS):
            # As plain Keras would have written it.
            assert checkpoint_file.load(path).records == ()

    @pytest.mark.parametrize(
        ("place", "value"),
        [(6, 99), (8, 1), (9, 8), (10, 99)],
        ids=["version 9.9", "a password", "names in UTF-8 that are not", "unknown packing"],
    )
    def test_an_odd_entry_makes_no_other_exception(self, tmp_path, place, value):
        content = bytearray(zipped(members()))
        first = content.index(b"PK\x01\x02")
        content[first + place] = value
        content[first + 46] = 0xFF
        refused(write(tmp_path / "M.keras", bytes(content)))


class TestTheArrays:
    @pytest.mark.parametrize(
        ("changed", "complaint"),
        [
            ({"network/weights/0": np.zeros((3, 3), "f4")}, "kernel of recurrent layer 1 has 3"),
            ({"network/weights/0": None}, "lacks the kernel of recurrent layer 1"),
            ({"network/weights/0": np.full((1, 12), np.nan)}, "a number in it is none"),
            ({"network/weights/0": np.full((1, 12), 1e300)}, "too large for one"),
            ({"network/weights/0": np.zeros((1, 12), "c8")}, "should be real numbers"),
            ({"network/weights/0": np.zeros((1, 12), bool)}, "should be real numbers"),
            ({"network/weights/99": np.zeros(1)}, "more than a network of its settings has"),
            ({"network/optimizer/v/0": np.full((1, 12), -1.0)}, "mean squared gradient for the"),
            ({"network/optimizer/step": np.array(-1)}, "count of updates is negative"),
            ({"network/optimizer/step": np.array([3])}, "where its network has a single number"),
            ({"network/optimizer/step": np.array(2**62)}, "more than could ever be done"),
            ({"network/states/0": np.zeros((9, 3), "f4")}, "state h of recurrent layer 1 has 9"),
            ({"pattern": np.array([0, 2], "u1")}, "not one of zeros and ones"),
            ({"pattern": np.zeros(2**17, "u1")}, "not one of zeros and ones"),
            ({"pattern": np.array([0, 1], "u1")}, "on another pattern than its training"),
            ({"records/numbers": np.zeros((100_001, 3))}, "longer than any"),
            ({"records/numbers": np.zeros((3, 3), "c16")}, "does not tell loss and time"),
            ({"records/numbers": np.full((3, 3), np.nan)}, "a pattern without a length"),
            ({"records/numbers": np.array([(4, 1e308, 1.0)] * 3)}, "a loss that cannot be"),
            ({"records/numbers": np.array([(4, -1.0, 1.0)] * 3)}, "a loss that cannot be"),
            ({"records/numbers": np.array([(4, 1.0, -1.0)] * 3)}, "a time that cannot be"),
            ({"records/numbers": np.array([(2, 1.0, 1.0)] * 3)}, "not those of its pattern"),
            ({"records/targets/0": np.zeros(0, "u1")}, "of which an epoch has 8 targets"),
            ({"records/targets/0": np.full(8, 2, "u1")}, "not those of its pattern"),
            ({"records/targets/0": np.zeros(8, "c8")}, "theirs are others"),
            ({"records/targets/0": np.array([0, 1, 1, 1] * 2, "u1")}, "on another pattern"),
            ({"records/predictions/0": np.zeros((0, 8), "f4")}, "do not match its targets"),
            ({"records/predictions/0": np.full((3, 8), np.nan, "f4")}, "not probabilities"),
            ({"records/predictions/0": np.full((3, 8), 1.5, "f4")}, "not probabilities"),
            ({"records/predictions/0": np.zeros((2, 8), "f4")}, "lacks its part records/targets/1"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_said_in_words(self, tmp_path, changed, complaint):
        assert complaint in refused(write(tmp_path / "M.keras", file_with(arrays=changed)))

    def test_an_array_that_claims_to_be_huge_is_not_made_room_for(self, tmp_path):
        """Nor is one with more in it than it claims."""
        for name, shape in (("network/weights/0", (2**40,)), ("records/predictions/0", (2**40, 8))):
            header = io.BytesIO()
            head = {"descr": "<f4", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(header, head)
            parts = {f"{place}.npy": _npy(array) for place, array in arrays().items()}
            parts[f"{name}.npy"] = header.getvalue()
            refused(write(tmp_path / "M.keras", zipped(members() | {ARRAYS: zipped(parts)})))
        parts = {f"{place}.npy": _npy(array) for place, array in arrays().items()}
        parts["pattern.npy"] += b"\0" * 2**20
        path = write(tmp_path / "M.keras", zipped(members() | {ARRAYS: zipped(parts)}))
        assert "pattern is torn" in refused(path)

    def test_objects_and_archives_within_are_not_arrays(self, tmp_path):
        for inner in (members()[ARRAYS], _npy(np.array([{}]), pickled=True), b"PK", b""):
            parts = {f"{place}.npy": _npy(array) for place, array in arrays().items()}
            parts["network/weights/0.npy"] = inner
            refused(write(tmp_path / "M.keras", zipped(members() | {ARRAYS: zipped(parts)})))


def _npy(array, pickled=False):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=(1, 0), allow_pickle=pickled)
    return file.getvalue()


class TestTheFacts:
    @pytest.mark.parametrize("setting", facts()["settings"])
    @pytest.mark.parametrize("value", [None, -99, 10**9, 1e308, "\ud800\n" * 999, [], {"a": 1}])
    def test_a_setting_of_another_kind_is_refused(self, tmp_path, setting, value):
        if (setting, value) == ("clip_norm", None):
            value = True  # Without clipping is something to choose.
        settings = facts()["settings"] | {setting: value}
        refused(write(tmp_path / "M.keras", file_with(facts={"settings": settings})))

    @pytest.mark.parametrize("setting", ["rows", "window", "updates", "learning_rate", "beta_2"])
    def test_true_is_not_a_number(self, tmp_path, setting):
        settings = facts()["settings"] | {setting: True}
        refused(write(tmp_path / "M.keras", file_with(facts={"settings": settings})))

    @pytest.mark.parametrize("fact", ["seed", "goal", "run_start", "backend", "format", "position"])
    @pytest.mark.parametrize("value", [None, -1, 1e308, "\ud800" * 400, [], {}])
    def test_a_fact_of_another_kind_is_refused(self, tmp_path, fact, value):
        refused(write(tmp_path / "M.keras", file_with(facts={fact: value})))

    @pytest.mark.parametrize("fact", facts()["position"])
    @pytest.mark.parametrize("value", [True, -1, 1e308, 10**400, "0", []])
    def test_a_position_that_cannot_be_is_refused(self, tmp_path, fact, value):
        position = facts()["position"] | {fact: value}
        refused(write(tmp_path / "M.keras", file_with(facts={"position": position})))

    @pytest.mark.parametrize("fact", facts()["position"]["run"])
    @pytest.mark.parametrize("value", [None, True, -1, 1e308, 10**400, "0", []])
    def test_a_run_that_cannot_be_is_refused(self, tmp_path, fact, value):
        whole = facts()["position"]
        position = whole | {"run": whole["run"] | {fact: value}}
        refused(write(tmp_path / "M.keras", file_with(facts={"position": position})))

    @pytest.mark.parametrize("text", ["[" * 50_000, '{"format": NaN}', "\x00", '"', "9" * 5_000])
    def test_what_is_no_such_json_is_refused(self, tmp_path, text):
        refused(write(tmp_path / "M.keras", zipped(members() | {FACTS: text})))
        refused(write(tmp_path / "M.keras", zipped(members() | {"config.json": text})))


def test_a_training_with_fewer_rows_than_steps_is_opened_as_weights_alone(tmp_path):
    """Its curves told more than it had learned."""
    network = json.loads(members()["config.json"])
    network["config"]["layers"][0]["config"]["batch_shape"] = [1, 4, 1]
    parts = members() | {"config.json": json.dumps(network)}
    parts[FACTS] = json.dumps(facts() | {"settings": facts()["settings"] | {"rows": 1}})
    checkpoint = checkpoint_file.load(write(tmp_path / "M.keras", zipped(parts)))
    assert checkpoint.settings.rows == 4
    assert checkpoint.records == ()
    assert "4 rows instead of 1" in checkpoint.told
    assert "epochs are left behind" in checkpoint.told
    assert goes_on(checkpoint)


LITTLE_MEMORY = """
import resource, sys
import h5py
from training import checkpoint_file
from file_parts import FileProblem
taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + 200 * 2**20,) * 2)
for path in sys.argv[1:]:
    try:
        checkpoint_file.load(path)
    except FileProblem as problem:
        print(problem)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks the system as Linux is asked")
def test_files_that_unpack_to_much_need_little_memory(tmp_path):
    much = b"\0" * 2**27
    paths = []
    for part in ("config.json", FACTS, ARRAYS, "model.weights.h5"):
        parts = dict(members())
        if part == "model.weights.h5":
            del parts[FACTS]
        content = zipped(parts | {part: much}, compression=zipfile.ZIP_DEFLATED)
        paths.append(write(tmp_path / f"{len(paths)}.keras", content))
    told = run_python("-c", LITTLE_MEMORY, *paths, timeout=120)
    assert told.stdout.count("is larger than such a part can be") == 4, told


# What nobody has thought of


def damaged(dice):
    """The file after an accident."""
    parts = dict(members())
    accident = dice.randrange(5)
    if accident == 0:
        content = bytearray(zipped(parts))
        for _ in range(dice.randint(1, 8)):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        return bytes(content)
    if accident == 1:
        return zipped(parts)[: dice.randrange(20_000)]
    if accident == 2:
        one, other = dice.sample(sorted(parts), 2)
        parts[one], parts[other] = parts[other], parts[one]
    elif accident == 3:
        name = dice.choice([FACTS, "config.json"])
        parts[name] = json.dumps(otherwise(json.loads(parts[name]), dice)).encode()
    else:
        # With a sum that is right, so that what is within is read.
        name = dice.choice([ARRAYS, "model.weights.h5"])
        if name != ARRAYS:
            parts.pop(FACTS)
        content = bytearray(parts[name])
        for _ in range(dice.randint(1, 8)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        parts[name] = bytes(content)
    return zipped(parts)


def otherwise(thing, dice):
    """A JSON value with one value in it of another kind."""
    inner = list(thing.items()) if isinstance(thing, dict) else []
    inner = list(enumerate(thing)) if isinstance(thing, list) else inner
    if not inner or dice.random() < 0.1:
        odd = (None, True, -1, 0, 2**70, 0.5, 1e308, "", "\ud800\n", "x" * 9_999, [], {}, [[]])
        return dice.choice(odd)
    key, value = dice.choice(inner)
    changed = thing.copy()
    changed[key] = otherwise(value, dice)
    return changed


def survives(path, seed):
    """Open the file after one accident: it is refused in a sentence, or goes on."""
    path.write_bytes(damaged(random.Random(seed)))
    try:
        checkpoint = checkpoint_file.load(path)
    except FileProblem as problem:
        sentence = str(problem)
        return 0 < len(sentence) <= LONGEST_SENTENCE and sentence.isprintable()
    with suppress(Exploded):  # Large weights are numbers.
        return goes_on(checkpoint)
    return True


def test_after_any_accident_a_file_is_refused_in_a_sentence_or_goes_on(tmp_path):
    failed = [seed for seed in range(150) if not survives(tmp_path / "M.keras", seed)]
    assert not failed
