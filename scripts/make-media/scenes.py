"""The pictures. Each function paints one and returns its canvas; `PICTURES` names the files they become."""

import math

import numpy as np

import motifs
from paint import Canvas, box, ellipse, mix, sampled, spline

FEED = (1080, 1350)
TALL = (1080, 1920)


def table(c, y, colour):
    """The table's edge: everything below it is another colour."""
    below = c.mask(box(-60, y, 1200, 2200))
    c.fill(below, colour, 0, 0)
    c.lay(c.stroke([(-40, y), (500, y + 3), (1120, y)], [5]) * 0.35, "snow")


def wheat(c, length=420):
    c.fill(c.stroke([(0, length), (14, length * 0.4), (0, 0)], [6, 8, 5]), "mustard", 0.4, 0.3, 4)
    for i in range(7):
        y = 20 + i * 30
        for side in (-1, 1):
            grain = c.mask(spline([(side * 4, y + 26), (side * 34, y - 2), (side * 30, y - 34), (side * 8, y - 6)]))
            c.fill(grain, "honey", 0.6, 0.3, 8, dark="crust")
            c.lay(c.stroke([(side * 30, y - 34), (side * 44, y - 92)], [3, 1], smooth=False), "mustard")


def fir(c, length=380, seed=3):
    rng = np.random.default_rng(seed)
    stem = [(0, 0), (length * 0.5, -18), (length, 10)]
    curve = spline(stem, closed=False, steps=20)
    needles = c.everywhere() * 0
    for t in np.linspace(0.08, 1, 24):
        x, y = curve[int(t * (len(curve) - 1))]
        for side in (-1, 1):
            reach = (88 - 46 * t) * rng.uniform(0.85, 1.15)
            needles = np.maximum(needles, c.stroke([(x, y), (x + reach * 0.75, y + side * reach)], [8, 3], smooth=False))
    c.shadow(needles, 12, 16, 6, 0.35)
    c.fill(needles, "moss", 0.5, 0.4, 6, dark="sea")
    c.lay(c.stroke(stem, [9, 5]), "bark")


def rooftops(c, y, seed, colour="ink", window="glow"):
    """A row of houses against the sky, somebody still up in a few of them."""
    rng = np.random.default_rng(seed)
    x = -60
    while x < 1120:
        width, height, roof = rng.uniform(130, 210), rng.uniform(60, 210), rng.uniform(50, 120)
        house = sampled(np.array([(x, 2200), (x, y - height), (x + width / 2, y - height - roof), (x + width, y - height), (x + width, 2200)]))
        c.fill(c.mask(house), mix(colour, "dusk", rng.uniform(0, 0.22)), 0, 0.25, 10, bright="dusk")
        c.fill(c.mask(sampled(box(x + width * 0.66, y - height - roof * 0.8, 26, 70))), colour, 0, 0)
        for row in range(int(height // 70) + 2):
            for k in (0.22, 0.62):
                if rng.random() < 0.42:
                    c.fill(c.mask(box(x + width * k, y - height + 24 + row * 82, 30, 42, 3)), window, 0.2, 0, 5, dark="ember")
        x += width - 4


def stars(c, count, below, seed=5):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        c.lay(c.mask(ellipse(rng.random() * 1080, rng.random() * below, rng.uniform(1.6, 4.2))) * rng.uniform(0.5, 1), "snow")


def frost():
    c = Canvas(*FEED, "terracotta", 11)
    c.fill(c.mask(sampled(box(118, 90, 844, 1010, 8))), "paper", 0.3, 0.2, 20)
    pane = c.mask(box(168, 140, 356, 430), box(556, 140, 356, 430), box(168, 602, 356, 450), box(556, 602, 356, 450))
    sky = c.fade(0, 1000, 0, 140)[..., None]
    c.image = c.image * (1 - pane[..., None]) + pane[..., None] * (mix("blush", "snow", 0.35) * (1 - sky) + mix("ice", "dusk", 0.32) * sky)
    keep = c.image.copy()
    rooftops(c, 1010, 8, "dusk", "glow")
    branch = np.maximum(c.stroke([(1000, 220), (760, 330), (560, 300), (300, 400)], [16, 11, 8, 3]),
                        np.maximum(c.stroke([(700, 322), (620, 400), (540, 420)], [8, 3]), c.stroke([(520, 306), (440, 240), (360, 230)], [7, 2])))
    c.fill(branch, "ink", 0.2, 0.4, 5, bright="dusk")
    c.lay(np.roll(branch, -6, 0) * (1 - branch) * 0.9, "snow")
    motifs.snow(c, 90, 4)
    corners = c.clouds * 0
    for x, y in ((168, 140), (524, 140), (168, 570), (912, 570), (556, 140), (912, 140), (168, 1052), (912, 1052), (524, 1052), (556, 1052)):
        corners = np.maximum(corners, c.halo(x, y, 190))
    c.dust(corners * 0.8, "snow", 0.85)
    c.image = keep * (1 - pane[..., None]) + c.image * pane[..., None]
    for edge in (box(524, 140, 32, 912), box(168, 570, 744, 32)):
        c.fill(c.mask(edge), "paper", 0.45, 0.2, 8)
    sill = c.mask(box(50, 1090, 980, 74, 10))
    c.shadow(sill, 0, 30, 16, 0.5)
    c.fill(sill, "paper", 0.5, 0.3, 18)
    with c.at(560, 905, 0.98):
        motifs.magpie(c)
    with c.at(872, 1050, 0.3):
        motifs.boule(c)
    c.fill(c.mask(ellipse(560, 577, 14)), "mustard", 0.4, 0.4, 4)
    return c


def lantern():
    c = Canvas(*FEED, "night", 21)
    c.lay(c.fade(0, 500, 0, 1350) * 0.7, "dusk")
    stars(c, 60, 820)
    c.fill(c.mask(ellipse(214, 236, 84)), "honey", 0.2, 0.2, 20, dark="mustard")
    c.fill(c.mask(ellipse(250, 214, 78)), mix("night", "dusk", 0.06), 0, 0)
    rooftops(c, 1160, 15)
    c.lay(c.stroke([(1140, 60), (860, 190), (640, 268)], [16, 11, 9]), "cocoa")
    with c.at(640, 600, 1.15):
        motifs.lantern(c)
    c.lay(c.stroke([(640, 264), (640, 230)], [5], smooth=False), "cocoa")
    return c


def weckmann():
    c = Canvas(*FEED, "mustard", 22)
    c.lay(c.mask(ellipse(540, 700, 500)) * 0.8, mix("mustard", "honey", 0.6))
    with c.at(540, 660, 1.5, 5):
        motifs.weckmann(c)
    c.specks(c.mask(ellipse(860, 1200, 190, 70)), 34, (4, 13), "crust", 0.9)
    return c


def rye():
    c = Canvas(*FEED, "teal", 31)
    table(c, 760, "paper")
    cloth = c.mask(spline([(-40, 900), (300, 850), (1120, 930), (1120, 1250), (600, 1300), (-40, 1180)]))
    c.fill(cloth, "snow", 0.3, 0, 20, dark="teal")
    for y in (-36, 0, 36):
        c.lay(c.stroke([(-40, 1050 + y), (400, 1060 + y), (1120, 1080 + y)], [9 if y else 20]) * cloth * 0.85, "terracotta")
    with c.at(470, 730, 1.28):
        motifs.rye(c)
    knife = c.mask(spline([(330, 1128), (560, 1098), (706, 1102), (716, 1128), (560, 1146)]))
    c.shadow(knife, 8, 14, 6, 0.4)
    c.fill(knife, "ice", 0.5, 0.5, 8, dark="dusk")
    c.fill(c.stroke([(706, 1115), (900, 1128)], [34, 40], smooth=False), "bark", 0.6, 0.4, 10)
    c.dust(c.mask(ellipse(800, 980, 260, 50)) * 0.4, "crumb", 0.6)
    return c


def cookies():
    c = Canvas(*FEED, "sea", 41)
    c.dust(c.halo(420, 740, 760) * 0.55, "snow", 0.4)
    dough = c.mask(spline([(60, 470), (300, 380), (640, 420), (900, 390), (1010, 640), (960, 1010), (760, 1190), (420, 1150), (130, 1200), (50, 860)]))
    holes = [(300, 610, 118, 8), (600, 640, 104, -20), (310, 930, 104, 30), (820, 610, 96, 14)]
    stars_ = []
    for x, y, r, turn in holes:
        with c.at(x, y, 1, turn):
            stars_.append(c.mask(motifs.star(r)))
    sheet = dough * (1 - np.maximum.reduce(stars_))
    c.shadow(sheet, 10, 16, 8, 0.5)
    c.fill(sheet, "#e9c78d", 0.5, 0.4, 18, dark="crust", bright="snow")
    for x, y, r, turn, lift in [(600, 985, 122, -10, 0), (880, 1090, 122, 24, 0), (110, 1230, 122, 40, 0)]:
        with c.at(x, y, 1, turn):
            cookie = c.mask(motifs.star(r))
            c.shadow(cookie, 20, 26, 10, 0.5)
            c.fill(cookie, "#dba655", 0.7, 0.5, 20, dark="bark", bright="snow")
    with c.at(560, 236, 1.02, -13):
        motifs.rolling_pin(c)
    c.specks(c.everywhere(), 120, (2, 7), "snow", 0.7)
    return c


def stollen():
    c = Canvas(*FEED, "terracotta", 51)
    board = c.mask(sampled(box(60, 470, 960, 690, 60)))
    c.shadow(board, 26, 40, 20)
    c.fill(board, "#c58a4e", 0.5, 0.35, 36, dark="bark")
    for y in (530, 620, 720, 830, 940, 1040, 1110):
        c.lay(c.stroke([(100, y), (400, y + 12), (700, y - 8), (980, y + 6)], [1, 4, 3, 1]) * 0.35, "bark")
    with c.at(565, 620, 1.24):
        motifs.stollen(c)
    with c.at(290, 960, 1.1, -14):
        motifs.slice_of_stollen(c)
    with c.at(600, 985, 1.05, 10):
        motifs.slice_of_stollen(c)
    c.specks(c.mask(ellipse(640, 980, 360, 150)), 90, (2, 6), "snow", 0.9)
    c.dust(c.halo(640, 400, 420) * 0.28, "snow", 0.6)
    motifs.snow(c, 70, 6, size=(2, 5))
    return c


def pantry():
    """What goes into a stollen, from above."""
    c = Canvas(*FEED, "mustard", 52)
    rng = np.random.default_rng(2)
    with c.at(320, 330, 1.45):
        heap = motifs.bowl(c, "snow", "plum")
        for _ in range(60):
            a, r = rng.random() * math.tau, 110 * math.sqrt(rng.random())
            c.fill(c.mask(ellipse(r * math.cos(a), r * math.sin(a), 15, 10, rng.random() * 180)), mix("plum", "cocoa", rng.random()), 0.5, 0.6, 5, bright="rose")
    with c.at(800, 420, 1.12):
        motifs.bowl(c, "teal", "crumb")
        for _ in range(34):
            a, r = rng.random() * math.tau, 100 * math.sqrt(rng.random())
            with c.at(r * math.cos(a), r * math.sin(a), 1, rng.random() * 360):
                c.fill(c.mask(spline([(0, -30), (15, 0), (0, 20), (-15, 0)])), "#d7a569", 0.6, 0.5, 6, dark="bark")
    with c.at(285, 860, 1.08):
        motifs.bowl(c, "terracotta", "honey")
        for _ in range(44):
            a, r = rng.random() * math.tau, 104 * math.sqrt(rng.random())
            x, y = r * math.cos(a), r * math.sin(a)
            c.fill(c.mask(box(x - 11, y - 11, 22, 22, 4)), ["ember", "mustard", "moss"][rng.integers(3)], 0.5, 0.4, 6)
    butter = c.mask(spline([(560, 760), (860, 720), (920, 800), (900, 960), (610, 1010), (550, 930)]))
    c.shadow(butter, 26, 34, 14)
    c.fill(butter, "#d9b45c", 0.4, 0.2, 14)
    c.fill(c.mask(spline([(560, 760), (860, 720), (900, 850), (600, 895)])), "#f7df9a", 0.35, 0.3, 22, dark="mustard")
    for k in range(1, 4):
        c.lay(c.stroke([(560 + 75 * k, 758 - 10 * k), (600 + 75 * k, 890 - 11 * k)], [3], smooth=False) * 0.4, "crust")
    for x, y, turn in ((560, 1180, 20), (700, 1150, -35), (420, 1230, 75)):
        with c.at(x, y, 1, turn):
            stick = c.mask(box(-120, -19, 240, 38, 12))
            c.shadow(stick, 12, 16, 8, 0.4)
            c.fill(stick, "crust", 0.6, 0.4, 12, dark="cocoa")
            c.lay(c.stroke([(-116, 0), (116, 2)], [5], smooth=False) * 0.8, "cocoa")
    lemon = c.mask(ellipse(890, 1180, 112))
    c.shadow(lemon, 18, 24, 10)
    c.fill(lemon, "#efc23e", 0.4, 0.3, 12)
    c.fill(c.mask(ellipse(888, 1178, 94)), "snow", 0.1, 0, 6)
    for a in range(0, 360, 45):
        with c.at(888, 1178, 1, a):
            c.fill(c.mask(spline([(0, -12), (27, -66), (0, -84), (-27, -66)])), "#f3d566", 0.4, 0.3, 6)
    return c


def parcel():
    c = Canvas(*FEED, "sea", 53)
    with c.at(120, 330, 1.25, 12):
        fir(c, 420)
    with c.at(980, 1130, 1.1, 196):
        fir(c, 400, 4)
    with c.at(540, 690, 1.38, -8):
        motifs.parcel(c)
    with c.at(800, 960, 1.0, 14):
        tag = c.mask(sampled(np.array([(-150, 0), (-110, -62), (150, -62), (150, 62), (-110, 62)])))
        c.shadow(tag, 12, 16, 8)
        c.fill(tag, "paper", 0.3, 0, 12)
        c.lay(c.text("Not yet.", 66, 24, -2, motifs.LETTERING), "brick")
        c.lay(c.mask(ellipse(-112, 0, 11)), "sea")
    c.lay(c.stroke([(545, 715), (640, 850), (690, 934)], [5]), "terracotta")
    for x, y in ((230, 1120), (300, 1180), (200, 1210)):
        berry = c.mask(ellipse(x, y, 32))
        c.shadow(berry, 8, 12, 5, 0.4)
        c.fill(berry, "terracotta", 0.6, 0.6, 12)
    return c


def advent():
    c = Canvas(*FEED, "plum", 61)
    c.lay(c.fade(0, 300, 0, 1350) * 0.5, "ink")
    with c.at(540, 830, 1.16):
        motifs.wreath(c)
    for x, y, lit in ((540, 590, False), (200, 800, True), (880, 800, False), (540, 1110, False)):
        c.fill(c.mask(ellipse(x, y + 6, 58, 26)), "mustard", 0.5, 0.4, 8)
        with c.at(x, y, 1.25):
            motifs.candle(c, 200, lit, "snow" if lit else mix("snow", "rose", 0.25))
    c.lay(c.halo(200, 500, 620) * 0.18, "glow")
    return c


def hearts():
    c = Canvas(*FEED, "blush", 71)
    for x, y, k, turn, colour, word in [(360, 400, 1.5, -8, "#8b4a24", "Butter"), (810, 620, 1.25, 10, "#a05a2c", "mehr"), (330, 930, 1.3, 6, "#7b4321", "bitte"),
                                        (790, 1090, 1.05, -12, "#8b4a24", None), (880, 240, 0.8, 14, "#a05a2c", None)]:
        with c.at(x, y, k, turn):
            motifs.heart(c, colour, "snow", word)
            if not word:
                for a in range(0, 360, 60):
                    with c.at(0, -10, 1, a):
                        c.fill(c.mask(spline([(0, -8), (22, -44), (0, -66), (-22, -44)])), "rose", 0.4, 0.3, 6)
                c.fill(c.mask(ellipse(0, -10, 16)), "mustard", 0.3, 0.3, 5)
    c.specks(c.everywhere(), 60, (4, 9), "snow", 0.9)
    return c


def skyline():
    """New York, from the bread bin."""
    c = Canvas(*FEED, "dusk", 81)
    c.lay(c.fade(0, 1100, 0, 0) * 0.85, "night")
    stars(c, 70, 700, 9)
    c.fill(c.mask(ellipse(820, 290, 118)), "crumb", 0.4, 0.3, 30, dark="honey")
    for x, y, r in ((790, 260, 20), (850, 330, 28), (858, 248, 12)):
        c.lay(c.mask(ellipse(x, y, r)) * 0.4, "honey")
    towers = [(-30, 880, 170, "#a8672e"), (120, 640, 130, "#c98a3d"), (236, 800, 190, "#7b4321"), (400, 380, 112, "#c07a33"), (500, 720, 170, "#9a5a28"),
              (650, 560, 138, "#cf9448"), (770, 850, 180, "#7b4321"), (920, 680, 120, "#b87331"), (1020, 820, 140, "#8b4a24")]
    for i, (x, top, width, colour) in enumerate(towers):
        loaf = c.mask(np.vstack([spline([(x, 1600), (x - 4, top + 200), (x + 6, top + 60), (x + width / 2, top), (x + width - 6, top + 60), (x + width + 4, top + 200), (x + width, 1600)], closed=False)]))
        c.shadow(loaf, 18, 8, 16, 0.5, "ink")
        c.fill(loaf, colour, 0.75, 0.5, 28, dark="cocoa", bright="honey")
        if i % 2:
            for y in np.arange(top + 90, 1300, 128):
                cut = [(x + width * 0.18, y + 54), (x + width * 0.5, y + 16), (x + width * 0.84, y)]
                c.fill(c.stroke(cut, [3, 26, 3]), "crumb", 0.6, 0.1, 8, dark="crust")
        else:
            for y in np.arange(top + 110, 1300, 92):
                for k in (0.3, 0.66):
                    if (int(y) * 7 + int(k * 10) + i) % 3:
                        c.fill(c.mask(ellipse(x + width * k, y, 15, 22)), "glow", 0.3, 0, 5, dark="ember")
    with c.at(420, 266, 0.62):
        motifs.magpie(c, crumb=False)
    table(c, 1240, "ink")
    c.dust(c.fade(0, 1240, 0, 1350) * c.mask(box(-20, 1240, 1120, 130)) * 0.5, "snow", 0.6)
    return c


def pretzel():
    c = Canvas(*FEED, "honey", 91)
    c.lay(c.mask(ellipse(540, 690, 470)) * 0.9, "mustard")
    with c.at(540, 670, 1.2, -6):
        motifs.pretzel(c)
    c.specks(c.everywhere(), 46, (5, 11), "snow", 0.95)
    return c


def croissants():
    c = Canvas(*FEED, "teal", 101)
    plate = c.mask(ellipse(500, 800, 470))
    c.shadow(plate, 30, 40, 20)
    c.fill(plate, "snow", 0.4, 0.2, 40, dark="teal")
    c.lay((c.mask(ellipse(500, 800, 384)) - c.mask(ellipse(500, 800, 372))) * 0.6, "terracotta")
    with c.at(430, 700, 0.84, -16):
        motifs.croissant(c)
    with c.at(570, 1010, 0.84, 8):
        motifs.croissant(c)
    with c.at(830, 280, 1.1, -12):
        motifs.cup(c)
    c.specks(c.mask(ellipse(480, 900, 330)), 40, (3, 10), "mustard", 0.9)
    return c


def boule():
    c = Canvas(*FEED, "night", 111)
    c.dust(c.halo(560, 880, 700) * 0.5, "snow", 0.45)
    for x, y, k, turn in ((210, 260, 1.3, -34), (360, 180, 1.15, -16), (90, 400, 1.05, -54)):
        with c.at(x, y, k, turn):
            wheat(c, 520)
    with c.at(570, 780, 1.2):
        motifs.boule(c)
    c.specks(c.halo(560, 1200, 420), 80, (2, 6), "snow", 0.8)
    return c


def shop(size=FEED, night="night", seed=121):
    """The bakery from across the street, after closing."""
    c = Canvas(*size, night, seed)
    tall = c.height / c.unit - FEED[1]
    c.lay(c.fade(0, 0, 0, 1100 + tall) * 0.6, "dusk")
    c.fill(c.mask(box(-40, 60 + tall, 1160, 1600)), "brick", 0, 0)
    rng = np.random.default_rng(seed)
    for row, y in enumerate(range(80 + round(tall), 1180 + round(tall), 46)):
        for x in range(-60 + (row % 2) * 60, 1100, 120):
            if rng.random() < 0.62:
                c.fill(c.mask(box(x, y, 108, 34, 5)), mix("brick", ["terracotta", "plum"][rng.integers(2)], rng.uniform(0.1, 0.4)), 0.3, 0.1, 6)
    with c.at(0, tall):
        sign = c.mask(box(90, 250, 900, 150, 12))
        c.shadow(sign, 10, 22, 12)
        c.fill(sign, "ink", 0.2, 0.4, 10, bright="dusk")
        c.lay(c.text("Ofen & Elster", 112, 540, 324, motifs.LETTERING), "honey")
        c.lay(c.halo(390, 760, 620) * 0.55, "ember")
        c.fill(c.mask(box(90, 450, 580, 610, 8)), "ink", 0.2, 0.4, 10, bright="dusk")
        glass = c.mask(box(120, 480, 520, 500))
        c.fill(glass, "glow", 0.35, 0.2, 90, dark="ember")
        for y in (650, 820, 976):
            c.fill(c.mask(box(120, y, 520, 16)), "crust", 0.4, 0.3, 5)
        for x, y, k in ((200, 606, 0.22), (340, 606, 0.22), (480, 606, 0.22)):
            with c.at(x, y - 12, k):
                motifs.boule(c)
        for x in (190, 300, 410, 520):
            c.fill(c.stroke([(x, 806), (x + 60, 690)], [22, 34, 22], smooth=False), "crust", 0.6, 0.4, 12, dark="bark")
        with c.at(250, 930, 0.36):
            motifs.stollen(c)
        with c.at(500, 922, 0.3):
            motifs.pretzel(c)
        c.fill(c.mask(box(376, 480, 12, 500)), "ink", 0, 0.2, 4)
        c.fill(c.mask(box(730, 450, 250, 760, 8)), "ink", 0.2, 0.4, 10, bright="dusk")
        door = c.mask(box(762, 486, 186, 400, 6))
        c.fill(door, mix("glow", "ember", 0.45), 0.4, 0.2, 60, dark="brick")
        card = c.mask(box(786, 610, 138, 84, 6))
        c.shadow(card, 4, 6, 4, 0.4)
        c.fill(card, "paper", 0.2, 0, 8)
        c.lay(c.text("closed", 44, 855, 650, motifs.LETTERING), "brick")
        c.lay(c.stroke([(800, 610), (855, 566), (910, 610)], [3], smooth=False), "cocoa")
        c.fill(c.mask(ellipse(756, 720, 13)), "mustard", 0.4, 0.4, 4)
        with c.at(700, 170, 0.5):
            motifs.magpie(c, crumb=False)
        street = c.mask(spline([(-80, 1190), (200, 1150), (560, 1172), (860, 1144), (1160, 1180), (1160, 1700), (-80, 1700)]))
        c.fill(street, "snow", 0.4, 0, 70, dark="dusk")
        c.lay(street * c.halo(390, 1160, 420) * 0.6, "glow")
        for outline in (spline([(84, 256), (300, 226), (560, 240), (860, 222), (996, 256), (900, 266), (500, 258), (200, 270)]),
                        spline([(84, 1060), (300, 1036), (520, 1046), (680, 1060), (500, 1080), (200, 1078)])):
            c.fill(c.mask(outline), "snow", 0.4, 0, 10, dark="dusk")
    return c


def closed():
    c = shop()
    motifs.snow(c, 130, 7)
    return c


def doughnuts():
    c = Canvas(*FEED, "blush", 131)
    for row in range(4):
        for column in range(3):
            odd = (row, column) == (2, 1)
            with c.at(205 + column * 335, 190 + row * 325, 1.0, (row * 37 + column * 61) % 40 - 20):
                motifs.doughnut(c, "mustard" if odd else "brick", drip=odd)
    c.specks(c.everywhere(), 90, (2, 5), "snow", 0.8)
    return c


def oven(size=FEED, seed=141, loaves=True):
    c = Canvas(*size, "brick", seed)
    tall = (c.height / c.unit - FEED[1]) * 0.55
    rng = np.random.default_rng(seed)
    for row, y in enumerate(range(-20, round(c.height / c.unit) + 40, 76)):
        for x in range(-120 + (row % 2) * 80, 1160, 160):
            c.fill(c.mask(box(x, y, 148, 64, 8)), mix("terracotta", ["brick", "rose", "plum"][rng.integers(3)], rng.uniform(0.1, 0.45)), 0.4, 0.2, 10)
    with c.at(0, tall):
        for i, a in enumerate(np.linspace(-180, 0, 15)):
            with c.at(540 + 440 * math.cos(math.radians(a)), 650 + 440 * math.sin(math.radians(a)), 1, a + 90):
                c.fill(c.mask(box(-44, -62, 88, 124, 10)), mix("honey", "terracotta", 0.35 + 0.2 * (i % 2)), 0.5, 0.4, 14)
        mouth = c.mask(np.vstack([ellipse(540, 650, 372, start=180, end=360), [(912, 960), (168, 960)]]))
        c.fill(mouth, "ink", 0, 0)
        c.lay(mouth * c.halo(540, 820, 620) * 1.0, "brick")
        c.lay(mouth * c.halo(540, 860, 470), "ember")
        c.dust(mouth * c.halo(540, 900, 330), "glow", 0.95)
        shelf = c.mask(box(90, 950, 900, 84, 10))
        c.shadow(shelf, 0, 26, 14)
        c.fill(shelf, "dusk", 0.5, 0.5, 16, dark="ink")
        if loaves:
            for x, k in ((330, 0.46), (750, 0.46), (540, 0.56)):
                with c.at(x, 880 - 40 * k, k):
                    motifs.boule(c)
    return c


def baking():
    c = oven()
    peel = c.mask(np.vstack([spline([(440, 1090), (460, 1030), (620, 1030), (640, 1090), (610, 1150), (470, 1150)])]))
    handle = c.stroke([(540, 1130), (556, 1400)], [40, 46], smooth=False)
    whole = np.maximum(peel, handle)
    c.shadow(whole, 20, 18, 12)
    c.fill(whole, "#d9a05a", 0.6, 0.5, 20, dark="bark")
    c.dust(peel * 0.5, "snow", 0.6)
    return c


def sold_out():
    c = Canvas(*TALL, "blush", 151)
    for y in (560, 900, 1240, 1580):
        back = c.mask(box(90, y - 290, 900, 290))
        c.fill(back, mix("blush", "rose", 0.5), 0.35, 0, 60)
        board = c.mask(box(60, y, 960, 44, 6))
        c.shadow(board, 0, 30, 14, 0.4)
        c.fill(board, "crust", 0.5, 0.4, 12)
        c.specks(c.mask(box(140, y - 12, 800, 12)), 26, (4, 11), "honey", 1)
    for x in (60, 970):
        c.fill(c.mask(box(x, 240, 50, 1420, 6)), "bark", 0.5, 0.4, 12)
    with c.at(500, 1058, 0.98):
        motifs.magpie(c)
    for x, y in ((240, 520), (330, 522), (700, 1540)):
        c.fill(c.mask(ellipse(x, y + 26, 60, 12)), "snow", 0.3, 0, 6)
    tag = c.mask(box(610, 1600, 250, 110, 8))
    c.shadow(tag, 6, 12, 8, 0.4)
    c.fill(tag, "paper", 0.2, 0, 10)
    c.lay(c.text("all gone", 66, 735, 1652, motifs.LETTERING), "brick")
    return c


def boot():
    c = Canvas(*TALL, "night", 161)
    c.lay(c.fade(0, 600, 0, 1920) * 0.6, "dusk")
    stars(c, 60, 1000, 12)
    step = c.mask(box(-40, 1480, 1160, 500))
    c.fill(step, "dusk", 0.2, 0.2, 20)
    c.dust(c.mask(spline([(-60, 1500), (200, 1450), (600, 1474), (1140, 1452), (1140, 1540), (500, 1560), (-60, 1560)])), "snow", 1)
    with c.at(470, 640, 1.0, -16):
        c.fill(c.stroke([(0, 0), (20, -300)], [130, 120], smooth=False), "crust", 0.7, 0.5, 40, dark="cocoa", bright="honey")
        for y in (-60, -160, -260):
            c.fill(c.stroke([(-40, y + 40), (0, y + 6), (54, y - 14)], [3, 28, 3]), "crumb", 0.5, 0.1, 8, dark="crust")
    with c.at(640, 560, 1.1, 14):
        wheat(c, 300)
    with c.at(380, 620, 0.9, -110):
        fir(c, 330)
    for x, y, r in ((560, 700, 92), (700, 690, 84), (430, 730, 78)):
        fruit = c.mask(ellipse(x, y, r))
        c.shadow(fruit, 8, 12, 8, 0.4)
        c.fill(fruit, "ember", 0.6, 0.4, 30, dark="brick")
        c.lay(c.mask(ellipse(x - 4, y - r + 14, 9, 6)), "moss")
    shaft = spline([(330, 760), (560, 736), (800, 760), (790, 1000), (780, 1180), (940, 1260), (1010, 1380), (1000, 1480), (640, 1490), (340, 1486), (336, 1200)])
    leather = c.mask(shaft)
    c.shadow(leather, 30, 10, 24, 0.6, "ink")
    c.fill(leather, "brick", 0.8, 0.5, 70, dark="plum", bright="rose")
    sole = c.mask(spline([(326, 1460), (660, 1470), (1016, 1456), (1020, 1520), (640, 1526), (330, 1522)]))
    c.fill(sole, "cocoa", 0.4, 0.5, 10, bright="crust")
    cuff = c.mask(spline([(300, 740), (560, 712), (830, 740), (836, 850), (560, 886), (296, 850)]))
    c.fill(cuff, "snow", 0.55, 0, 34, dark="rose")
    for k in range(4):
        y = 950 + k * 72
        c.lay(c.stroke([(620, y), (700, y + 30), (774, y)], [8]), "honey")
    motifs.snow(c, 110, 3)
    return c


def saturday():
    """A bag of rolls, still warm, before anybody else is up."""
    c = Canvas(*TALL, "teal", 171)
    c.lay(c.mask(ellipse(540, 760, 430)) * 0.95, "honey")
    c.lay(c.halo(540, 760, 560) * 0.35, "glow")
    table(c, 1560, "sea")
    for x, y, k, turn in ((360, 760, 0.62, -20), (720, 770, 0.6, 24), (540, 660, 0.66, 4)):
        with c.at(x, y, k, turn):
            motifs.boule(c)
    with c.at(560, 850, 0.66, -8):
        motifs.croissant(c)
    teeth = [(262 + 62 * i, 900 + (34 if i % 2 else 0)) for i in range(10)]
    bag = c.mask(sampled(np.array([*teeth, (850, 1560), (810, 1640), (290, 1640), (240, 1560)])))
    c.shadow(bag, 34, 36, 22)
    c.fill(bag, "#d8b07a", 0.6, 0.4, 60, dark="bark", bright="crumb")
    for line in ([(330, 960), (352, 1240), (318, 1600)], [(770, 950), (748, 1200), (786, 1610)]):
        c.lay(c.stroke(line, [2, 8, 2]) * bag * 0.4, "bark")
        c.lay(c.stroke(np.array(line) - (10, 0), [2, 7, 2]) * bag * 0.5, "crumb")
    c.lay(c.text("Samstag", 136, 545, 1190, motifs.LETTERING) * 0.9, "brick")
    c.lay(c.stroke([(390, 1276), (540, 1292), (700, 1270)], [3, 9, 3]) * 0.85, "brick")
    with c.at(520, 1420, 0.46):
        motifs.magpie(c)
    c.specks(c.mask(ellipse(540, 1690, 360, 40)), 30, (4, 11), "honey", 0.9)
    return c


PICTURES = {
    "november/frost.jpg": frost, "november/lantern.jpg": lantern, "november/weckmann.jpg": weckmann, "november/rye.jpg": rye,
    "november/oven.jpg": baking, "november/sold-out.jpg": sold_out, "courses/cookies.jpg": cookies, "courses/hearts.jpg": hearts,
    "courses/skyline.jpg": skyline, "stollen/whole.jpg": stollen, "stollen/pantry.jpg": pantry, "stollen/parcel.jpg": parcel,
    "december/advent.jpg": advent, "december/boot.jpg": boot, "december/pretzel.jpg": pretzel, "december/croissants.jpg": croissants,
    "december/boule.jpg": boule, "december/closed.jpg": closed, "december/doughnuts.jpg": doughnuts, "december/saturday.jpg": saturday,
}
