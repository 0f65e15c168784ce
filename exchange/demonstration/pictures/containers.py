"""Drawings of what holds things and outlives them: crates, canisters, drums, cans, bottles, tubes."""

from __future__ import annotations

from exchange.demonstration.pictures.scene import Scene, tint


def crates_plastic(scene: Scene) -> None:
    """Draw stacking crates of plastic in three columns."""
    for left, count in ((80, 5), (435, 3), (790, 4)):
        colour = scene.random.choice(("#5d7f95", "#6d7478", "#4d6b52", "#4f6b86"))
        scene.shadow(left, left + 320, 810, 34)
        for layer in range(count):
            floor = 810 - layer * 112
            rim = floor - 104
            scene.shape([(left + 8, rim), (left + 312, rim), (left + 298, floor), (left + 22, floor)],
                        tint(colour, 0.94 + layer * 0.03))  # fmt: skip
            scene.box(left, floor - 112, left + 320, floor - 92, tint(colour, 1.16), 8)
            scene.box(left + 112, floor - 78, left + 208, floor - 58, tint(colour, 0.62), 10)
            for place in range(5):
                x = left + 44 + place * 54
                scene.line([(x, floor - 46), (x + 2, floor - 10)], tint(colour, 0.8), 8)


def crates_wood(scene: Scene) -> None:
    """Draw crates of slats, one on another, the last one on its side."""
    for left, floor in ((90, 810), (90, 590), (440, 810), (440, 590), (265, 370)):
        _slatted(scene, left, floor, 320, 208)
    scene.shadow(830, 1110, 810, 30)
    _slatted(scene, 830, 810, 280, 300)


def _slatted(scene: Scene, left: float, floor: float, wide: float, tall: float) -> None:
    colour = tint("#d7b07a", scene.random.uniform(0.92, 1.06))
    if floor > 700:
        scene.shadow(left, left + wide, floor, 28)
    scene.box(left + 6, floor - tall, left + wide - 6, floor, tint(colour, 0.46))
    slats = round(tall / 68)
    for slat in range(slats):
        y = floor - tall + slat * tall / slats
        scene.box(left, y + 4, left + wide, y + tall / slats - 14, tint(colour, 0.96 + slat * 0.03), 3)
        for x in (left + 14, left + wide - 24):
            scene.oval(x, y + 18, x + 8, y + 26, tint(colour, 0.6))
    for x in (left, left + wide - 36):
        scene.box(x, floor - tall, x + 36, floor, tint(colour, 0.86), 2)


def canisters(scene: Scene) -> None:
    """Draw canisters with their caps behind buckets with their lids."""
    for place in range(4):
        left, floor = 110 + place * 262, 680
        colour = ("#7fa3b3", "#d9a648", "#86a27a", "#b9b3a2")[place]
        scene.shadow(left, left + 200, floor, 20)
        scene.box(left, floor - 300, left + 200, floor, colour, 34)
        scene.box(left + 140, floor - 286, left + 196, floor - 10, tint(colour, 0.9), 26)
        scene.box(left + 24, floor - 352, left + 96, floor - 288, tint(colour, 0.92), 10)
        scene.box(
            left + 18, floor - 372, left + 102, floor - 336, scene.random.choice(("#2f5d73", "#b4552d")), 9
        )
        scene.arc(left + 96, floor - 348, left + 190, floor - 240, (180, 360), tint(colour, 0.8), 22)
        scene.box(left + 34, floor - 190, left + 130, floor - 90, "#f8f4ea", 6)
    for left in (150, 500, 850):
        colour = scene.random.choice(("#d8cfb8", "#b9cbd0", "#c98f6b"))
        scene.shadow(left, left + 230, 840, 26)
        scene.shape([(left, 620), (left + 230, 620), (left + 204, 840), (left + 26, 840)], colour)
        scene.shape(
            [(left + 176, 620), (left + 230, 620), (left + 204, 840), (left + 158, 840)], tint(colour, 0.91)
        )
        scene.box(left - 10, 600, left + 240, 636, tint(colour, 0.84), 12)
        scene.arc(left + 6, 596, left + 224, 790, (20, 160), "#8d877b", 6)


def drums(scene: Scene) -> None:
    """Draw blue drums with black lids, two behind and three in front."""
    for left, floor in ((270, 660), (650, 660), (90, 820), (450, 820), (810, 820)):
        colour = tint("#3c6c90", scene.random.uniform(0.92, 1.1))
        scene.shadow(left, left + 280, floor, 26)
        scene.box(left, floor - 400, left + 280, floor, colour, 34)
        scene.box(left + 20, floor - 370, left + 62, floor - 20, tint(colour, 1.2), 18)
        scene.box(left + 214, floor - 380, left + 278, floor - 12, tint(colour, 0.86), 24)
        for y in (floor - 300, floor - 110):
            scene.box(left - 3, y, left + 283, y + 16, tint(colour, 0.8), 8)
        scene.box(left - 6, floor - 418, left + 286, floor - 366, "#33383b", 16)
        scene.box(left - 6, floor - 380, left + 286, floor - 366, "#8d9599", 6)


def big_bags(scene: Scene) -> None:
    """Draw big bags folded flat in a pile, and one that stands open and empty."""
    scene.shadow(80, 540, 810, 30)
    for layer in range(6):
        ground = 810 - layer * 62
        colour = tint("#e6e0d0", scene.random.uniform(0.94, 1.04))
        scene.box(80, ground - 58, 540, ground, tint(colour, 0.9), 22)
        scene.box(84, ground - 58, 536, ground - 12, colour, 20)
        scene.box(170, ground - 58, 206, ground, "#2f5d73")
        scene.box(414, ground - 58, 450, ground, "#2f5d73")
    left, right, top, floor = 650.0, 1080.0, 400.0, 810.0
    scene.shadow(left, right, floor, 36)
    for x in (left + 24, right - 96):
        scene.arc(x, top - 110, x + 72, top + 110, (180, 360), "#2f5d73", 18)
    scene.shape([(left, top), (right, top), (right - 10, floor), (left + 10, floor)], "#e9e2d0")
    scene.oval(left, top - 42, right, top + 42, "#cfc6b0")
    scene.oval(left + 16, top - 30, right - 16, top + 36, "#a89f89")
    for place in range(1, 8):
        seam = left + place * (right - left) / 8
        scene.line([(seam, top + 46), (seam, floor - 6)], "#ded6c2", 3)
    scene.box(left + 130, top + 140, right - 130, top + 280, "#f8f4ea", 6)
    for y in (176, 210, 244):
        scene.line([(left + 154, top + y), (right - 160, top + y)], "#b9ad98", 7)


def cans(scene: Scene) -> None:
    """Draw food cans in a pyramid, without their labels."""
    for row, count in enumerate((5, 4, 3)):
        for place in range(count):
            left, floor = 110 + row * 100 + place * 200, 815 - row * 226
            steel = tint("#aab3b6", scene.random.uniform(0.94, 1.08))
            if not row:
                scene.shadow(left, left + 180, floor, 22)
            scene.box(left, floor - 210, left + 180, floor - 6, steel, 10)
            scene.oval(left, floor - 30, left + 180, floor + 4, tint(steel, 0.8))
            scene.box(left, floor - 206, left + 180, floor - 18, steel)
            scene.box(left + 22, floor - 204, left + 48, floor - 18, tint(steel, 1.16))
            scene.box(left + 138, floor - 204, left + 178, floor - 16, tint(steel, 0.86))
            for rib in range(5):
                scene.line([(left + 2, floor - 150 + rib * 22), (left + 178, floor - 150 + rib * 22)],
                           tint(steel, 0.9), 5)  # fmt: skip
            scene.oval(left, floor - 226, left + 180, floor - 190, tint(steel, 1.14))
            scene.oval(left + 14, floor - 222, left + 166, floor - 194, tint(steel, 0.72))


def bottles(scene: Scene) -> None:
    """Draw brown bottles standing in two open crates."""
    for left in (90, 630):
        scene.shadow(left, left + 480, 815, 34)
        for place in range(6):
            x = left + 28 + place * 73
            glass = tint("#6b4423", scene.random.uniform(0.85, 1.15))
            scene.box(x + 16, 330, x + 44, 470, glass, 8)
            scene.box(x, 440, x + 60, 780, glass, 22)
            scene.box(x + 8, 470, x + 20, 640, tint(glass, 1.5), 6)
            scene.box(
                x + 12, 322, x + 48, 348, "#d8b04a" if scene.random.random() < 0.4 else tint(glass, 1.2), 6
            )
        scene.box(left, 610, left + 480, 815, "#a4502f", 12)
        scene.box(left - 8, 600, left + 488, 634, "#bd6139", 10)
        scene.box(left + 165, 660, left + 315, 704, "#7b3b22", 20)
        for y in (740, 776):
            scene.line([(left + 20, y), (left + 460, y)], "#8c4327", 7)


def tubes(scene: Scene) -> None:
    """Draw cardboard tubes standing close together, and some that lie before them."""
    scene.shadow(170, 1030, 780, 36)
    for place in range(14):
        left = 180 + place * 60
        top = 190 + scene.random.uniform(-60, 110)
        colour = tint("#c39560", scene.random.uniform(0.92, 1.1))
        scene.box(left, top, left + 58, 780, colour)
        scene.box(left + 42, top + 8, left + 58, 780, tint(colour, 0.86))
        for turn in range(9):
            y = top + 40 + turn * 62
            if y < 760:
                scene.line([(left, y + 24), (left + 58, y)], tint(colour, 0.92), 3)
        scene.oval(left, top - 14, left + 58, top + 14, tint(colour, 1.14))
        scene.oval(left + 12, top - 8, left + 46, top + 8, "#5b452f")
    for place in range(5):
        x = 270 + place * 150
        scene.shadow(x - 60, x + 60, 845, 16)
        colour = tint("#cda36e", scene.random.uniform(0.94, 1.08))
        scene.oval(x - 56, 736, x + 56, 848, colour)
        scene.oval(x - 40, 752, x + 40, 832, "#5b452f")
        scene.arc(x - 48, 744, x + 48, 840, (190, 260), tint(colour, 1.2), 5)
