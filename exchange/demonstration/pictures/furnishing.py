"""Drawings of what rooms are furnished with: tables, shelves, screens, lamps, books, scenery."""

from __future__ import annotations

from exchange.demonstration.pictures.scene import Scene, tint


def desks(scene: Scene) -> None:
    """Draw school tables stacked head to tail, in two piles."""
    for left, count in ((80, 2), (640, 2)):
        scene.shadow(left + 10, left + 470, 820, 36)
        for layer in range(count):
            floor = 820 - layer * 216
            steel = tint("#4d6b62", 1 + layer * 0.06)
            top = tint("#d3a76f", scene.random.uniform(0.94, 1.06))
            if layer % 2:
                scene.box(left, floor - 36, left + 480, floor, top, 6)
                scene.box(left, floor - 12, left + 480, floor, tint(top, 0.84), 4)
                for x in (left + 34, left + 420):
                    scene.line([(x, floor - 36), (x, floor - 200)], steel, 20)
                    scene.line([(x + 24, floor - 36), (x + 24, floor - 190)], tint(steel, 0.8), 14)
                continue
            for x in (left + 30, left + 424):
                scene.line([(x, floor - 180), (x, floor - 4)], steel, 20)
                scene.line([(x + 24, floor - 180), (x + 24, floor - 16)], tint(steel, 0.8), 14)
            scene.line([(left + 34, floor - 60), (left + 436, floor - 60)], tint(steel, 0.9), 12)
            scene.box(left + 60, floor - 176, left + 420, floor - 130, tint(steel, 0.7), 6)
            scene.box(left, floor - 216, left + 480, floor - 178, top, 6)
            scene.box(left, floor - 190, left + 480, floor - 178, tint(top, 0.84), 4)


def shelves(scene: Scene) -> None:
    """Draw empty shelves beside a cupboard with panes."""
    scene.shadow(110, 560, 825, 36)
    scene.box(110, 170, 560, 825, "#8a6238", 6)
    for row in range(4):
        scene.box(134, 194 + row * 156, 536, 330 + row * 156, "#5d4327", 3)
        scene.box(110, 330 + row * 156, 560, 350 + row * 156, "#b98650", 3)
    for left, row, colour in (
        (160, 0, "#4d6b52"),
        (350, 1, "#b4552d"),
        (180, 2, "#3f5f6b"),
        (420, 3, "#d8b04a"),
    ):
        floor = 330 + row * 156
        scene.box(left, floor - 96, left + 84, floor, colour, 6)
        scene.box(left + 18, floor - 66, left + 66, floor - 44, "#f4ead8", 4)
    scene.shadow(680, 1090, 825, 36)
    scene.box(680, 120, 1090, 825, "#7f8f94", 8)
    for left in (700, 892):
        scene.box(left, 145, left + 178, 560, "#55656b", 6)
        scene.box(left + 14, 160, left + 164, 545, "#b9d3d3", 4)
        scene.shape([(left + 40, 164), (left + 76, 164), (left + 44, 540), (left + 18, 540)], "#cfe2e0")
        scene.box(left, 586, left + 178, 800, "#95a4a8", 6)
        scene.box(
            left + (150 if left == 700 else 14), 660, left + (164 if left == 700 else 28), 720, "#3d474b", 6
        )


def computers(scene: Scene) -> None:
    """Draw screens and their towers on the bench."""
    for place, left in enumerate((80, 430, 780)):
        scene.shadow(left, left + 330, 730, 24)
        scene.box(left + 130, 560, left + 200, 700, "#4a5358", 6)
        scene.box(left + 70, 690, left + 260, 716, "#33383b", 10)
        scene.box(left, 300, left + 330, 580, "#33383b", 14)
        glow = ("#8fb4b9", "#9db9a5", "#a9b3c4")[place]
        scene.box(left + 16, 316, left + 314, 552, glow, 6)
        scene.shape(
            [(left + 16, 316), (left + 150, 316), (left + 60, 552), (left + 16, 552)], tint(glow, 1.1)
        )
        scene.oval(left + 158, 560, left + 170, 572, "#d8b04a")
    for left in (160, 520, 880):
        scene.shadow(left, left + 170, 850, 22)
        scene.box(left, 600, left + 170, 850, "#5b6468", 8)
        scene.box(left + 130, 606, left + 168, 846, "#4a5256", 6)
        scene.box(left + 22, 624, left + 112, 642, "#33383b", 4)
        scene.box(left + 22, 656, left + 112, 674, "#33383b", 4)
        scene.oval(left + 50, 700, left + 84, 734, "#9fc0a8")
        for y in range(760, 830, 18):
            scene.line([(left + 24, y), (left + 110, y)], "#454d51", 6)


def appliances(scene: Scene) -> None:
    """Draw a baker's mixer beside a washing machine."""
    scene.shadow(110, 580, 825, 40)
    scene.box(330, 250, 560, 825, "#d9dcd8", 34)
    scene.box(480, 270, 556, 815, "#c2c7c4", 26)
    scene.box(150, 230, 560, 350, "#e6e8e4", 40)
    scene.line([(236, 340), (236, 560), (290, 620), (220, 660)], "#8d9599", 22)
    scene.shape([(120, 560), (400, 560), (370, 790), (150, 790)], "#aab3b6")
    scene.shape([(330, 560), (400, 560), (370, 790), (310, 790)], "#939da1")
    scene.box(106, 546, 414, 580, "#c5cdd1", 12)
    scene.oval(440, 400, 500, 460, "#b4552d")
    scene.oval(446, 500, 494, 548, "#4d6b52")
    scene.shadow(660, 1090, 825, 40)
    scene.box(660, 290, 1090, 825, "#eceae4", 20)
    scene.box(660, 290, 1090, 386, "#dcdad2", 20)
    scene.oval(700, 314, 748, 362, "#8d9599")
    scene.box(800, 322, 960, 354, "#33383b", 6)
    scene.oval(716, 430, 1034, 748, "#aab3b6")
    scene.oval(746, 460, 1004, 718, "#4f6b78")
    scene.oval(772, 486, 900, 610, "#6c8b98")
    scene.arc(746, 460, 1004, 718, (200, 250), "#cfe2e0", 8)


def lamps(scene: Scene) -> None:
    """Draw spotlights hung on a bar, and bulbs on the bench below."""
    scene.box(60, 150, 1140, 182, "#4a5358", 8)
    for left in (130, 430, 730, 960):
        scene.box(left + 44, 176, left + 72, 250, "#33383b", 4)
        body = scene.random.choice(("#3d3a38", "#44525a", "#51463b"))
        scene.shape([(left - 6, 250), (left + 122, 250), (left + 146, 430), (left - 30, 430)], body)
        scene.shape(
            [(left + 78, 250), (left + 122, 250), (left + 146, 430), (left + 96, 430)], tint(body, 0.82)
        )
        scene.oval(left - 30, 400, left + 146, 470, tint(body, 1.3))
        scene.oval(left - 14, 410, left + 130, 460, "#f2dc94")
    for place in range(6):
        x = 170 + place * 172
        scene.shadow(x - 40, x + 40, 810, 14)
        glass = scene.random.choice(("#f3e7bd", "#efe3cf", "#f6efd2"))
        scene.oval(x - 56, 590, x + 56, 710, glass)
        scene.shape([(x - 38, 690), (x + 38, 690), (x + 26, 750), (x - 26, 750)], tint(glass, 0.95))
        scene.line([(x - 16, 740), (x - 18, 660), (x, 686), (x + 18, 660), (x + 16, 740)], "#b98a4a", 4)
        scene.box(x - 27, 744, x + 27, 806, "#8d9599", 8)
        for y in (760, 778, 794):
            scene.line([(x - 26, y), (x + 26, y - 4)], "#6d7478", 4)


def scenography(scene: Scene) -> None:
    """Draw a stage set: a painted wall with a door and a window, seen with its braces."""
    scene.shadow(120, 1080, 810, 40)
    scene.shape([(1040, 300), (1130, 810), (1090, 810), (1020, 380)], "#8f6840")
    scene.box(120, 150, 1060, 800, "#7d8f74", 4)
    for place in range(16):
        x = 134 + place * 60
        scene.box(x, 150, x + 26, 800, "#8a9c80")
    scene.box(120, 150, 1060, 186, "#d9c49a", 3)
    scene.box(120, 730, 1060, 800, "#6b4a31", 3)
    scene.box(220, 330, 470, 800, "#d9c49a", 4)
    scene.box(246, 356, 444, 800, "#8a4f35", 4)
    for top, floor in ((384, 560), (590, 770)):
        scene.box(270, top, 420, floor, "#9c5d40", 4)
    scene.oval(408, 570, 432, 594, "#d8b04a")
    scene.box(620, 290, 940, 610, "#d9c49a", 4)
    scene.box(644, 314, 916, 586, "#7fa7b8", 3)
    scene.oval(800, 340, 870, 410, "#f2dc94")
    scene.shape([(644, 586), (644, 500), (740, 440), (830, 520), (916, 470), (916, 586)], "#5d7a5c")
    scene.box(772, 314, 788, 586, "#d9c49a")
    scene.box(644, 440, 916, 456, "#d9c49a")
    for x in (600, 920):
        scene.shape([(x, 270), (x + 60, 270), (x + 44, 640), (x - 4, 660)], "#a4502f")


def books(scene: Scene) -> None:
    """Draw bound books, standing in a row and lying in piles."""
    tones = ("#7d3b2a", "#33475b", "#4d6b52", "#8a6a3b", "#5b3d55", "#3d3a38", "#9c6b3a")
    scene.shadow(90, 720, 690, 30)
    left = 100.0
    while left < 690:
        wide = scene.random.uniform(36, 68)
        tall = scene.random.uniform(330, 430)
        _spine(scene, (left, 690 - tall, left + wide, 690), scene.random.choice(tones))
        left += wide + 2
    for start, count in ((760, 8), (420, 3)):
        floor = 690.0 if start == 760 else 850.0
        scene.shadow(start, start + 340, floor, 26)
        for _ in range(count):
            tall = scene.random.uniform(42, 60)
            shift = scene.random.uniform(-16, 16)
            tone = scene.random.choice(tones)
            scene.box(start + shift, floor - tall, start + 340 + shift, floor - 2, tone, 6)
            scene.box(start + 300 + shift, floor - tall + 7, start + 338 + shift, floor - 9, "#f1e6cf")
            for x in (start + 40 + shift, start + 70 + shift):
                scene.box(x, floor - tall, x + 8, floor - 2, "#d8b04a")
            floor -= tall


def _spine(scene: Scene, area: tuple[float, float, float, float], tone: str) -> None:
    left, top, right, floor = area
    scene.box(left, top, right, floor, tone, 5)
    scene.box(right - 10, top + 4, right, floor, tint(tone, 0.82), 4)
    for y in (top + 40, top + 56, floor - 50):
        scene.line([(left + 6, y), (right - 12, y)], "#d8b04a", 4)
    scene.box(left + 8, top + 90, right - 14, top + 150, tint(tone, 1.3), 3)
