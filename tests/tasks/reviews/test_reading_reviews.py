"""Reviews are read from whatever they come in, or it is said in a sentence why not."""

import gzip
import io
import os
import re
import tarfile
from collections import Counter
from random import Random

import numpy as np
import pytest
from memory import memory_within
from own_reviews import files_of_reviews, review, write_folder, write_tar, write_zip
from reading_reviews import corpus_of, read, refusal, sentence_of

from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN, UNREAD
from tasks.reviews.reading import read_reviews

WAYS = {
    "folder": lambda path, files: write_folder(path / "reviews", files),
    "inner folder": lambda path, files: write_folder(path / "reviews", files) / "aclImdb",
    "tar.gz": lambda path, files: write_tar(path / "reviews.tar.gz", files),
    "tar": lambda path, files: write_tar(path / "reviews.tar", files, "w"),
    "wrongly named": lambda path, files: write_tar(path / "reviews.csv", files),
    "zip": lambda path, files: write_zip(path / "reviews.zip", files),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_reviews_come_of_folders_and_of_archives(way, tmp_path):
    unlabelled = [(f"aclImdb/train/unsup/{n}_0.txt", b"Who knows.") for n in range(9)]
    hidden = [("aclImdb/train/pos/.DS_Store", b"\0\1"), ("aclImdb/train/pos/._1_9.txt", b"\0\1")]
    files = files_of_reviews(extra=[*unlabelled, *hidden, ("aclImdb/train/urls_pos.txt", b"x")])
    corpus, told = read(WAYS[way](tmp_path, files))
    assert len(corpus) == 120
    assert [len(corpus.reviews_in(part)) for part in (TRAIN, HELD_OUT, TEST)] == [54, 6, 60]
    assert (corpus.stars == np.where(corpus.labels, 9, 2)).all()
    assert {"lovely" in corpus.spell(n) for n in np.flatnonzero(corpus.labels)} == {True}
    assert sentence_of(corpus) == "129 reviews read, 9 of them without a clear label, as UTF-8."
    assert sentence_of(corpus, "Left out").startswith("9 reviews without a clear label, 0 empty")
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
    assert len(told) > 10


def test_the_same_stretches_of_numbers_are_held_out_in_whatever_order_files_come(tmp_path):
    files = files_of_reviews(400)
    shuffled = Random(2).sample(files, len(files))
    found = [
        corpus_of(write_folder(tmp_path / "reviews", files)),
        corpus_of(write_tar(tmp_path / "reviews.tar", shuffled, "w")),
        corpus_of(write_zip(tmp_path / "reviews.zip", shuffled)),
    ]
    held_out = [{each.spell(n) for n in each.reviews_in(HELD_OUT)} for each in found]
    assert held_out[0] == held_out[1] == held_out[2]
    assert len(held_out[0]) == 40
    assert all("film by film" in sentence_of(each, "Parts") for each in found)


KINDS = "pos", "neg"


def film(number):
    """Of every fifth film there are reviews of one label alone."""
    return number // 4


def film_lists(size=400):
    """The lists of the large data set: line by line the films of numbered reviews."""
    films = {
        "pos": [f"title/tt{film(n)}" for n in range(size // 2)],
        "neg": [f"title/tt{film(n) + 1000 * (film(n) % 5 == 0)}" for n in range(size // 2)],
    }
    return [
        (f"aclImdb/train/urls_{kind}.txt", "\n".join(lines).encode())
        for kind, lines in films.items()
    ]


@pytest.mark.parametrize("way", ["folder", "inner folder", "tar.gz", "zip"])
@pytest.mark.parametrize("are_first", [False, True])
def test_a_film_that_is_told_is_held_out_with_all_its_reviews_whatever_they_say(
    way, are_first, tmp_path
):
    files, lists = files_of_reviews(400), film_lists()
    corpus = corpus_of(WAYS[way](tmp_path, lists + files if are_first else files + lists))

    def films_in(part):
        numbers = (re.search(r"no\. 1(\d+)x", corpus.spell(n)) for n in corpus.reviews_in(part))
        return Counter(film(int(found[1])) for found in numbers if found)

    held_out, trained = films_in(HELD_OUT), films_in(TRAIN)
    both = {each for each in held_out if each % 5}
    assert both
    assert not both & {*trained}
    assert all(held_out[each] == 8 for each in both)
    is_held_out = corpus.part == HELD_OUT
    assert np.bincount(corpus.labels[is_held_out]).tolist() == [20, 20]
    assert "film by film: all reviews of a film" in sentence_of(corpus, "Parts")


@pytest.mark.parametrize(
    ("films", "parts"),
    [(1, ["train"]), (2, ["train"]), (9, ["train"]), (9, ["all"]), (10, ["all"]), (10, ["test"])],
)
def test_films_that_have_more_reviews_than_are_held_out_leave_the_numbers_to_tell(
    films, parts, tmp_path
):
    files = files_of_reviews(400, parts)
    lines = [f"title/tt{n % films}" for n in range(200)]
    lists = [(f"aclImdb/{parts[0]}/urls_{kind}.txt", "\n".join(lines).encode()) for kind in KINDS]
    plain, with_lists = (
        corpus_of(write_folder(tmp_path / name, each))
        for name, each in (("plain", files), ("lists", files + lists))
    )
    assert (with_lists.part == HELD_OUT).any()
    assert (plain.part == with_lists.part).all()
    assert sentence_of(plain, "Parts") == sentence_of(with_lists, "Parts")


def test_repeats_may_leave_no_film_that_could_be_held_out_and_then_the_numbers_tell(tmp_path):
    """Of ten films in equal parts, one is a tenth; of fewer reviews that are left, it is not."""
    files = files_of_reviews(400, ["train"])
    repeats = {n: 10 * (n // 10) for n in range(200) if n % 10 == 9}
    raw = dict(files)
    for n, first in repeats.items():
        for kind, stars in (("neg", 2), ("pos", 9)):
            folder = f"aclImdb/train/{kind}"
            raw[f"{folder}/{n}_{stars}.txt"] = raw[f"{folder}/{first}_{stars}.txt"]
    lines = [f"title/tt{n % 10}" for n in range(200)]
    lists = [(f"aclImdb/train/urls_{kind}.txt", "\n".join(lines).encode()) for kind in KINDS]
    corpus = corpus_of(write_folder(tmp_path / "lists", [*raw.items(), *lists]))
    is_held_out = corpus.part == HELD_OUT
    assert np.bincount(corpus.labels[is_held_out]).tolist() == [18, 18]


def test_lists_of_films_that_cannot_be_read_or_end_too_soon_leave_the_numbers_to_tell(tmp_path):
    files = files_of_reviews(400)
    torn = [("aclImdb/train/urls_pos.txt", b"\0\1" * 50), ("aclImdb/train/urls_neg.txt", b"")]
    plain, with_torn = (
        corpus_of(write_folder(tmp_path / name, each))
        for name, each in (("plain", files), ("torn", files + torn))
    )
    assert (plain.part == with_torn.part).all()
    assert "`urls_pos.txt`" in sentence_of(with_torn, UNREAD)


def test_two_folders_alone_are_enough(tmp_path):
    files = [
        (f"{kind}/{n}.txt", review(n, kind == "Positive").encode())
        for n in range(40)
        for kind in ("Positive", "Negative")
    ]
    corpus = corpus_of(write_folder(tmp_path, files))
    assert [len(corpus.reviews_in(part)) for part in (TRAIN, HELD_OUT, TEST)] == [64, 8, 8]
    assert not corpus.stars.any()


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1252", "Windows-1252 (probably)"),
        ("latin_1", "Latin-1 (probably)"),
        ("utf_16", "UTF-16"),
        ("utf_8_sig", "UTF-8"),
    ],
)
def test_files_may_be_in_another_encoding(encoding, title, tmp_path):
    text = "Ein schöner Film über Käse, très agréable, sagt “mein” Onkel größtenteils. "
    if encoding == "latin_1":
        text = text.replace("“", '"').replace("”", '"')
    files = [
        (f"{kind}/{n}.txt", (text + review(n, kind == "pos")).encode(encoding))
        for n in range(20)
        for kind in ("pos", "neg")
    ]
    corpus = corpus_of(write_folder(tmp_path, files))
    assert {"schöner", "käse", "très", '"'} <= {*corpus.words}
    assert f"read as {title}." in sentence_of(corpus)


def test_of_several_encodings_each_is_told(tmp_path):
    texts = {
        (f"{kind}/{n}.txt", review(n, kind == "pos")) for n in range(20) for kind in ("pos", "neg")
    }
    files = [(name, f"{text} Très agréable, “so”.".encode()) for name, text in texts]
    corpus = corpus_of(write_folder(tmp_path, [*files, ("pos/short.txt", b"caf\xe9")]))
    assert sentence_of(corpus) == "41 reviews read, 40 as UTF-8 and 1 as Latin-1 (probably)."


def is_open(path):
    """Whether this process has the file open."""
    with os.scandir("/proc/self/fd") as entries:
        return str(path) in [os.path.realpath(each.path) for each in entries]


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="nobody says what is open")
def test_whoever_drops_it_gives_it_up(tmp_path):
    path = write_tar(tmp_path / "reviews.tar.gz", files_of_reviews())
    steps = read_reviews(path)
    next(steps)
    assert is_open(path)
    steps.close()
    assert not is_open(path)


def test_what_is_not_there_or_empty_is_refused(tmp_path):
    (tmp_path / "empty.csv").touch()
    assert refusal(tmp_path / "empty.csv") == "`empty.csv` is empty."
    assert "No such file" in refusal(tmp_path / "nowhere")
    assert "No file can have this name" in refusal("a\0b")
    assert "File name too long" in refusal("a" * 5_000)
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in refusal(tmp_path / "pipe")


def test_folders_without_reviews_are_refused_by_what_they_lack(tmp_path):
    assert "no two folders of reviews" in refusal(tmp_path)
    write_folder(tmp_path, [("ham/1.txt", b"x"), ("spam/2.txt", b"y")])
    assert refusal(tmp_path).startswith("The folders `ham` and `spam` do not say which")
    write_folder(tmp_path / "one", [(f"pos/{n}.txt", review(n, 1).encode()) for n in range(30)])
    assert "few negative reviews to learn from: 0;" in refusal(tmp_path / "one")
    write_folder(tmp_path / "none", [("pos/a.png", b"x"), ("neg/b.pdf", b"y")])
    assert refusal(tmp_path / "none").startswith("There are no reviews in `none`")


NO_TEXT = bytes(range(256)) * 9
LARGE = b"a " * 2_100_000
LONG = b"a " * 600_000
TORN = [("neg", "1000_1.txt", NO_TEXT), ("pos", "7.txt", LARGE), ("pos", "8.txt", LONG)]


@pytest.mark.parametrize("way", WAYS)
def test_what_cannot_be_read_among_many_is_left_out_and_told(way, tmp_path):
    extra = [(f"aclImdb/train/{kind}/{name}", raw) for kind, name, raw in TORN]
    corpus = corpus_of(WAYS[way](tmp_path, files_of_reviews(extra=extra)))
    assert len(corpus) == 120
    first = "1000_1.txt" if "folder" in way else "aclImdb/train/neg/1000_1.txt"
    assert sentence_of(corpus) == "120 reviews read as UTF-8."
    told = sentence_of(corpus, UNREAD)
    assert told.startswith(f"3 files could not be read: `{first}`, ")
    assert all(name in told for _, name, _ in TORN)


def test_links_that_lead_nowhere_and_what_is_no_file_are_left_out_and_told(tmp_path):
    folder = write_folder(tmp_path, files_of_reviews()) / "aclImdb" / "train" / "pos"
    (folder / "800_1.txt").symlink_to("nowhere")
    (folder / "850_1.txt").symlink_to("850_1.txt")
    (folder / "900_1.txt").mkdir()
    corpus = corpus_of(tmp_path)
    assert len(corpus) == 120
    assert sentence_of(corpus, UNREAD) == (
        "3 files could not be read: `800_1.txt`, `850_1.txt` and `900_1.txt`."
    )


@pytest.fixture
def closed_folders(monkeypatch):
    """Names of folders that may not be looked into."""
    look, names = os.scandir, set()

    def looked(folder):
        if folder.name in names:
            raise PermissionError(13, "Permission denied", str(folder))
        return look(folder)

    monkeypatch.setattr(os, "scandir", looked)
    return names


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path, closed_folders):
    write_folder(tmp_path, [*files_of_reviews(), ("private/a/1.txt", b"x")])
    closed_folders.add("private")
    corpus = corpus_of(tmp_path)
    assert len(corpus) == 120
    assert sentence_of(corpus, UNREAD) == "1 file could not be read: `private`."
    assert refusal(tmp_path / "private").startswith("Permission denied: ")


@pytest.mark.parametrize("name", ["neg", "test"])
def test_without_a_folder_of_its_reviews_a_folder_is_refused(name, tmp_path, closed_folders):
    write_folder(tmp_path, files_of_reviews())
    closed_folders.add(name)
    assert refusal(tmp_path).startswith("Permission denied: ")


def test_a_part_of_a_zip_that_is_damaged_is_left_out_and_told(tmp_path):
    path = write_zip(tmp_path / "reviews.zip", files_of_reviews())
    raw = path.read_bytes()
    place = raw.index(b"aclImdb/train/pos/7_9.txt") + 40
    path.write_bytes(raw[:place] + b"\0\1\2\3" + raw[place + 4 :])
    corpus = corpus_of(path)
    assert len(corpus) == 119
    assert sentence_of(corpus, UNREAD) == "1 file could not be read: `aclImdb/train/pos/7_9.txt`."


def test_if_too_few_can_be_read_it_is_said_what_could_not(tmp_path):
    torn = [(f"pos/{n}.txt", NO_TEXT) for n in range(40)]
    files = [(f"neg/{n}.txt", review(n, 0).encode()) for n in range(40)]
    told = refusal(write_folder(tmp_path, [*torn, *files]))
    assert "few positive reviews to learn from: 0;" in told
    assert "40 reviews read as UTF-8. 40 files could not be read: `0.txt`, `1.txt`, " in told
    told = refusal(write_folder(tmp_path / "all", torn))
    assert told.startswith("`0.txt`: It is not a text")


@pytest.mark.parametrize("write", [write_tar, write_zip])
def test_archives_without_reviews_or_with_torn_ones_are_refused(write, tmp_path):
    path = write(tmp_path / "archive", [("aclImdb/README", b"x" * 4_000)])
    assert refusal(path).startswith("There are no reviews in `archive`")
    path = write(tmp_path / "archive", files_of_reviews(400))
    raw = path.read_bytes()
    for length in (20, len(raw) // 2):
        path.write_bytes(raw[:length])
        assert "damaged" in refusal(path)
    path.write_bytes(gzip.compress(b"no tar at all" * 99))
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("content", [Random(0).randbytes(1_000), b"BZh91AY&SY" * 99, b"word"])
def test_what_is_an_archive_by_its_name_alone_is_said_to_be_none(content, tmp_path):
    for ending in (".tar.gz", ".TGZ", ".zip", ".tar.bz2"):
        path = tmp_path / f"b{ending}"
        path.write_bytes(content)
        assert refusal(path) == "It is no archive in tar, tar.gz or zip, or it is torn."
    path = tmp_path / "b.npz"
    path.write_bytes(content)
    assert refusal(path) == "It is no npz, or it is torn."


def hostile_tar(path, **values):
    """One whose second member says something strange of itself."""
    info = tarfile.TarInfo("aclImdb/train/pos/1_9.txt")
    for name, value in values.items():
        setattr(info, name, value)
    blocks = b"".join(
        tarfile.TarInfo("aclImdb/train").tobuf() + info.tobuf(tarfile.GNU_FORMAT) for _ in range(1)
    )
    path.write_bytes(gzip.compress(blocks + bytes(2_000_000)))
    return path


@pytest.mark.parametrize(
    "values",
    [
        {"size": 10**10},
        {"size": 10**17},
        {"size": 2 * 10**9, "type": tarfile.GNUTYPE_LONGNAME},
        {"size": 2 * 10**9, "type": tarfile.XHDTYPE},
        {"size": 10**12, "type": tarfile.DIRTYPE},
        {"linkname": "/etc/passwd", "type": tarfile.SYMTYPE},
        {"linkname": "aclImdb/train/pos/1_9.txt", "type": tarfile.LNKTYPE},
        {"type": tarfile.FIFOTYPE},
        {"type": tarfile.CHRTYPE},
        {"name": "../../../pos/1_9.txt", "type": tarfile.SYMTYPE, "linkname": "/"},
    ],
)
def test_a_hostile_archive_is_refused_before_it_takes_memory_and_writes_nothing(values, tmp_path):
    path = hostile_tar(tmp_path / "reviews.tar.gz", **values)
    with memory_within(20_000_000):
        refusal(path)
    assert [*tmp_path.iterdir()] == [path]


def test_an_archive_of_names_without_end_is_damaged(tmp_path):
    info = tarfile.TarInfo("aclImdb/train/pos/1_9.txt")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 512
    path = tmp_path / "reviews.tar"
    path.write_bytes((info.tobuf(tarfile.GNU_FORMAT) + b"a".ljust(512, b"\0")) * 3_000)
    assert refusal(path) == "The archive is damaged."


def test_a_zip_that_unpacks_to_more_than_a_review_is_refused(tmp_path):
    path = write_zip(tmp_path / "bomb.zip", [("train/pos/1.txt", bytes(100_000_000))])
    with memory_within(50_000_000):
        assert refusal(path) == "`train/pos/1.txt` is larger than 4 megabytes, and no review."


def test_names_that_lead_out_of_an_archive_are_names_alone(tmp_path):
    files = [
        (f"../../train/{kind}/{n}_7.txt", review(n, kind == "pos").encode())
        for n in range(20)
        for kind in ("pos", "neg")
    ]
    assert len(corpus_of(write_tar(tmp_path / "reviews.tar", files, "w"))) == 40
    assert [each.name for each in tmp_path.iterdir()] == ["reviews.tar"]


def test_a_file_of_a_review_is_none_if_it_is_too_large(tmp_path):
    large = [("pos/1.txt", b"a " * 2_100_000)]
    assert "`1.txt` is larger than 4 megabytes" in refusal(write_folder(tmp_path / "f", large))
    assert "larger than 4 megabytes" in refusal(write_tar(tmp_path / "a.tar.gz", large))
    told = refusal(write_folder(tmp_path / "long", [("pos/1.txt", LONG)]))
    assert told.startswith("`1.txt` is longer than 1,000,000 characters")


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_names_in_a_tar_may_be_long_and_in_any_letters(kind, tmp_path):
    path = tmp_path / "reviews.tar"
    with tarfile.open(path, "w", format=kind) as archive:
        for name, raw in files_of_reviews():
            info = tarfile.TarInfo(f"{'véry' * 20}/{'long' * 10}/{name}")
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    corpus = corpus_of(path)
    assert [len(corpus.reviews_in(part)) for part in (TRAIN, HELD_OUT, TEST)] == [54, 6, 60]
    assert {*corpus.stars} == {2, 9}


def test_a_header_that_was_changed_is_not_believed(tmp_path):
    path = write_tar(tmp_path / "reviews.tar", files_of_reviews(), "w")
    raw = bytearray(path.read_bytes())
    raw[3] ^= 1
    path.write_bytes(raw)
    assert refusal(path) == "The archive is damaged: bad checksum."


def test_an_archive_of_many_files_keeps_none_of_their_names(tmp_path):
    path = write_tar(tmp_path / "reviews.tar", files_of_reviews(40), "w")
    members = []
    original = tarfile.TarFile.next

    def seen(archive):
        members.append(len(archive.members))
        return original(archive)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tarfile.TarFile, "next", seen)
        corpus_of(path)
    assert max(members) <= 2
