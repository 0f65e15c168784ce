"""Drawings of what goods come in: bags, sacks, boxes, pallets, jars, film."""

from __future__ import annotations

from exchange.demonstration.pictures.scene import Scene, tint


def coffee_bags(scene: Scene) -> None:
    """Draw printed coffee bags that missed their print: three in front, three behind."""
    colours = ("#6b3f2a", "#2f4a46", "#b4552d", "#3d3a38", "#8a6a3b")
    for row, floor, count in ((0, 700, 4), (1, 800, 4)):
        for place in range(count):
            left = 90 + place * 262 + row * 40
            _coffee_bag(scene, left, floor, 210, 330, scene.random.choice(colours))


def _coffee_bag(scene: Scene, left: float, floor: float, width: float, tall: float, colour: str) -> None:
    top, right = floor - tall, left + width
    scene.shadow(left, right, floor)
    scene.shape(
        [(left + 10, top), (right - 10, top), (right, top + 60), (right - 6, floor), (left + 6, floor),
         (left, top + 60)],
        colour,
    )  # fmt: skip
    scene.box(left + 10, top, right - 10, top + 30, tint(colour, 0.82))
    scene.shape([(right - 46, top + 30), (right - 10, top + 30), (right, top + 60), (right - 6, floor),
                 (right - 30, floor)], tint(colour, 0.86))  # fmt: skip
    slip = scene.random.uniform(-26, 26)
    scene.box(left + 34 + slip, top + 110, right - 50 + slip, top + 250, "#f4ead8", 8)
    scene.oval(left + 74 + slip, top + 130, left + 122 + slip, top + 186, tint(colour, 0.9))
    scene.line([(left + 98 + slip, top + 134), (left + 92 + slip, top + 158), (left + 98 + slip, top + 182)],
               "#f4ead8", 5)  # fmt: skip
    scene.box(left + 54 + slip, top + 206, right - 72 + slip, top + 216, tint(colour, 0.9), 4)
    scene.box(left + 64 + slip, top + 226, right - 84 + slip, top + 234, tint(colour, 1.2), 4)
    scene.oval(left + 88, top + 56, left + 108, top + 76, tint(colour, 1.5))


def jute_sacks(scene: Scene) -> None:
    """Draw a pile of folded jute sacks, a striped one on top."""
    scene.shadow(220, 980, 780, 40)
    for layer in range(8):
        left = 230 + scene.random.uniform(-22, 22)
        right = 970 + scene.random.uniform(-22, 22)
        floor = 780 - layer * 58
        colour = tint("#c09a5f", scene.random.uniform(0.9, 1.1))
        scene.box(left, floor - 62, right, floor, tint(colour, 0.8), 30)
        scene.box(left + 4, floor - 62, right - 4, floor - 8, colour, 27)
        for place in range(18):
            x = left + 34 + place * (right - left - 68) / 17
            scene.line([(x, floor - 52), (x + 9, floor - 14)], tint(colour, 0.9), 3)
    scene.shape([(236, 330), (330, 262), (900, 250), (972, 322)], "#cda86d")
    for place in range(3):
        x = 480 + place * 70
        scene.shape([(x, 256), (x + 26, 255), (x + 34, 328), (x + 4, 328)], "#7d3b2a")
    for place in range(24):
        x = 330 + place * 24
        scene.line([(x, 272), (x + 6, 322)], "#b98f53", 2)


def cardboard(scene: Scene) -> None:
    """Draw flattened boxes in a strapped stack, an open box beside it."""
    scene.shadow(90, 690, 790, 40)
    for layer in range(20):
        left = 100 + scene.random.uniform(-12, 12)
        floor = 790 - layer * 21
        colour = tint("#c99a63", scene.random.uniform(0.92, 1.1))
        scene.box(left, floor - 19, left + 570, floor, colour, 3)
        scene.line([(left + 8, floor - 9), (left + 562, floor - 9)], tint(colour, 0.84), 3)
    for x in (230, 520):
        scene.line([(x, 362), (x, 790)], "#2f5d73", 11)
    scene.shadow(740, 1090, 800, 34)
    scene.shape([(750, 520), (930, 470), (1100, 520), (920, 575)], "#8a6238")
    scene.shape([(750, 520), (920, 575), (920, 810), (750, 745)], "#b98650")
    scene.shape([(1100, 520), (920, 575), (920, 810), (1100, 745)], "#d3a76f")
    scene.shape([(750, 520), (920, 575), (850, 640), (680, 580)], "#dcb47e")
    scene.shape([(1100, 520), (920, 575), (990, 640), (1160, 580)], "#e3bf8d")
    scene.line([(985, 700), (1050, 676)], "#8a6238", 6)
    scene.line([(985, 724), (1050, 700)], "#8a6238", 6)


def pallets(scene: Scene) -> None:
    """Draw two stacks of pallets seen from the front."""
    for left, count in ((110, 7), (640, 5)):
        scene.shadow(left, left + 460, 800, 36)
        for layer in range(count):
            pallet(scene, left + scene.random.uniform(-10, 10), 800 - layer * 78)


def pallet(scene: Scene, left: float, floor: float) -> None:
    """Draw one pallet, seen from its long side."""
    colour = tint("#cfa571", scene.random.uniform(0.88, 1.1))
    scene.box(left + 8, floor - 66, left + 452, floor - 16, "#4a3826")
    scene.box(left, floor - 14, left + 460, floor, tint(colour, 0.86), 2)
    for x in (0, 190, 380):
        scene.box(left + x, floor - 56, left + x + 80, floor - 14, tint(colour, 0.78), 2)
        scene.oval(left + x + 30, floor - 44, left + x + 50, floor - 26, tint(colour, 0.66))
    scene.box(left - 4, floor - 74, left + 464, floor - 56, colour, 2)
    for x in (16, 206, 246, 436):
        scene.oval(left + x, floor - 68, left + x + 7, floor - 61, tint(colour, 0.6))


def glass_jars(scene: Scene) -> None:
    """Draw empty jars in two rows, some with their lid."""
    for row, floor in ((0, 640), (1, 800)):
        if row == 0:
            scene.box(60, 640, 1140, 668, "#8f6840", 4)
            scene.box(60, 662, 1140, 668, "#74512f")
        for place in range(6):
            left = 96 + place * 174 + (26 if row else 0)
            _jar(scene, left, floor, 140, 250 if row else 220)


def _jar(scene: Scene, left: float, floor: float, width: float, tall: float) -> None:
    top, right = floor - tall, left + width
    glass = scene.random.choice(("#b9d3cf", "#c3d8d2", "#b0ccd0"))
    scene.shadow(left, right, floor, 14)
    scene.box(left, top + 44, right, floor, glass, 26)
    scene.box(left + 12, top + 56, right - 12, floor - 12, tint(glass, 1.09), 20)
    scene.box(left + 18, top + 18, right - 18, top + 58, tint(glass, 1.04), 8)
    scene.box(left + 20, top + 90, left + 34, floor - 50, "#f3f8f5", 7)
    if scene.random.random() < 0.6:
        lid = scene.random.choice(("#b4552d", "#d8b04a", "#4d6b52", "#8d8d88"))
        scene.box(left + 10, top, right - 10, top + 34, lid, 8)
        for x in range(round(left) + 20, round(right) - 16, 14):
            scene.line([(x, top + 8), (x, top + 28)], tint(lid, 0.85), 3)
    if scene.random.random() < 0.5:
        scene.box(left + 44, top + 110, right - 22, top + 170, "#f7f0e0", 5)
        scene.line([(left + 56, top + 132), (right - 34, top + 132)], "#b9ad98", 5)
        scene.line([(left + 56, top + 150), (right - 52, top + 150)], "#b9ad98", 5)


def film(scene: Scene) -> None:
    """Draw rolls of clear film lying on one another, cores towards us."""
    for x, y in ((300, 660), (600, 660), (900, 660), (450, 410), (750, 410)):
        if y > 500:
            scene.shadow(x - 140, x + 140, 800, 30)
        reach = 140
        colour = scene.random.choice(("#bfd0d6", "#c9d7d8", "#b4c8d2"))
        scene.oval(x - reach, y - reach, x + reach, y + reach, tint(colour, 0.88))
        for ring in range(6):
            inner = reach - 8 - ring * 14
            shade = tint(colour, 1.12 if ring % 2 else 1.0)
            scene.oval(x - inner, y - inner, x + inner, y + inner, shade)
        scene.oval(x - 52, y - 52, x + 52, y + 52, "#b98650")
        scene.oval(x - 38, y - 38, x + 38, y + 38, "#5b452f")
        scene.arc(x - 120, y - 120, x + 120, y + 120, (200, 250), "#f4f8f8", 8)


def paper(scene: Scene) -> None:
    """Draw a pallet of paper trimmings in sheets, tied in bundles of many tones."""
    tones = ("#f5efe2", "#e9d9c0", "#c8dcdc", "#efc9a8", "#d9e0c4", "#f1e3ea")
    pallet(scene, 140, 806)
    pallet(scene, 600, 806)
    for left in (150, 410, 670, 930):
        for bundle in range(scene.random.randint(2, 4)):
            floor = 732 - bundle * 118
            tone = scene.random.choice(tones)
            scene.box(left, floor - 112, left + 210, floor, tint(tone, 0.9), 4)
            for sheet in range(12):
                y = floor - 106 + sheet * 9
                scene.box(left + scene.random.uniform(-3, 3), y, left + 210, y + 6, tone)
            scene.box(left + 92, floor - 114, left + 116, floor, "#8a6238")
