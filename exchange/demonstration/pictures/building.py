"""Drawings of what houses are made of: panels, beams, bricks, panes, profiles, cables, insulation."""

from __future__ import annotations

from exchange.demonstration.pictures.packaging import pallet
from exchange.demonstration.pictures.scene import Scene, tint


def wood_panels(scene: Scene) -> None:
    """Draw panels leaning against the wall, their plies to be seen."""
    scene.shadow(60, 950, 800, 40)
    for place in range(6):
        left = 60 + place * 84
        lean, top = 170, 170 + scene.random.uniform(-30, 60) + place * 24
        colour = tint("#dcb683", scene.random.uniform(0.92, 1.07))
        right = left + 420
        scene.shape([(left + lean, top), (right + lean, top), (right, 800), (left, 800)], colour)
        for vein in range(4):
            x = left + 60 + vein * 90 + scene.random.uniform(-20, 20)
            scene.line([(x + lean * 0.9, top + 40), (x + lean * 0.5 + 14, 480), (x + 12, 780)],
                       tint(colour, 0.93), 4)  # fmt: skip
        for ply in range(3):
            shift = ply * 7
            scene.shape(
                [(right + lean + shift, top), (right + lean + shift + 7, top), (right + shift + 7, 800),
                 (right + shift, 800)],
                tint(colour, (0.66, 0.86, 0.66)[ply]),
            )  # fmt: skip


def beams(scene: Scene) -> None:
    """Draw old beams stacked crosswise on blocks, mortises in their sides."""
    for block in (170, 560, 950):
        scene.shadow(block, block + 90, 830, 22)
        scene.box(block, 770, block + 90, 830, "#7b5a3a", 4)
    for layer in range(4):
        floor = 770 - layer * 128
        tall = 112 + scene.random.uniform(-8, 8)
        left, right = 90 + scene.random.uniform(-10, 50), 1110 - scene.random.uniform(-10, 60)
        colour = tint("#a87843", scene.random.uniform(0.88, 1.1))
        scene.box(left, floor - tall, right, floor, colour, 4)
        scene.box(left, floor - tall, right, floor - tall + 22, tint(colour, 1.14), 4)
        for _ in range(5):
            y = scene.random.uniform(floor - tall + 34, floor - 14)
            x = scene.random.uniform(left + 20, right - 320)
            scene.line([(x, y), (x + scene.random.uniform(140, 300), y + 4)], tint(colour, 0.82), 4)
        for _ in range(2):
            x = scene.random.uniform(left + 80, right - 200)
            scene.box(x, floor - tall + 40, x + 96, floor - 28, tint(colour, 0.5), 3)
        scene.box(right - 34, floor - tall, right, floor, tint(colour, 1.24), 4)
        scene.oval(right - 28, floor - tall + 24, right - 6, floor - 24, tint(colour, 1.02))
    scene.box(120, 256, 1080, 262, "#5d4327")


def bricks(scene: Scene) -> None:
    """Draw old bricks in courses on a pallet, a few beside it."""
    pallet(scene, 240, 830)
    pallet(scene, 500, 830)
    for course in range(8):
        floor = 756 - course * 66
        shift = 0 if course % 2 else 66
        for place in range(5 if course % 2 else 4):
            _brick(scene, 262 + shift + place * 132, floor)
    for left, floor in ((60, 840), (86, 772), (1010, 846)):
        scene.shadow(left, left + 128, floor, 14)
        _brick(scene, left, floor)


def _brick(scene: Scene, left: float, floor: float) -> None:
    colour = tint(
        scene.random.choice(("#a9573c", "#b8694a", "#96492f", "#c07f5e")), scene.random.uniform(0.94, 1.06)
    )
    scene.box(left, floor - 62, left + 128, floor, colour, 3)
    scene.box(left, floor - 62, left + 128, floor - 48, tint(colour, 1.14), 3)
    for _ in range(3):
        x, y = left + scene.random.uniform(10, 110), floor - scene.random.uniform(8, 42)
        scene.oval(x, y, x + 9, y + 5, tint(colour, 0.82))


def tiles(scene: Scene) -> None:
    """Draw floor tiles of four colours in piles, one leaning before them."""
    colours = ("#c8b79c", "#8d9a8f", "#b4714f", "#6f7f8c")
    for place, count in enumerate((9, 13, 7, 11)):
        left = 90 + place * 262
        scene.shadow(left, left + 236, 800, 28)
        for layer in range(count):
            floor = 800 - layer * 28
            shift = scene.random.uniform(-6, 6)
            colour = tint(colours[place], scene.random.uniform(0.95, 1.06))
            scene.box(left + shift, floor - 26, left + 236 + shift, floor, tint(colour, 0.84), 2)
            scene.box(left + shift, floor - 26, left + 236 + shift, floor - 19, tint(colour, 1.1), 2)
        top = 800 - count * 28
        scene.shape([(left + 34, top - 38), (left + 270, top - 38), (left + 236, top), (left, top)],
                    tint(colours[place], 1.16))  # fmt: skip
    scene.shadow(470, 730, 858, 16)
    scene.shape([(500, 610), (720, 610), (744, 856), (470, 856)], "#d9cbb2")
    scene.shape([(610, 640), (684, 732), (608, 826), (528, 732)], "#b4714f")
    scene.shape([(610, 682), (646, 732), (608, 782), (568, 732)], "#6f7f8c")


def plasterboard(scene: Scene) -> None:
    """Draw plasterboards lying on blocks, white plaster between grey and green card, one leaning."""
    scene.shape([(700, 150), (1080, 190), (1080, 800), (700, 760)], "#c9d8c6")
    scene.shape([(700, 150), (722, 152), (722, 762), (700, 760)], "#f7f4ee")
    scene.line([(760, 240), (1030, 268)], "#b3c4b0", 5)
    scene.box(850, 420, 960, 490, "#f4ead8", 4)
    scene.shadow(90, 900, 825, 40)
    for x in (170, 720):
        scene.box(x, 770, x + 90, 825, "#9b7346", 4)
    for layer in range(11):
        floor = 770 - layer * 42
        left, right = 90 + scene.random.uniform(-14, 14), 900 + scene.random.uniform(-14, 14)
        card = "#b7cdb9" if scene.random.random() < 0.35 else "#bdb7ab"
        scene.box(left, floor - 40, right, floor, card, 3)
        scene.box(left, floor - 32, right, floor - 8, "#f5f2ea")
        scene.line([(left + 10, floor - 20), (right - 10, floor - 20)], "#e6e1d5", 3)


def insulation(scene: Scene) -> None:
    """Draw rolls of insulation lying on one another, their spirals towards us."""
    for x, y in ((270, 650), (600, 650), (930, 650), (435, 370), (765, 370)):
        colour = scene.random.choice(("#c9a873", "#bd9a68", "#d3b685"))
        if y > 500:
            scene.shadow(x - 150, x + 150, 812, 30)
        scene.oval(x - 158, y - 158, x + 158, y + 158, tint(colour, 0.78))
        scene.oval(x - 150, y - 150, x + 150, y + 150, colour)
        for ring in range(5):
            reach = 134 - ring * 28
            scene.arc(x - reach, y - reach, x + reach, y + reach, (0, 360), tint(colour, 0.82), 6)
            scene.arc(
                x - reach + 8, y - reach + 8, x + reach - 8, y + reach - 8, (200, 330), tint(colour, 1.12), 7
            )
        for _ in range(26):
            dx, dy = scene.random.uniform(-104, 104), scene.random.uniform(-104, 104)
            scene.line([(x + dx, y + dy), (x + dx + 14, y + dy + 7)], tint(colour, 0.88), 3)
        scene.box(x - 166, y - 28, x - 138, y + 28, "#4d6b52", 4)


def flat_glass(scene: Scene) -> None:
    """Draw panes of glass leaning on a rack."""
    scene.shadow(190, 1030, 810, 38)
    for x in (250, 940):
        scene.shape([(x + 120, 190), (x + 156, 190), (x + 36, 810), (x, 810)], "#9b7346")
    scene.box(200, 772, 1020, 810, "#85603a", 4)
    for place in range(6):
        left = 250 + place * 42
        top, wide = 260 + place * 46, 600 - place * 24
        glass = tint("#b5d3d3", 1 + place * 0.025)
        right = left + wide
        scene.shape([(left + 90, top), (right + 90, top), (right, 772), (left, 772)], glass)
        scene.line(
            [(left + 90, top), (right + 90, top), (right, 772), (left, 772), (left + 90, top)], "#6fa3a0", 5
        )
        scene.shape([(left + 190, top + 12), (left + 260, top + 12), (left + 170, 640), (left + 100, 640)],
                    tint(glass, 1.09))  # fmt: skip
        scene.shape([(left + 290, top + 12), (left + 316, top + 12), (left + 226, 640), (left + 200, 640)],
                    tint(glass, 1.07))  # fmt: skip


def soil(scene: Scene) -> None:
    """Draw a heap of sand beside a heap of stones, a spade in the sand."""
    scene.shadow(90, 720, 815, 40)
    scene.line([(420, 160), (380, 560)], "#8f6840", 20)
    scene.line([(372, 150), (470, 166)], "#8f6840", 22)
    scene.shape([(350, 520), (420, 528), (410, 660), (362, 654)], "#8d9599")
    scene.heap(80, 730, 815, 300, "#cdb182")
    scene.crumbs((220, 620, 600, 800), ("#dcc498", "#b99b6a", "#e3cfa6"), 220, (3, 6))
    scene.shadow(690, 1130, 830, 34)
    for row, count in enumerate((6, 5, 3, 1)):
        for place in range(count):
            x = 716 + row * 36 + place * 72 + scene.random.uniform(-8, 8)
            y = 780 - row * 62
            stone = tint("#8f8d86", scene.random.uniform(0.86, 1.16))
            scene.oval(x, y - 36, x + 96, y + 46, tint(stone, 0.84))
            scene.oval(x + 4, y - 36, x + 88, y + 34, stone)
            scene.oval(x + 18, y - 28, x + 50, y - 8, tint(stone, 1.12))


def aluminium(scene: Scene) -> None:
    """Draw bundles of aluminium profiles, their hollow ends towards us."""
    for left, floor in ((110, 812), (450, 812), (790, 812), (280, 560), (620, 560)):
        if floor > 700:
            scene.shadow(left, left + 310, floor, 28)
        for row in range(4):
            for place in range(5):
                x, y = left + place * 62, floor - 58 - row * 58
                light = tint("#c5cdd1", scene.random.uniform(0.9, 1.1))
                scene.box(x, y, x + 58, y + 54, light, 3)
                scene.box(x + 9, y + 9, x + 49, y + 45, "#4a5358", 2)
                scene.box(x + 26, y + 9, x + 32, y + 45, tint(light, 0.92))
        scene.box(left - 5, floor - 130, left + 313, floor - 116, "#b4552d", 4)


def cables(scene: Scene) -> None:
    """Draw a wooden reel of cable and coils beside it."""
    scene.shadow(110, 640, 815, 40)
    scene.oval(110, 265, 660, 815, "#a97c4a")
    scene.oval(126, 281, 644, 799, "#c2935c")
    for ring in range(9):
        reach = 190 - ring * 13
        colour = "#33475b" if ring % 2 else "#3f5874"
        scene.oval(385 - reach, 540 - reach, 385 + reach, 540 + reach, colour)
    scene.oval(318, 473, 452, 607, "#a97c4a")
    scene.oval(356, 511, 414, 569, "#4a3826")
    for x, y in ((385, 306), (385, 770), (154, 540), (612, 540)):
        scene.oval(x - 12, y - 12, x + 12, y + 12, "#6f5232")
    for x, y, colour in ((890, 690, "#b4552d"), (920, 520, "#c2763f"), (870, 372, "#d8b04a")):
        scene.shadow(x - 150, x + 150, y + 118, 20)
        for ring in range(6):
            wide, tall = 160 - ring * 12, 84 - ring * 9
            scene.arc(x - wide, y - tall + ring * 4, x + wide, y + tall + ring * 4, (0, 360),
                      tint(colour, 0.82 + ring * 0.07), 15)  # fmt: skip
        scene.box(x + 40, y + 34, x + 66, y + 98, "#f4ead8", 4)
