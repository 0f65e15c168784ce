"""Drawings of what grew: vegetables, fruit, what a press leaves, branches and leaves, sawdust."""

from __future__ import annotations

import math

from exchange.demonstration.pictures.scene import Scene, tint


def vegetables(scene: Scene) -> None:
    """Draw crates of carrots, leeks and cabbages."""
    for place, grown in enumerate((_carrots, _leeks, _cabbages)):
        left = 70 + place * 370
        scene.shadow(left, left + 330, 815, 32)
        grown(scene, left)
        _crate(scene, left, 815)


def _crate(scene: Scene, left: float, floor: float) -> None:
    for slat in range(3):
        y = floor - 216 + slat * 74
        scene.box(left, y, left + 330, y + 62, tint("#cfa571", 0.94 + slat * 0.04), 4)
    for x in (left, left + 298):
        scene.box(x, floor - 226, x + 32, floor, "#b1844f", 3)


def _carrots(scene: Scene, left: float) -> None:
    for place in range(7):
        x = left + 26 + place * 42
        top = 520 + scene.random.uniform(-40, 20)
        for leaf in (-26, 0, 26):
            scene.line(
                [(x + 14, top), (x + 14 + leaf, top - 130 - scene.random.uniform(0, 30))], "#5d8a4a", 11
            )
        colour = tint("#d9792e", scene.random.uniform(0.92, 1.08))
        scene.shape([(x - 14, top), (x + 44, top), (x + 24, 760), (x + 8, 760)], colour)
        for mark in range(3):
            scene.line([(x - 4, top + 24 + mark * 24), (x + 16, top + 28 + mark * 24)], tint(colour, 0.84), 4)


def _leeks(scene: Scene, left: float) -> None:
    for place in range(6):
        x = left + 30 + place * 48
        top = 330 + scene.random.uniform(-30, 40)
        scene.box(x, top + 160, x + 40, 760, "#edefdc", 12)
        scene.box(x, top + 160, x + 40, top + 280, "#b9cf96", 10)
        for leaf in (-34, -6, 26):
            green, tip = tint("#5f8a52", scene.random.uniform(0.9, 1.12)), x + leaf
            scene.shape(
                [(x + 4, top + 190), (x + 36, top + 190), (tip + 30, top), (tip + 12, top + 9)], green
            )


def _cabbages(scene: Scene, left: float) -> None:
    for x, y in ((left + 80, 500), (left + 230, 490), (left + 150, 590), (left + 280, 600), (left + 40, 600)):
        green = tint("#86ab6a", scene.random.uniform(0.9, 1.1))
        scene.oval(x - 84, y - 80, x + 84, y + 88, tint(green, 0.84))
        scene.oval(x - 74, y - 78, x + 74, y + 70, green)
        scene.line([(x, y + 60), (x - 4, y - 50)], tint(green, 1.26), 7)
        for turn in (-1, 1):
            scene.line([(x, y + 26), (x + turn * 42, y - 24)], tint(green, 1.2), 5)
            scene.line([(x, y - 6), (x + turn * 30, y - 44)], tint(green, 1.2), 4)


def fruit(scene: Scene) -> None:
    """Draw crates of golden plums, one on another."""
    for left, floor in ((60, 622), (430, 622), (800, 622), (60, 820), (430, 820), (800, 820)):
        if floor > 700:
            scene.shadow(left, left + 330, floor, 30)
        for row in range(2):
            for place in range(6):
                x = left + 40 + place * 48 + (row * 24)
                y = floor - 168 + row * 34 + scene.random.uniform(-6, 6)
                gold = tint(
                    scene.random.choice(("#e3b23c", "#e8c257", "#d99a35")), scene.random.uniform(0.96, 1.05)
                )
                scene.oval(x - 34, y - 34, x + 34, y + 34, gold)
                scene.oval(x - 18, y - 22, x - 4, y - 8, tint(gold, 1.2))
                if scene.random.random() < 0.3:
                    scene.oval(x + 4, y - 2, x + 16, y + 10, "#b4652f")
        for slat in range(2):
            y = floor - 126 + slat * 66
            scene.box(left, y, left + 330, y + 56, tint("#d7b07a", 0.95 + slat * 0.05), 4)
        for x in (left, left + 296):
            scene.box(x, floor - 198, x + 34, floor - 2, "#b1844f", 3)


def pomace(scene: Scene) -> None:
    """Draw two vats of what a fruit press leaves, and the press's screw between them."""
    scene.shadow(480, 720, 700, 22)
    scene.box(584, 130, 616, 500, "#6d7478", 4)
    for turn in range(9):
        scene.line([(580, 160 + turn * 38), (620, 146 + turn * 38)], "#4a5358", 8)
    scene.box(470, 120, 730, 152, "#7b5a3a", 14)
    scene.box(480, 480, 720, 530, "#8f6840", 8)
    for slat in range(6):
        scene.box(486 + slat * 40, 530, 520 + slat * 40, 700, tint("#a97c4a", 0.92 + (slat % 2) * 0.12), 3)
    for y in (566, 656):
        scene.box(478, y, 726, y + 18, "#4a5358", 6)
    for left in (90, 690):
        scene.shadow(left, left + 420, 825, 38)
        scene.heap(left + 16, left + 404, 600, 130, "#b98a4a")
        scene.crumbs(
            (left + 80, 500, left + 340, 590), ("#d3a765", "#8f6231", "#e0bd82", "#a3503a"), 170, (6, 13)
        )
        scene.shape([(left, 590), (left + 420, 590), (left + 384, 825), (left + 36, 825)], "#b4552d")
        scene.shape([(left + 330, 590), (left + 420, 590), (left + 384, 825), (left + 310, 825)], "#9c4526")
        scene.box(left - 12, 572, left + 432, 606, "#c9683c", 12)


def green_waste(scene: Scene) -> None:
    """Draw a heap of leaves and twigs with a fork in it."""
    scene.shadow(110, 1090, 815, 44)
    scene.line([(800, 120), (724, 560)], "#a97c4a", 18)
    for tine in range(4):
        scene.line([(690 + tine * 24, 540 + tine * 5), (676 + tine * 24, 680)], "#6d7478", 9)
    scene.line([(686, 540), (768, 556)], "#6d7478", 12)
    scene.heap(100, 1100, 815, 330, "#5d7a48")
    for _ in range(150):
        x = scene.random.uniform(170, 1030)
        rise = math.sin(math.pi * (x - 100) / 1000) * 300
        y = 805 - scene.random.uniform(0, rise)
        leaf = tint(scene.random.choice(("#6f8f4f", "#84a35c", "#50703e", "#a39a4a", "#b98a3c")),
                    scene.random.uniform(0.92, 1.1))  # fmt: skip
        wide = scene.random.uniform(16, 34)
        scene.shape([(x - wide, y), (x, y - wide / 2), (x + wide, y - 2), (x, y + wide / 2)], leaf)
    for _ in range(16):
        x, y = scene.random.uniform(220, 980), scene.random.uniform(600, 790)
        scene.line(
            [(x, y), (x + scene.random.uniform(-110, 110), y - scene.random.uniform(20, 70))], "#7b5a3a", 8
        )


def sawdust(scene: Scene) -> None:
    """Draw three paper sacks of sawdust, the foremost open."""
    for left, floor, tall in ((110, 730, 470), (760, 730, 430)):
        _sack(scene, left, floor, 330, tall)
        scene.box(left + 20, floor - tall - 34, left + 310, floor - tall + 26, "#a9895c", 12)
        scene.line([(left + 26, floor - tall - 4), (left + 304, floor - tall - 4)], "#f4ead8", 7)
    _sack(scene, 400, 835, 400, 420)
    scene.heap(410, 790, 430, 120, "#dcb878")
    scene.crumbs((470, 350, 740, 424), ("#ecd09b", "#c79f5e", "#e3c186"), 150, (4, 9))
    scene.box(392, 412, 808, 446, "#bd9a68", 12)
    scene.crumbs((300, 836, 900, 872), ("#e3c186", "#c79f5e"), 60, (4, 8))


def _sack(scene: Scene, left: float, floor: float, wide: float, tall: float) -> None:
    colour = tint("#c9a873", scene.random.uniform(0.95, 1.05))
    scene.shadow(left, left + wide, floor, 34)
    scene.box(left, floor - tall, left + wide, floor, colour, 30)
    scene.box(left + wide - 70, floor - tall + 10, left + wide - 4, floor - 8, tint(colour, 0.9), 26)
    scene.line([(left + 60, floor - tall + 60), (left + 74, floor - 70)], tint(colour, 0.93), 5)
    scene.oval(
        left + wide / 2 - 66, floor - tall / 2 - 60, left + wide / 2 + 66, floor - tall / 2 + 72, "#f4ead8"
    )
    for ring in (48, 32, 16):
        scene.arc(left + wide / 2 - ring, floor - tall / 2 + 6 - ring, left + wide / 2 + ring,
                  floor - tall / 2 + 6 + ring, (0, 360), "#b98a4a", 6)  # fmt: skip
