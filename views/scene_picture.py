"""A drawing of Qt's as a file."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QBuffer, QIODevice, QRectF
from PyQt5.QtGui import QImage, QPaintDevice, QPainter
from PyQt5.QtSvg import QSvgGenerator
from PyQt5.QtWidgets import QGraphicsScene

from views.painting import painting_on

PNG_SCALE = 3
"""Pixels of a saved PNG for each unit of the drawing: sharp in print too."""


def write_picture(scene: QGraphicsScene, path: Path, title: str) -> None:
    """Save a scene as SVG or PNG, whichever ``path`` ends in.

    Raises:
        OSError: the file cannot be written.
    """
    paint = _svg if path.suffix.lower() == ".svg" else _png
    buffer = QBuffer()
    buffer.open(QIODevice.WriteOnly)
    paint(scene, buffer, title)
    path.write_bytes(bytes(buffer.data()))


def _svg(scene: QGraphicsScene, buffer: QBuffer, title: str) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    size = scene.sceneRect().size()
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    _render(scene, generator)


def _png(scene: QGraphicsScene, buffer: QBuffer, _title: str) -> None:
    image = QImage(scene.sceneRect().size().toSize() * PNG_SCALE, QImage.Format_RGB32)
    _render(scene, image)
    image.save(buffer, "PNG")


def _render(scene: QGraphicsScene, device: QPaintDevice) -> None:
    with painting_on(device) as painter:
        painter.setRenderHint(QPainter.Antialiasing)
        scene.render(painter)
