"""Drawings of what bends, folds, spills or shines: linen, yarn, foam, sheets, polystyrene, acrylic, paint."""

from __future__ import annotations

from exchange.demonstration.pictures.scene import Scene, tint


def clothing(scene: Scene) -> None:
    """Draw folded linen on two shelves."""
    tones = ("#f1ede3", "#dfe6e8", "#e9ddc8", "#c8d6dc", "#e6d2cb")
    for floor in (450, 820):
        scene.box(70, floor - 6, 1130, floor + 22, "#8f6840", 5)
        scene.box(70, floor + 16, 1130, floor + 22, "#74512f", 3)
        for place in range(4):
            left = 100 + place * 256
            count = scene.random.randint(4, 7)
            for layer in range(count):
                bottom = floor - 6 - layer * 46
                tone = tint(scene.random.choice(tones), scene.random.uniform(0.96, 1.03))
                shift = scene.random.uniform(-7, 7)
                scene.box(left + shift, bottom - 44, left + 226 + shift, bottom, tint(tone, 0.86), 18)
                scene.box(left + 4 + shift, bottom - 44, left + 222 + shift, bottom - 12, tone, 15)
                scene.line(
                    [(left + 18 + shift, bottom - 14), (left + 206 + shift, bottom - 14)], tint(tone, 0.78), 4
                )


def yarn(scene: Scene) -> None:
    """Draw cones of yarn of many colours in two rows."""
    colours = ("#9c4a3c", "#3f5f6b", "#d2a24c", "#5d7052", "#7a5670", "#c9b79a", "#33475b", "#b4714f")
    for row, floor, count in ((0, 640, 6), (1, 830, 5)):
        for place in range(count):
            x = 150 + place * 180 + row * 90
            colour = scene.random.choice(colours)
            tall = 260
            scene.shadow(x - 74, x + 74, floor, 18)
            tip = floor - tall
            scene.shape([(x - 26, tip - 40), (x + 26, tip - 40), (x + 36, tip), (x - 36, tip)], "#cdb48c")
            scene.oval(x - 26, floor - tall - 50, x + 26, floor - tall - 30, "#8a6a45")
            scene.shape(
                [(x - 44, floor - tall), (x + 44, floor - tall), (x + 78, floor - 16), (x - 78, floor - 16)],
                colour,
            )
            scene.oval(x - 78, floor - 34, x + 78, floor + 4, tint(colour, 0.86))
            for wind in range(8):
                y = floor - tall + 18 + wind * 28
                reach = 46 + wind * 4
                scene.line(
                    [(x - reach, y + 12), (x + reach, y - 4)], tint(colour, 1.14 if wind % 2 else 0.88), 5
                )


def foam(scene: Scene) -> None:
    """Draw sheets of foam in a soft stack, some with a waffle back."""
    scene.shadow(130, 1070, 815, 40)
    for layer in range(8):
        floor = 815 - layer * 74
        colour = tint(
            scene.random.choice(("#7d8488", "#d9c77f", "#a9b7bd", "#c9a9a0")),
            scene.random.uniform(0.95, 1.06),
        )
        left, right = 140 + scene.random.uniform(-20, 20), 1060 + scene.random.uniform(-20, 20)
        scene.box(left, floor - 70, right, floor, colour, 16)
        scene.box(left + 4, floor - 70, right - 4, floor - 54, tint(colour, 1.12), 12)
        for _ in range(46):
            x, y = scene.random.uniform(left + 14, right - 14), scene.random.uniform(floor - 48, floor - 10)
            scene.oval(x, y, x + 7, y + 5, tint(colour, 0.84))
    top = 815 - 8 * 74
    for place in range(14):
        x = 170 + place * 62
        scene.oval(x, top - 26, x + 52, top + 22, "#8b9297")


def tarpaulins(scene: Scene) -> None:
    """Draw rolled sheets, and one unrolled over them with its eyelets."""
    for place, colour in enumerate(("#33475b", "#b4552d", "#4d6b52", "#d8b04a")):
        left, floor = 90 + place * 130, 800 - (place % 2) * 14
        scene.shadow(left, left + 110, floor, 22)
        scene.box(left, 190 + place * 22, left + 112, floor, colour, 30)
        scene.box(left + 78, 210 + place * 22, left + 110, floor - 10, tint(colour, 0.84), 20)
        scene.oval(left, 168 + place * 22, left + 112, 222 + place * 22, tint(colour, 1.2))
        scene.arc(left + 26, 180 + place * 22, left + 86, 210 + place * 22, (0, 360), tint(colour, 0.7), 6)
        for y in (330, 640):
            scene.box(left - 3, y, left + 115, y + 16, "#f4ead8", 6)
    scene.shadow(660, 1120, 825, 36)
    scene.shape([(660, 300), (1110, 240), (1140, 800), (690, 826)], "#7fa7b8")
    scene.shape([(660, 300), (1110, 240), (1114, 290), (664, 352)], "#6a93a5")
    scene.shape([(760, 420), (1010, 388), (1024, 640), (776, 668)], "#f2e6cc")
    scene.oval(826, 452, 952, 596, "#b4552d")
    for place in range(6):
        x, y = 690 + place * 82, 322 - place * 11
        scene.oval(x - 13, y - 13, x + 13, y + 13, "#d9dcd8")
        scene.oval(x - 6, y - 6, x + 6, y + 6, "#3d474b")


def polystyrene(scene: Scene) -> None:
    """Draw white corner pieces of polystyrene, one on another."""
    for left, count in ((100, 4), (460, 5), (820, 3)):
        scene.shadow(left, left + 300, 815, 34)
        for layer in range(count):
            floor = 815 - layer * 124
            white = tint("#f4f4f0", scene.random.uniform(0.96, 1.0))
            scene.box(left, floor - 118, left + 300, floor, white, 10)
            scene.box(left + 56, floor - 118, left + 244, floor - 48, "#c9ccc8", 6)
            scene.box(left + 70, floor - 118, left + 230, floor - 60, "#b3b8b4", 4)
            scene.box(left + 262, floor - 112, left + 298, floor - 4, tint(white, 0.92), 8)
            for _ in range(26):
                x, y = scene.random.uniform(left + 8, left + 290), scene.random.uniform(floor - 42, floor - 8)
                scene.oval(x, y, x + 6, y + 6, tint(white, 0.93))


def acrylic(scene: Scene) -> None:
    """Draw coloured sheets of acrylic upright in a rack."""
    scene.shadow(140, 1060, 815, 40)
    scene.box(140, 700, 1060, 815, "#8f6840", 6)
    tones = ("#d9503f", "#e8a33d", "#f0d264", "#6fb18a", "#4f93b5", "#7a6bb0", "#d98bb0", "#e9eef0")
    for place in range(15):
        left = 170 + place * 54
        top = 220 + scene.random.uniform(0, 240)
        tone = scene.random.choice(tones)
        scene.shape([(left, top), (left + 120, top - 36), (left + 120, 690), (left, 720)], tone)
        scene.shape(
            [(left + 20, top + 14), (left + 48, top + 6), (left + 48, 620), (left + 20, 630)],
            tint(tone, 1.14),
        )
        scene.line([(left, top), (left + 120, top - 36)], tint(tone, 1.3), 6)
        scene.line([(left, top), (left, 720)], tint(tone, 0.8), 5)
    scene.box(140, 716, 1060, 815, "#a97c4a", 6)
    scene.box(140, 716, 1060, 732, "#bd8f5a", 6)
    for x in (180, 1000):
        scene.oval(x, 760, x + 18, 778, "#5d4327")


def paint(scene: Scene) -> None:
    """Draw pots of paint in a row and on one another, some open, and a brush."""
    colours = ("#b4552d", "#3f6f86", "#d8b04a", "#5d8a5c", "#8a5a7c", "#e3dcc8")
    for place in range(5):
        _pot(scene, 110 + place * 206, 640, 170, scene.random.choice(colours), is_open=False)
    for place in range(4):
        _pot(scene, 170 + place * 226, 835, 196, colours[place], is_open=place != 1)
    scene.line([(1060, 850), (1150, 700)], "#a97c4a", 20)
    scene.line([(1030, 868), (1062, 842)], "#b4552d", 30)


def _pot(scene: Scene, left: float, floor: float, wide: float, colour: str, *, is_open: bool) -> None:
    tall = wide * 1.02
    right, top = left + wide, floor - tall
    scene.shadow(left, right, floor, 20)
    scene.box(left, top, right, floor, "#c5cdd1", 8)
    scene.box(right - 44, top + 8, right - 2, floor - 4, "#abb4b8", 6)
    scene.box(left, top + tall * 0.34, right, floor - tall * 0.16, colour)
    scene.box(left + 24, top + tall * 0.46, left + wide * 0.62, top + tall * 0.62, "#f7f0e0", 4)
    scene.oval(left - 4, top - 22, right + 4, top + 22, "#8d9599")
    if not is_open:
        scene.oval(left + 10, top - 16, right - 10, top + 14, "#aab3b6")
        return
    scene.oval(left + 10, top - 16, right - 10, top + 16, tint(colour, 0.9))
    scene.oval(left + 30, top - 9, right - 50, top + 3, tint(colour, 1.2))
    scene.box(left + 20, top + 6, left + 44, top + tall * 0.4, colour, 12)
