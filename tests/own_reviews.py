"""Small corpora of reviews, as many as a test needs, and files of the layouts they come in."""

import io
import tarfile
import zipfile

from networks.steps import finished
from tasks.reviews.corpus import PreparationStep
from tasks.reviews.preparing import Labelled, Preparation

READ = PreparationStep("Read", "Read from nowhere.", 0)


def review(number, label):
    """A text that is no other's."""
    kind = "lovely" if label else "dreadful"
    return f"Film no. {number}{'x' * (int(number) % 7 + 1)} was {kind}!<br /><br />Yes, it was."


def corpus_of(reviews, name="Reviews"):
    """Of ``(text, label, stars, part)``, the last two if there are any."""
    preparation = Preparation()
    for each in reviews:
        preparation.add(Labelled(*each))
    return finished(preparation.corpus(name, READ))


def small_corpus(size=200, **further):
    """Half of it positive."""
    return corpus_of([(review(n, n % 2), n % 2) for n in range(size)], **further)


def files_of_reviews(size=60, parts=("train", "test"), extra=()):
    """Names and bytes as the large data set of film reviews has them."""
    kinds = ((0, "neg", 2), (1, "pos", 9))
    files = [
        (f"aclImdb/{part}/{kind}/{n}_{stars}.txt", review(f"{at}{n}", label).encode())
        for at, part in enumerate(parts, 1)
        for label, kind, stars in kinds
        for n in range(size // 2)
    ]
    return [("aclImdb/README", b"Read me."), *files, *extra]


def write_folder(folder, files):
    """The files in a folder; its path."""
    for name, raw in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


def write_tar(path, files, mode="w:gz"):
    """The same in a tar archive; its path."""
    with tarfile.open(path, mode) as archive:
        for name, raw in files:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return path


def write_zip(path, files):
    """The same in a zip; its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return path
