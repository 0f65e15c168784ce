"""The workbench on which every material is drawn: a wall, a table, soft shadows, flat colours."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 900
"""Units in which scenes are drawn."""

SIZE = (880, 660)
"""Pixels of a finished picture."""

BENCH = 690
"""Height at which the bench begins, in units of the picture, from the top."""

_SMOOTH = 2
_SCALE = _SMOOTH * SIZE[0] / WIDTH
"""Everything is drawn twice as large and then reduced, which smooths the edges."""

WALLS = ("#f3e9d6", "#e9e4d4", "#f0e2d0", "#e3e6dc", "#ece0d8", "#e2e4e2")
BENCHES = ("#c79a6b", "#b98a5c", "#a9805a", "#bfa07a")

Dot = tuple[float, float]


class Scene:
    """A picture being drawn, in units of 1200 × 900 with the origin at the top left."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a drawing, not a secret
        wall, bench = self.random.choice(WALLS), self.random.choice(BENCHES)
        self._image = Image.new("RGB", (SIZE[0] * _SMOOTH, SIZE[1] * _SMOOTH), wall)
        self._pen = ImageDraw.Draw(self._image)
        self._room(wall, bench)

    def png(self) -> bytes:
        """Return the finished picture as PNG bytes."""
        stream = io.BytesIO()
        self._image.reduce(_SMOOTH).save(stream, "PNG", compress_level=0)
        return stream.getvalue()

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, radius: float = 0) -> None:
        """Draw a rectangle, its corners rounded if asked."""
        area = [value * _SCALE for value in (left, top, right, bottom)]
        self._pen.rounded_rectangle(area, radius * _SCALE, fill=fill)

    def oval(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        """Draw an ellipse that fills its bounds."""
        self._pen.ellipse([value * _SCALE for value in (left, top, right, bottom)], fill=fill)

    def shape(self, dots: Sequence[Dot], fill: str) -> None:
        """Draw a polygon."""
        self._pen.polygon([(x * _SCALE, y * _SCALE) for x, y in dots], fill=fill)

    def line(self, dots: Sequence[Dot], fill: str, width: float = 4) -> None:
        """Draw a line through dots, its joints rounded."""
        path = [(x * _SCALE, y * _SCALE) for x, y in dots]
        self._pen.line(path, fill=fill, width=round(width * _SCALE), joint="curve")

    def arc(self, left: float, top: float, right: float, bottom: float, turn: tuple[float, float],
            fill: str, width: float = 4) -> None:  # fmt: skip
        """Draw the part of an ellipse's rim between two angles, in degrees clockwise from the right."""
        area = [value * _SCALE for value in (left, top, right, bottom)]
        self._pen.arc(area, *turn, fill=fill, width=round(width * _SCALE))

    def shadow(self, left: float, right: float, floor: float, depth: float = 26) -> None:
        """Lay a soft shadow under what will stand on the floor between left and right."""
        reach = round(24 * _SCALE)
        area = (
            round((left - 10) * _SCALE) - reach,
            round((floor - depth) * _SCALE) - reach,
            round((right + 34) * _SCALE) + reach,
            round((floor + depth) * _SCALE) + reach,
        )
        veil = Image.new("L", (area[2] - area[0], area[3] - area[1]), 0)
        ImageDraw.Draw(veil).ellipse((reach, reach, veil.width - reach, veil.height - reach), fill=96)
        small = veil.resize((veil.width // 8, veil.height // 8)).filter(ImageFilter.GaussianBlur(4))
        self._image.paste("#3a2a18", area[:2], small.resize(veil.size, Image.Resampling.BILINEAR))

    def wavy(self, left: float, right: float, top: float, swing: float, step: float = 30) -> list[Dot]:
        """Return dots along an uneven edge from left to right: a heap's outline."""
        count = max(2, round((right - left) / step))
        return [
            (left + (right - left) * place / count, top + self.random.uniform(-swing, swing))
            for place in range(count + 1)
        ]

    def heap(self, left: float, right: float, floor: float, rise: float, fill: str) -> None:
        """Draw a heap: a bow from left to right with an uneven rim."""
        count = max(4, round((right - left) / 24))
        rim = [
            (
                left + (right - left) * place / count,
                floor
                - math.sin(math.pi * place / count) * rise
                - (self.random.uniform(0, rise * 0.08) if 0 < place < count else 0),
            )
            for place in range(count + 1)
        ]
        self.shape([*rim, (right, floor + 2), (left, floor + 2)], fill)

    def crumbs(self, bounds: tuple[float, float, float, float], colours: Sequence[str], count: int,
               size: tuple[float, float]) -> None:  # fmt: skip
        """Scatter small grains within bounds (left, top, right, bottom)."""
        left, top, right, bottom = bounds
        for _ in range(count):
            x, y = self.random.uniform(left, right), self.random.uniform(top, bottom)
            reach = self.random.uniform(*size)
            self.oval(x - reach, y - reach * 0.7, x + reach, y + reach * 0.7, self.random.choice(colours))

    def _room(self, wall: str, bench: str) -> None:
        self.box(0, 0, WIDTH, BENCH, wall)
        self.oval(140, -260, 1060, 640, tint(wall, 1.035))
        self.box(0, BENCH, WIDTH, HEIGHT, bench)
        self.box(0, BENCH, WIDTH, BENCH + 12, tint(bench, 1.12))
        for _ in range(14):
            x, y = self.random.uniform(-200, WIDTH), self.random.uniform(BENCH + 24, HEIGHT)
            self.line([(x, y), (x + self.random.uniform(120, 420), y)], tint(bench, 0.94), 3)


def tint(colour: str, factor: float) -> str:
    """Return a colour made lighter (factor above 1) or darker."""
    parts = (min(255, round(int(colour[place : place + 2], 16) * factor)) for place in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)
