"""Drawings of the materials themselves: wood, cloth, coffee, grain, bread, metal, chairs."""

from __future__ import annotations

import math

from exchange.demonstration.pictures.scene import Scene, tint


def coffee_chaff(scene: Scene) -> None:
    """Draw a big bag of coffee chaff, heaped over its rim."""
    _big_bag(scene, 270, 800, 660, 470, "#e9e2d0")
    scene.heap(290, 910, 336, 120, "#c08a4d")
    scene.crumbs((330, 252, 870, 330), ("#d9a868", "#a8743c", "#e3bc84", "#b98246"), 420, (5, 12))
    scene.crumbs((180, 800, 1000, 850), ("#d9a868", "#a8743c", "#c79558"), 46, (5, 9))


def spent_grain(scene: Scene) -> None:
    """Draw three drums of brewer's grain."""
    for place in range(3):
        left = 110 + place * 340
        colour = ("#3f6f86", "#4c7d92", "#35627a")[place]
        scene.shadow(left, left + 300, 800, 30)
        scene.heap(left + 14, left + 286, 402, 76, "#c9a45a")
        scene.crumbs(
            (left + 50, 352, left + 250, 398), ("#dfc07e", "#b08a43", "#e9d096", "#a67d38"), 150, (5, 10)
        )
        scene.box(left, 400, left + 300, 802, colour, 18)
        scene.box(left, 396, left + 300, 428, tint(colour, 1.2), 12)
        for y in (540, 670):
            scene.box(left - 4, y, left + 304, y + 18, tint(colour, 0.84), 8)
        scene.box(left + 26, 440, left + 54, 780, tint(colour, 1.13), 12)


def coffee_grounds(scene: Scene) -> None:
    """Draw buckets of coffee grounds."""
    for left, floor, wide in ((140, 760, 330), (640, 760, 330), (380, 830, 360)):
        right, top = left + wide, floor - 300
        scene.shadow(left, right, floor, 28)
        scene.heap(left + 12, right - 12, top + 8, 70, "#3b2618")
        scene.crumbs(
            (left + 60, top - 36, right - 60, top + 2), ("#54371f", "#2b1a10", "#694629"), 120, (4, 9)
        )
        scene.shape([(left, top), (right, top), (right - 34, floor), (left + 34, floor)], "#e8e3d8")
        scene.shape([(right - 60, top), (right, top), (right - 34, floor), (right - 84, floor)], "#d3cdc0")
        scene.box(left - 10, top - 6, right + 10, top + 22, "#f6f2ea", 12)
        scene.arc(left + 4, top - 60, right - 4, top + 230, (20, 160), "#8d877b", 7)


def wood_offcuts(scene: Scene) -> None:
    """Draw ends of planks and beams, stacked so that their grain shows."""
    scene.shadow(120, 1080, 810, 40)
    floor = 810.0
    for row in range(5):
        left = 130.0 + scene.random.uniform(0, 40)
        tall = scene.random.uniform(84, 112)
        while left < 990 - row * 24:
            width = scene.random.uniform(100, 220)
            _end_grain(scene, left, floor - tall, min(left + width, 1080), floor)
            left += width + 4
        floor -= tall + 3


def _end_grain(scene: Scene, left: float, top: float, right: float, floor: float) -> None:
    colour = tint(
        scene.random.choice(("#d9ae74", "#c8935a", "#e3c08d", "#b57f4b")), scene.random.uniform(0.95, 1.06)
    )
    scene.box(left, top, right, floor, colour, 4)
    centre = scene.random.uniform(left, right)
    for ring in range(1, 7):
        reach = ring * (floor - top) * 0.26
        low, high = max(left + 4, centre - reach), min(right - 4, centre + reach)
        steps = [low + (high - low) * place / 10 for place in range(11)]
        bow = [
            (x, floor - 4 - math.sqrt(max(reach**2 - (x - centre) ** 2, 0)) * 0.62)
            for x in steps
            if math.sqrt(max(reach**2 - (x - centre) ** 2, 0)) * 0.62 < floor - top - 8
        ]
        if len(bow) > 1:
            scene.line(bow, tint(colour, 0.87), 3)


def fabric_offcuts(scene: Scene) -> None:
    """Draw rolls of cloth standing, and folded remnants before them."""
    colours = ("#9c4a3c", "#3f5f6b", "#d2a24c", "#5d7052", "#7a5670", "#c9b79a", "#33475b")
    for place in range(6):
        left = 120.0 + place * 162
        colour = colours[place]
        top = 230 + scene.random.uniform(-50, 70)
        scene.shadow(left, left + 130, 720, 20)
        scene.box(left, top, left + 130, 720, colour, 10)
        scene.box(left + 98, top + 12, left + 130, 720, tint(colour, 0.84), 8)
        scene.oval(left, top - 26, left + 130, top + 30, tint(colour, 1.22))
        scene.oval(left + 34, top - 12, left + 96, top + 14, tint(colour, 0.8))
        scene.oval(left + 50, top - 6, left + 80, top + 8, "#c9a678")
    scene.shadow(170, 1040, 850, 26)
    for layer in range(4):
        for place in range(3):
            left = 180 + place * 290 + scene.random.uniform(-10, 10)
            colour = scene.random.choice(colours)
            scene.box(left, 810 - layer * 34, left + 260, 846 - layer * 34, colour, 15)
            scene.line([(left + 14, 838 - layer * 34), (left + 246, 838 - layer * 34)], tint(colour, 0.8), 4)


def bread(scene: Scene) -> None:
    """Draw two crates of yesterday's loaves."""
    for left, floor in ((90, 800), (640, 800)):
        scene.shadow(left, left + 470, floor, 34)
        for place in range(5):
            x = left + 30 + place * 84
            colour = tint("#c98742", scene.random.uniform(0.9, 1.12))
            top = floor - 350 - scene.random.uniform(0, 60)
            scene.box(x, top, x + 96, floor - 120, colour, 46)
            scene.box(x + 14, top + 16, x + 40, floor - 150, tint(colour, 1.13), 14)
            for cut in range(3):
                y = top + 54 + cut * 66
                scene.line([(x + 24, y + 24), (x + 74, y)], "#f2dcae", 10)
        scene.box(left, floor - 190, left + 470, floor, "#6f8a5c", 14)
        for row in range(2):
            for place in range(6):
                x, y = left + 30 + place * 71, floor - 160 + row * 74
                scene.box(x, y, x + 50, y + 50, "#566e46", 8)
        scene.box(left - 8, floor - 200, left + 478, floor - 176, "#7d9a69", 10)


def metal(scene: Scene) -> None:
    """Draw sheet-metal offcuts leaning, and tube ends lying before them."""
    scene.shadow(150, 1050, 720, 30)
    for place in range(7):
        left = 150 + place * 118
        colour = tint("#9aa4aa", scene.random.uniform(0.86, 1.14))
        top = 240 + scene.random.uniform(-60, 120)
        scene.shape([(left + 50, top), (left + 230, top + 26), (left + 180, 722), (left, 722)], colour)
        scene.line([(left + 50, top), (left, 722)], tint(colour, 1.18), 6)
    for row, count in ((0, 8), (1, 7), (2, 6)):
        for place in range(count):
            x, y = 240 + place * 94 + row * 47, 816 - row * 80
            colour = tint("#8b969d", scene.random.uniform(0.88, 1.16))
            if row == 0:
                scene.shadow(x - 44, x + 44, 858, 12)
            scene.oval(x - 45, y - 45, x + 45, y + 45, colour)
            scene.oval(x - 33, y - 33, x + 33, y + 33, "#3d4448")


def chairs(scene: Scene) -> None:
    """Draw stacked school chairs from the side."""
    for left, colour in ((170, "#b4552d"), (640, "#3f6f86")):
        scene.shadow(left, left + 360, 810, 30)
        for layer in range(4):
            rise = layer * 52
            steel = tint("#6d7478", 1 + layer * 0.05)
            scene.line([(left + 60, 560 - rise), (left + 20, 806 - rise)], steel, 14)
            scene.line([(left + 280, 560 - rise), (left + 330, 806 - rise)], steel, 14)
            scene.line([(left + 282, 556 - rise), (left + 322, 312 - rise)], steel, 14)
            scene.box(left + 40, 540 - rise, left + 310, 566 - rise, tint(colour, 0.9 + layer * 0.05), 12)
            scene.shape(
                [
                    (left + 296, 440 - rise),
                    (left + 324, 440 - rise),
                    (left + 344, 300 - rise),
                    (left + 316, 300 - rise),
                ],
                tint(colour, 0.82 + layer * 0.05),
            )


def _big_bag(scene: Scene, left: float, floor: float, wide: float, tall: float, colour: str) -> None:
    right, top = left + wide, floor - tall
    scene.shadow(left, right, floor, 44)
    for x in (left + 30, right - 90):
        scene.arc(x, top - 90, x + 60, top + 90, (180, 360), "#2f5d73", 16)
    scene.shape([(left, top), (right, top), (right + 18, floor - 60), (right - 6, floor), (left + 6, floor),
                 (left - 18, floor - 60)], colour)  # fmt: skip
    for place in range(1, 9):
        x = left + place * wide / 9
        scene.line([(x, top + 6), (x, floor - 4)], tint(colour, 0.96), 3)
    scene.shape(
        [
            (right - 90, top),
            (right, top),
            (right + 18, floor - 60),
            (right - 6, floor),
            (right - 70, floor),
        ],
        tint(colour, 0.9),
    )
    for x in (left + 44, right - 76):
        scene.box(x, top, x + 32, floor - 20, "#2f5d73")
    scene.box(left + 200, top + 160, right - 220, top + 300, "#f8f4ea", 6)
    for y in (190, 224, 258):
        scene.line([(left + 226, top + y), (right - 250, top + y)], "#b9ad98", 8)
