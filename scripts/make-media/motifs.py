"""What the pictures show. Each motif is painted around the origin, about 600 units wide, and placed with `Canvas.at`."""

import math

import numpy as np

from paint import box, ellipse, mix, sampled, spline

LETTERING = "/usr/share/fonts/opentype/urw-base35/P052-Italic.otf"


def boule(c):
    """A round sourdough, scored like an ear of wheat."""
    body = c.mask(spline([(-300, 20), (-235, -190), (-40, -285), (180, -240), (300, -60), (270, 150), (90, 275), (-140, 265)]))
    c.shadow(body, 34, 44, 22)
    c.fill(body, "crust", shade=0.75, light=0.45, depth=70, dark="cocoa", bright="honey")
    c.dust(body * c.halo(-70, -80, 330) * 0.75, "crumb", 0.55)
    spine = [(-150, 190), (-60, 60), (20, -60), (110, -190)]
    for t in np.linspace(0.06, 0.92, 6):
        curve = spline(spine, closed=False, steps=30)
        x, y = curve[int(t * (len(curve) - 1))]
        for side in (-1, 1):
            with c.at(x, y, 1, 34):
                length = 118 * (1 - 0.35 * abs(t - 0.4))
                cut = [(side * 12, 10), (side * 0.55 * length, -12), (side * length, -62)]
                c.fill(c.stroke(cut, [5, 34, 4]), "cocoa", 0, 0)
                c.fill(c.stroke(np.array(cut) + (0, 3), [2, 25, 2]), "crumb", 0.5, 0.2, 10, dark="crust")
    c.fill(c.stroke(spine, [6, 22, 22, 5]), "cocoa", 0, 0)
    c.fill(c.stroke(np.array(spine) + (1, 3), [3, 14, 14, 3]), "crumb", 0.5, 0.2, 8, dark="crust")
    c.dust(body * c.fade(260, 260, -200, -240) * 0.36, "snow", 0.7)


def pretzel(c):
    right = [(-120, 205), (-70, 110), (0, 20), (95, -95), (190, -190), (300, -175), (345, -50), (295, 110), (170, 225), (0, 262)]
    belly = [(-170, 225), (0, 262), (170, 225)]
    mirrored = [(-x, y) for x, y in right]
    whole = np.maximum(c.stroke(right, [34, 40, 46, 60, 74, 84, 96]), c.stroke(mirrored, [34, 40, 46, 60, 74, 84, 96]))
    c.shadow(whole, 26, 34, 14, 0.5)
    look = dict(shade=0.8, light=0.55, depth=22, dark="cocoa", bright="mustard")
    c.fill(c.stroke(mirrored[3:], [60, 78, 92, 104]), "#a2561f", **look)
    c.fill(c.stroke(right[3:], [60, 78, 92, 104]), "#a2561f", **look)
    c.fill(c.stroke([(-250, 170)] + belly + [(250, 170)], [92, 112, 118, 112, 92]), "#a2561f", **look)
    split = c.stroke([(-120, 262), (-20, 277), (110, 262)], [4, 38, 4])
    c.fill(split, "crumb", 0.6, 0.2, 8, dark="crust")
    for arm in (mirrored, right):
        line = c.stroke(arm[:5], [40, 44, 48, 54, 72])
        c.shadow(line, 10, 14, 8, 0.5, "cocoa")
        c.fill(line, "#a2561f", **look)
    grains = np.maximum(c.stroke(belly, [70]), np.maximum(c.stroke(right[5:8], [30]), c.stroke(mirrored[5:8], [30])))
    c.specks(grains * (1 - split), 46, (9, 15), "cocoa", 0.5)
    c.specks(grains * (1 - split), 52, (8, 14), "snow", 1)


def croissant(c):
    """Seven turns of dough along a bow, the middle one on top."""
    turns = [(-288, 132, 62, 74, -128), (288, 132, 62, 74, 128), (-236, 26, 98, 92, -66), (236, 26, 98, 92, 66),
             (-136, -62, 112, 122, -32), (136, -62, 112, 122, 32), (0, -96, 112, 142, 0)]
    outlines = [ellipse(x, y, width, height, r) for x, y, width, height, r in turns]
    whole = c.mask(*outlines)
    c.shadow(whole, 26, 36, 16)
    for outline, (x, y, width, height, r) in zip(outlines, turns):
        turn = c.mask(outline)
        c.shadow(turn * whole, 5, 8, 9, 0.4, "cocoa")
        c.fill(turn, "#c9812f", 0.85, 0.6, 30, dark="bark", bright="honey")
        with c.at(x, y, 1, r):
            for k in (-0.5, -0.08, 0.36):
                line = [(k * width, -height * 0.8), (k * width * 1.2, 0), (k * width, height * 0.8)]
                c.lay(c.stroke(line, [1, 7, 1]) * turn * 0.45, "bark")
                c.lay(c.stroke(np.array(line) - (9, 0), [1, 7, 1]) * turn * 0.55, "honey")


def stollen(c):
    """Cut open on the left, under a thick coat of sugar."""
    log = c.mask(spline([(-250, -92), (-90, -150), (110, -150), (270, -96), (330, 20), (290, 130), (120, 170), (-120, 175), (-270, 150)]))
    c.shadow(log, 26, 36, 18)
    c.fill(log, "crust", 0.7, 0.2, 40, dark="cocoa")
    coat = c.mask(spline([(-262, -86), (-90, -158), (110, -158), (275, -104), (336, 10), (300, 84), (262, 60), (214, 104), (150, 82), (90, 122), (20, 92), (-60, 128), (-130, 100), (-240, 130)]))
    c.fill(coat, "snow", 0.5, 0, 52, dark="rose")
    c.lay(c.stroke([(-190, -40), (0, -80), (180, -60), (290, 0)], [3, 16, 14, 3]) * 0.5, mix("ice", "snow", 0.3))
    face = c.mask(spline([(-272, -96), (-190, -84), (-150, 20), (-176, 140), (-262, 172), (-346, 128), (-370, 20), (-340, -66)]))
    c.fill(face, "bark", 0.2, 0.1)
    crumb = c.mask(spline([(-272, -80), (-200, -68), (-168, 20), (-190, 126), (-262, 154), (-332, 116), (-353, 20), (-326, -54)]))
    c.fill(crumb, "#f0cf8d", 0.45, 0.25, 22, dark="crust")
    heart = c.mask(ellipse(-262, 40, 34, 40, 8))
    c.fill(heart, "honey", 0.3, 0.3, 8)
    for x, y, colour in [(-312, -12, "plum"), (-226, -34, "plum"), (-282, -44, "terracotta"), (-206, 24, "mustard"), (-316, 62, "mustard"),
                         (-214, 92, "plum"), (-286, 116, "plum"), (-240, 128, "terracotta"), (-336, 22, "terracotta"), (-250, -12, "moss")]:
        c.fill(c.mask(ellipse(x, y, 14, 10, x * 1.7)), colour, 0.5, 0.4, 5)


def slice_of_stollen(c):
    rim = c.mask(spline([(-120, -92), (20, -118), (120, -60), (140, 40), (70, 112), (-70, 112), (-140, 40)]))
    c.shadow(rim, 14, 20, 10)
    c.fill(rim, "snow", 0.5, 0, 16, dark="rose")
    c.fill(c.mask(spline([(-100, -70), (16, -94), (100, -46), (118, 36), (58, 94), (-60, 94), (-116, 36)])), "#f0cf8d", 0.45, 0.25, 20, dark="crust")
    c.fill(c.mask(ellipse(0, 8, 34)), "honey", 0.3, 0.3, 8)
    for x, y, colour in [(-62, -34, "plum"), (20, -60, "terracotta"), (70, -14, "plum"), (-78, 26, "mustard"), (62, 50, "mustard"), (-22, 70, "plum"), (28, 76, "terracotta"), (-20, -46, "moss")]:
        c.fill(c.mask(ellipse(x, y, 13, 9, x)), colour, 0.5, 0.4, 5)


def rye(c):
    """A tin loaf with two slices fallen from it."""
    def outline(x, y, k=1.0):
        return np.array([(-118, -150), (-60, -196), (60, -196), (118, -150), (126, -40), (118, 150), (-118, 150), (-126, -40)]) * k + (x, y)
    loaf = c.mask(spline([(-60, -150), (40, -206), (250, -214), (350, -170), (372, -40), (360, 140), (330, 162), (0, 168), (-60, 150)]))
    c.shadow(loaf, 30, 40, 18)
    c.fill(loaf, "bark", 0.7, 0.5, 44, dark="cocoa", bright="crust")
    for x in (70, 160, 250, 330):
        c.fill(c.stroke([(x - 20, -196), (x + 6, -150), (x - 6, -96)], [2, 15, 2]), "crumb", 0.5, 0.1, 6, dark="crust")
    c.dust(loaf * c.fade(100, 20, 60, -230) * 0.62, "snow", 0.6)
    for x, y, lean in [(-40, 10, -3), (-196, 26, -12)]:
        with c.at(x, y, 1, lean):
            rim = c.mask(spline(outline(0, 0)))
            c.shadow(rim, 22, 12, 12, 0.5)
            c.fill(rim, "cocoa", 0.2, 0.5, 8, bright="crust")
            inner = c.mask(spline(outline(-2, 4, 0.885)))
            c.fill(inner, "#b98a58", 0.45, 0.3, 34, dark="bark")
            c.specks(inner, 80, (3, 9), "bark", 0.65)
            c.specks(inner, 26, (4, 9), "crumb", 0.8)


def weckmann(c):
    """The dough man of Saint Martin's day, with his clay pipe."""
    head = ellipse(0, -262, 96, 100)
    body = spline([(-90, -150), (90, -150), (128, -20), (120, 120), (60, 190), (-60, 190), (-120, 120), (-128, -20)])
    arms = [spline([(-70, -150), (-190, -60), (-226, 60), (-176, 92), (-130, 30), (-80, -40)]), spline([(70, -150), (190, -60), (226, 60), (176, 92), (130, 30), (80, -40)])]
    legs = [spline([(-110, 120), (-140, 300), (-112, 362), (-44, 350), (-16, 180)]), spline([(110, 120), (140, 300), (112, 362), (44, 350), (16, 180)])]
    look = dict(shade=0.75, light=0.6, depth=34, dark="bark", bright="honey")
    c.shadow(c.mask(head, body, *arms, *legs), 24, 32, 14)
    for part in (*legs, body, *arms, head):
        mask = c.mask(part)
        c.shadow(mask, 4, 8, 10, 0.22, "cocoa")
        c.fill(mask, "#cf8a3a", **look)
    for x in (-36, 34):
        c.fill(c.mask(ellipse(x, -282, 13, 15)), "cocoa", 0.3, 0.6, 5)
    c.lay(c.stroke([(-36, -226), (0, -212), (32, -224)], [3, 6, 3]), "bark")
    for y in (-90, -10, 70):
        c.fill(c.mask(ellipse(0, y, 18, 16)), "cocoa", 0.3, 0.6, 6)
    pipe = np.maximum(c.stroke([(150, 74), (60, 40), (-70, -20)], [15, 13, 11]), c.stroke([(150, 74), (168, 44), (172, 8)], [20, 40, 50]))
    c.shadow(pipe, 10, 12, 6, 0.5, "cocoa")
    c.fill(pipe, "snow", 0.5, 0.2, 8, dark="rose")
    c.fill(c.mask(ellipse(172, 2, 22, 9, 6)), "cocoa", 0, 0)


def lantern(c, colour="ember", sun=True):
    """A paper lantern on a wire; whoever paints it adds the stick."""
    c.lay(c.halo(0, 0, 640) * 0.62, "ember")
    c.lay(c.halo(0, 0, 380) * 0.55, "glow")
    globe = c.mask(ellipse(0, 0, 196, 206))
    c.fill(globe, colour, 0.55, 0, 60, dark="terracotta")
    c.dust(globe * c.halo(0, 20, 200), "glow", 0.95)
    for k in (-0.78, -0.5, -0.2, 0.12, 0.44, 0.72):
        half = 196 * math.sqrt(1 - k * k)
        c.lay(c.stroke([(-half, 206 * k), (0, 206 * k + 26), (half, 206 * k)], [3, 4, 3]) * 0.5, "brick")
    if sun:
        c.fill(c.mask(ellipse(0, 6, 66)), "snow", 0.25, 0, 14, dark="mustard")
        for angle in range(0, 360, 30):
            with c.at(0, 6, 1, angle):
                c.lay(c.stroke([(0, -86), (0, -120)], [10, 2], smooth=False), "snow")
    for y in (-206, 206):
        c.fill(c.mask(box(-74, y - 20, 148, 40, 16)), "brick", 0.5, 0.4, 10)
    c.lay(c.stroke([(-60, -220), (0, -330), (60, -220)], [4]), "cocoa")


def magpie(c, crumb=True):
    """Looks to the right. Feet at about (0, 190)."""
    for x in (-8, 44):
        c.lay(c.stroke([(x, 90), (x + 8, 186)], [7, 5], smooth=False), "ink")
        c.lay(c.stroke([(x - 22, 192), (x + 8, 184), (x + 38, 192)], [4]), "ink")
    tail = c.mask(spline([(-120, 20), (-260, 92), (-420, 150), (-446, 176), (-420, 192), (-250, 166), (-90, 100)]))
    c.fill(tail, "night", 0.6, 0.5, 16, dark="ink", bright="teal")
    c.lay(c.stroke([(-120, 66), (-260, 124), (-420, 170)], [3, 5, 2]) * 0.8, "teal")
    body = c.mask(spline([(-150, 44), (-110, -50), (0, -120), (80, -190), (150, -206), (196, -168), (188, -104), (150, 0), (90, 92), (-20, 122), (-110, 96)]))
    c.fill(body, "ink", 0.2, 0.35, 22, bright="dusk")
    belly = c.mask(spline([(-30, 40), (50, -30), (120, -50), (148, -4), (96, 86), (0, 116), (-70, 100)]))
    c.fill(belly, "snow", 0.5, 0, 24, dark="dusk")
    wing = c.mask(spline([(80, -92), (10, -82), (-90, -26), (-230, 86), (-250, 112), (-150, 104), (-20, 66), (64, 0)]))
    c.fill(wing, "night", 0.6, 0.55, 18, dark="ink", bright="dusk")
    c.fill(c.mask(spline([(88, -96), (20, -80), (-30, -44), (10, -30), (70, -42)])), "snow", 0.4, 0, 12, dark="dusk")
    for k in range(3):
        c.lay(c.stroke([(-20 - 26 * k, 22 + 20 * k), (-120 - 26 * k, 62 + 16 * k), (-220, 104)], [2, 4, 2]) * 0.8, "teal")
    beak = c.mask(spline([(184, -176), (230, -160), (262, -138), (222, -132), (182, -134)]))
    c.fill(beak, "ink", 0.2, 0.4, 8, bright="dusk")
    c.fill(c.mask(ellipse(150, -166, 12)), "snow", 0, 0)
    c.fill(c.mask(ellipse(153, -165, 8)), "ink", 0, 0)
    if crumb:
        c.fill(c.mask(spline([(250, -150), (282, -160), (300, -130), (282, -108), (252, -116)])), "honey", 0.6, 0.4, 8, dark="crust")


def doughnut(c, filling="brick", drip=False):
    """A Berlin Pfannkuchen from above."""
    body = c.mask(ellipse(0, 0, 150, 146))
    c.shadow(body, 18, 24, 12)
    c.fill(body, "#b8692a", 0.7, 0.35, 34, dark="bark", bright="honey")
    top = c.mask(spline([(-96, -66), (0, -104), (92, -70), (112, 10), (70, 84), (-10, 100), (-88, 70), (-112, 0)]))
    c.dust(top * 0.95, "snow", 0.95)
    c.fill(c.mask(ellipse(4, 2, 24, 21)), filling, 0.5, 0.5, 6)
    if drip:
        c.fill(c.stroke([(4, 4), (34, 34), (58, 92), (60, 128)], [34, 30, 26, 34]), filling, 0.5, 0.6, 8, dark="crust")


def jar(c, level, bubbles=(), label="Rosemarie"):
    """The starter's home; `level` runs from 0 (just fed) to 1 (at the rim)."""
    glass = c.mask(sampled(box(-220, -330, 440, 700, 70)))
    c.shadow(glass, 30, 40, 20)
    c.fill(glass, "ice", 0.3, 0.4, 30, dark="teal")
    top = 330 - 60 - 500 * level
    dough = c.mask(np.vstack([spline([(-200, top), (-110, top - 26), (0, top - 12), (110, top - 30), (200, top + 4)], closed=False),
                              [(200, 300), (160, 350), (-160, 350), (-200, 300)]])) * glass
    c.fill(dough, "#ecd6a8", 0.5, 0.3, 30, dark="crust")
    for x, y, r in bubbles:
        if y - r > top + 14:
            c.fill(c.mask(ellipse(x, y, r, r * 0.88)), "#d9b87c", 0.6, 0.2, 6, dark="crust")
            c.lay(c.mask(ellipse(x - r * 0.3, y - r * 0.3, r * 0.25)) * 0.8, "snow")
    c.fill(c.stroke([(-222, 90), (0, 98), (222, 90)], [18]), "terracotta", 0.5, 0.4, 5)
    paper = c.mask(box(-140, 140, 280, 130, 6))
    c.shadow(paper, 4, 6, 5, 0.3)
    c.fill(paper, "paper", 0.2, 0, 10)
    c.lay(c.text(label, 54, 0, 203, LETTERING) * 0.9, "cocoa")
    c.lay(c.stroke([(-178, -270), (-186, 0), (-178, 290)], [8, 14, 6]) * 0.75, "snow")
    c.lay(c.stroke([(-150, -262), (-152, -190)], [6]) * 0.6, "snow")
    rim = c.mask(box(-236, -362, 472, 60, 22))
    c.fill(rim, "ice", 0.5, 0.5, 12, dark="teal")
    cloth = c.mask(spline([(-250, -352), (-180, -430), (0, -450), (180, -430), (250, -352), (276, -270), (180, -298), (90, -274), (0, -300), (-96, -272), (-180, -300), (-276, -270)]))
    c.fill(cloth, "rose", 0.55, 0.35, 26)
    for k in range(-4, 5):
        c.lay(c.stroke([(k * 58, -460), (k * 66, -262)], [4], smooth=False) * cloth * 0.7, "snow")
    for y in (-410, -370, -330, -294):
        c.lay(c.stroke([(-280, y), (0, y - 8), (280, y)], [4]) * cloth * 0.5, "snow")
    c.fill(c.stroke([(-250, -340), (0, -330), (250, -340)], [13]), "brick", 0.4, 0.3, 4)


def candle(c, height=190, lit=True, colour="terracotta", flicker=0.0):
    stick = c.mask(box(-26, -height, 52, height, 8))
    c.shadow(stick, 12, 10, 6, 0.35)
    c.fill(stick, colour, 0.6, 0.4, 14)
    c.lay(c.stroke([(0, -height), (2, -height - 26)], [5], smooth=False), "ink")
    if lit:
        top = -height - 20
        c.lay(c.halo(0, top - 30, 260 + 20 * flicker) * 0.7, "glow")
        c.fill(c.mask(spline([(0, top + 6), (24, top - 22), (6 + 6 * flicker, top - 92), (-22, top - 24)])), "ember", 0, 0.3, 6, bright="glow")
        c.fill(c.mask(spline([(0, top + 2), (12, top - 18), (2, top - 50), (-12, top - 18)])), "snow", 0, 0)


def wreath(c):
    """Three strands of dough, braided into a ring seen a little from above."""
    n = 26
    ring = [(math.cos(a) * 330, math.sin(a) * 250, math.degrees(a)) for a in np.linspace(0, math.tau, n, endpoint=False)]
    c.shadow(c.stroke([(x, y) for x, y, _ in ring], [190], closed=True), 28, 38, 18)
    for i in sorted(range(n), key=lambda i: ring[i][1]):
        x, y, a = ring[i]
        for offset, lean in ((-44, 30), (44, -30)):
            with c.at(x * (1 + offset / 330), y * (1 + offset / 330), 1, a + 90 + lean):
                knot = c.mask(ellipse(0, 0, 74, 44))
                c.shadow(knot, 6, 8, 6, 0.4, "cocoa")
                c.fill(knot, "#c4802f", 0.8, 0.6, 18, dark="bark", bright="honey")
    grains = np.clip(c.stroke([(x, y) for x, y, _ in ring], [120], closed=True), 0, 1)
    c.specks(grains, 150, (6, 10), "crumb", 0.95)


def heart(c, colour="#8b4a24", icing="snow", word=None):
    shape = spline([(0, -70), (70, -150), (170, -130), (190, -20), (110, 90), (0, 180), (-110, 90), (-190, -20), (-170, -130), (-70, -150)])
    body = c.mask(shape)
    c.shadow(body, 18, 24, 12)
    c.fill(body, colour, 0.65, 0.45, 30, dark="cocoa", bright="crust")
    edge = shape * 0.86 + (0, -2)
    for i in range(0, len(edge), 5):
        x, y = edge[i]
        c.fill(c.mask(ellipse(x, y, 11)), icing, 0.4, 0, 4, dark="rose")
    if word:
        c.lay(c.text(word, 92, 0, -16, LETTERING), icing)


def star(radius, points=5, inner=0.5, turn=-90):
    a = np.radians(np.arange(points * 2) * 180 / points + turn)
    r = np.where(np.arange(points * 2) % 2 == 0, radius, radius * inner)
    return sampled(np.stack([r * np.cos(a), r * np.sin(a)], 1), 8)


def rolling_pin(c):
    for x in (-440, 440):
        handle = c.mask(spline([(x * 0.72, -24), (x * 0.9, -34), (x, -22), (x * 1.02, 0), (x, 22), (x * 0.9, 34), (x * 0.72, 24)]))
        c.shadow(handle, 10, 26, 10)
        c.fill(handle, "crust", 0.6, 0.5, 16, dark="bark")
    barrel = c.mask(box(-330, -66, 660, 132, 34))
    c.shadow(barrel, 12, 34, 12)
    c.fill(barrel, "#d9a05a", 0.7, 0.5, 34, dark="bark", bright="crumb")
    for y in (-32, -8, 20, 40):
        c.lay(c.stroke([(-310, y), (-60, y + 5), (120, y - 4), (310, y + 3)], [1, 3, 2, 1]) * 0.35, "bark")


def bowl(c, colour, inside, radius=150):
    body = c.mask(ellipse(0, 0, radius))
    c.shadow(body, 22, 30, 14)
    c.fill(body, colour, 0.5, 0.5, 18)
    c.fill(c.mask(ellipse(0, 0, radius * 0.86)), mix(colour, "plum", 0.35), 0, 0)
    heap = c.mask(ellipse(4, 4, radius * 0.8))
    c.fill(heap, inside, 0.4, 0.3, 26)
    return heap


def cup(c):
    saucer = c.mask(ellipse(0, 0, 190))
    c.shadow(saucer, 22, 30, 14)
    c.fill(saucer, "snow", 0.35, 0, 26, dark="teal")
    c.lay(c.mask(ellipse(0, 0, 150)) * 0.25, "teal")
    c.fill(c.stroke([(90, -30), (176, -60), (178, 20), (96, 26)], [26]), "snow", 0.5, 0, 8, dark="teal")
    c.fill(c.mask(ellipse(0, 0, 122)), "snow", 0.5, 0, 14, dark="teal")
    coffee = c.mask(ellipse(2, 3, 104))
    c.fill(coffee, "cocoa", 0.3, 0.3, 18, bright="crust")
    c.fill(c.mask(spline([(0, 66), (-58, 6), (-46, -48), (0, -26), (46, -48), (58, 6)])) * coffee, "crumb", 0.2, 0, 10)
    c.lay(c.stroke([(0, -34), (0, 62)], [8, 2], smooth=False) * 0.7, "crust")


def parcel(c):
    """A stollen in paper and string."""
    body = c.mask(spline([(-300, -120), (-60, -150), (180, -146), (310, -110), (330, 20), (300, 130), (60, 152), (-200, 148), (-318, 110), (-336, 0)]))
    c.shadow(body, 28, 38, 18)
    c.fill(body, "#d8b07a", 0.6, 0.4, 46, dark="bark", bright="crumb")
    for line in ([(-210, -136), (-232, 0), (-206, 146)], [(-196, -120), (-120, -40), (-150, 60)], [(230, -132), (206, 10), (236, 138)], [(120, -146), (170, -60), (150, 30)]):
        c.lay(c.stroke(line, [1, 7, 1]) * 0.4, "bark")
        c.lay(c.stroke(np.array(line) - (9, 0), [1, 6, 1]) * 0.5, "crumb")
    for line in ([(-320, 10), (0, 22), (330, 6)], [(-4, -152), (10, 0), (0, 152)]):
        c.shadow(c.stroke(line, [11]), 3, 6, 4, 0.4)
        c.fill(c.stroke(line, [12]), "terracotta", 0.4, 0.3, 4)
    for side in (-1, 1):
        c.fill(c.stroke([(4, 18), (side * 90, -60), (side * 150, -20), (side * 80, 30), (4, 18)], [10, 15, 17, 14, 10]), "terracotta", 0.5, 0.4, 5)
        c.fill(c.stroke([(4, 18), (side * 60, 90), (side * 54, 150)], [14, 12, 8]), "terracotta", 0.5, 0.4, 5)


def snow(c, count, seed, where=None, offset=0.0, size=(3, 9), sway=0.0, amount=0.9):
    """Flakes that wrap from bottom to top, so that a film of them can loop."""
    rng = np.random.default_rng(seed)
    height = c.height / c.unit
    flakes = c.everywhere() * 0
    outlines = []
    for _ in range(count):
        x, y, r, turns, phase = rng.random() * 1080, rng.random() * height, rng.uniform(*size), rng.integers(1, 3), rng.random()
        y = (y + offset * height * turns) % height
        x = x + sway * math.sin(math.tau * (phase + offset * turns))
        outlines.append(ellipse(x, y, r))
    flakes = c.mask(*outlines)
    c.lay(flakes * amount * (1 if where is None else where), "snow")
