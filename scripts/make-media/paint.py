"""A small gouache box: flat shapes with hand-cut edges, stippled shade and paper grain.

All lengths are in units of 1/1080 of the canvas's width, so that a picture and a film frame share their motifs. Light
falls from the upper left, always. Everything random comes from a seed: the same call paints the same pixels.
"""

import math
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter, zoom

PALETTE = {
    "paper": "#f4e8d4", "snow": "#fbf6ec", "blush": "#ecbfa8", "rose": "#d98a78", "terracotta": "#c4553a",
    "brick": "#93392b", "mustard": "#e2a43f", "honey": "#efc676", "crust": "#b56f30", "bark": "#7b4321",
    "cocoa": "#4a2a1d", "crumb": "#f0d9ae", "teal": "#5d8f8c", "sea": "#35625f", "moss": "#6f7d3f", "sage": "#a9b48a",
    "dusk": "#3d5273", "night": "#22304a", "ink": "#171d2c", "ice": "#c9d9dc", "glow": "#ffd27a", "ember": "#f08a3c",
    "plum": "#5a2438",
}


def rgb(colour):
    """`#rrggbb`, a name of the palette, or three floats."""
    if not isinstance(colour, str):
        return np.asarray(colour, np.float32)
    text = PALETTE.get(colour, colour).lstrip("#")
    return np.array([int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)], np.float32)


def mix(a, b, amount):
    return rgb(a) * (1 - amount) + rgb(b) * amount


def soften(field, sigma):
    """A Gaussian blur, at a quarter of the size where nobody can tell."""
    if sigma < 8:
        return gaussian_filter(field, sigma, mode="nearest")
    small = Image.fromarray(field).resize((max(1, field.shape[1] // 4), max(1, field.shape[0] // 4)), Image.BOX)
    blurred = gaussian_filter(np.asarray(small), sigma / 4, mode="nearest")
    return np.asarray(Image.fromarray(blurred).resize(field.shape[::-1], Image.BILINEAR))


def spline(points, closed=True, steps=14):
    """A smooth curve through the points (Catmull-Rom)."""
    p = np.asarray(points, np.float64)
    n = len(p)
    if not closed:
        p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    curve = []
    for i in range(n if closed else n - 1):
        a, b, c, d = (p[(i + k - 1) % n] for k in range(4)) if closed else p[i : i + 4]
        curve.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    if not closed:
        curve.append(p[-2:-1])
    return np.vstack(curve)


def ellipse(x, y, rx, ry=None, rotation=0.0, start=0.0, end=360.0):
    ry = rx if ry is None else ry
    a = np.radians(np.linspace(start, end, max(12, int(abs(end - start) / 4)), endpoint=abs(end - start) < 360))
    u, v = rx * np.cos(a), ry * np.sin(a)
    s, c = math.sin(math.radians(rotation)), math.cos(math.radians(rotation))
    return np.stack([x + u * c - v * s, y + u * s + v * c], 1)


def box(x, y, width, height, radius=0.0):
    """A rectangle from its upper left corner, its edges sampled so that they can wobble."""
    r = min(radius, width / 2, height / 2)
    corners = [(x + width - r, y + r, -90), (x + width - r, y + height - r, 0), (x + r, y + height - r, 90), (x + r, y + r, 180)]
    points = np.vstack([ellipse(cx, cy, max(r, 0.01), start=a, end=a + 90) for cx, cy, a in corners])
    return sampled(points)


def sampled(points, step=18.0):
    """The same closed outline with a point at least every `step` units."""
    out = []
    for a, b in zip(points, np.roll(points, -1, axis=0)):
        n = max(1, int(np.hypot(*(b - a)) / step))
        out.append(a + (b - a) * np.linspace(0, 1, n, endpoint=False)[:, None])
    return np.vstack(out)


class Canvas:
    def __init__(self, width, height, ground="paper", seed=1):
        self.width, self.height, self.unit = width, height, width / 1080
        self.rng = np.random.default_rng(seed)
        tooth = gaussian_filter(self.rng.standard_normal((height, width)).astype(np.float32), 1.4 * max(self.unit, 0.7))
        self.grain = np.clip(0.5 + 0.25 * tooth / tooth.std(), 0, 1)
        streaks = gaussian_filter(self.rng.standard_normal((height, width)).astype(np.float32), (2.4 * max(self.unit, 0.7), 34))
        self.streaks = streaks / streaks.std()
        clouds = zoom(self.rng.standard_normal((12, 10)), (height / 12, width / 10), order=3)[:height, :width]
        self.clouds = (clouds / clouds.std()).astype(np.float32)
        self.phase = self.rng.random(8) * math.tau
        self.matrix = np.eye(3)
        self.wobble = 2.2
        self.image = np.empty((height, width, 3), np.float32)
        self.image[:] = rgb(ground)
        self.image *= (1 + 0.010 * self.streaks + 0.014 * self.clouds)[..., None]

    # Where things stand

    @contextmanager
    def at(self, x=0.0, y=0.0, scale=1.0, rotation=0.0, flip=False):
        """Paints what follows moved, turned (degrees, clockwise) and scaled."""
        s, c = math.sin(math.radians(rotation)), math.cos(math.radians(rotation))
        before, f = self.matrix, -1 if flip else 1
        self.matrix = before @ np.array([[scale * c * f, -scale * s, x], [scale * s * f, scale * c, y], [0, 0, 1]])
        try:
            yield self
        finally:
            self.matrix = before

    @property
    def scale(self):
        return math.sqrt(abs(np.linalg.det(self.matrix[:2, :2])))

    def pixels(self, points, still=False):
        p = np.asarray(points, np.float64) @ self.matrix[:2, :2].T + self.matrix[:2, 2]
        if not still:
            w, f = self.wobble, self.phase
            dx = np.sin(p[:, 1] / 61 + f[0]) + 0.7 * np.sin(p[:, 0] / 37 + p[:, 1] / 23 + f[1])
            dy = np.sin(p[:, 0] / 53 + f[2]) + 0.7 * np.sin(p[:, 1] / 41 - p[:, 0] / 29 + f[3])
            p = p + w * np.stack([dx, dy], 1)
        return p * self.unit

    # Masks: which part of the canvas a shape covers, from 0 to 1

    def mask(self, *outlines):
        """The union of closed outlines."""
        out = Image.new("L", (self.width * 2, self.height * 2))
        draw = ImageDraw.Draw(out)
        for outline in outlines:
            draw.polygon([tuple(q) for q in self.pixels(outline) * 2], fill=255)
        return self._fraction(out)

    def stroke(self, points, widths, closed=False, smooth=True):
        """A line whose width runs through `widths` from its start to its end."""
        curve = spline(points, closed=closed, steps=24) if smooth else np.asarray(points, float)
        gaps = np.hypot(*np.diff(curve, axis=0).T)
        along = np.concatenate([[0], np.cumsum(gaps)])
        ws = np.atleast_1d(np.asarray(widths, float))
        n = max(2, int(along[-1] * self.scale / 2.0))
        t = np.linspace(0, along[-1], n)
        p = np.stack([np.interp(t, along, curve[:, 0]), np.interp(t, along, curve[:, 1])], 1)
        radii = np.interp(t / max(along[-1], 1e-6), np.linspace(0, 1, len(ws)), ws) * self.scale * self.unit
        out = Image.new("L", (self.width * 2, self.height * 2))
        draw = ImageDraw.Draw(out)
        for (x, y), r in zip(self.pixels(p) * 2, radii):
            draw.ellipse((x - r, y - r, x + r, y + r), fill=255)
        return self._fraction(out)

    def text(self, words, size, x, y, font):
        """Words centred on a point."""
        out = Image.new("L", (self.width * 2, self.height * 2))
        (px, py), = self.pixels([(x, y)], still=True) * 2
        face = ImageFont.truetype(font, max(4, round(size * self.scale * self.unit * 2)))
        ImageDraw.Draw(out).text((px, py), words, fill=255, font=face, anchor="mm")
        return self._fraction(out)

    def _fraction(self, image):
        return np.asarray(image.resize((self.width, self.height), Image.BOX), np.float32) / 255

    def everywhere(self):
        return np.ones((self.height, self.width), np.float32)

    def fade(self, x0, y0, x1, y1):
        """0 at the first point, 1 at the second, along the line between them."""
        (ax, ay), (bx, by) = self.pixels([(x0, y0), (x1, y1)], still=True)
        yy, xx = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        length = (bx - ax) ** 2 + (by - ay) ** 2
        return np.clip(((xx - ax) * (bx - ax) + (yy - ay) * (by - ay)) / length, 0, 1)

    def halo(self, x, y, radius):
        """1 at the point, 0 at `radius`."""
        (px, py), = self.pixels([(x, y)], still=True)
        yy, xx = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        d = np.hypot(xx - px, yy - py) / (radius * self.scale * self.unit)
        return np.clip(1 - d, 0, 1) ** 1.6

    # Paint

    def stipple(self, amount):
        """Turns soft shade into the dots of a dry brush."""
        edge = amount * 1.5 - self.grain * 0.62
        return np.clip(edge / 0.42, 0, 1)

    def lay(self, mask, colour):
        """Blends a colour over the canvas, nothing else."""
        rows, columns = np.flatnonzero(mask.max(1) > 0.002), np.flatnonzero(mask.max(0) > 0.002)
        if not len(rows) or not len(columns):
            return
        part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        m = mask[part][..., None]
        self.image[part] = self.image[part] * (1 - m) + rgb(colour) * m

    def fill(self, mask, colour, shade=0.5, light=0.3, depth=26, dark=None, bright=None):
        """A painted body: flat colour, shade along its lower right edge, light along its upper left one."""
        colour = rgb(colour)
        dark = mix(colour, "plum", 0.55) if dark is None else rgb(dark)
        bright = mix(colour, "snow", 0.55) if bright is None else rgb(bright)
        rows, columns = np.flatnonzero(mask.max(1) > 0.002), np.flatnonzero(mask.max(0) > 0.002)
        if not len(rows) or not len(columns):
            return
        d = max(1, round(depth * self.scale * self.unit))
        pad = 3 * d
        y0, y1 = max(0, rows[0] - pad), min(self.height, rows[-1] + pad)
        x0, x1 = max(0, columns[0] - pad), min(self.width, columns[-1] + pad)
        part = np.s_[y0:y1, x0:x1]
        m = mask[part]
        edge = np.clip((soften(m, 0.9 * self.unit) - 0.5 + (self.grain[part] - 0.5) * 0.35) * 3 + 0.5, 0, 1)
        body = colour * (1 + 0.014 * self.streaks[part] + 0.02 * self.clouds[part])[..., None]
        blurred = soften(m, d)
        padded = np.pad(blurred, d, mode="edge")
        shift = lambda k: padded[d + k : d + k + m.shape[0], d + k : d + k + m.shape[1]]
        grain = self.grain[part]
        dots = lambda amount: np.clip((amount * 1.5 - grain * 0.62) / 0.42, 0, 1)[..., None]
        if shade:
            body = body + (dark - body) * dots(np.clip(1 - shift(round(d * 0.7)), 0, 1) * 0.95) * shade
        if light:
            body = body + (bright - body) * dots(np.clip(1 - shift(-round(d * 0.7)), 0, 1) * 0.75) * light
        e = edge[..., None]
        self.image[part] = self.image[part] * (1 - e) + body * e

    def shadow(self, mask, dx=26, dy=34, blur=16, amount=0.45, colour="plum"):
        """What the shape throws on the ground behind it."""
        k = self.scale * self.unit
        soft = soften(mask, max(0.5, blur * k))
        down, right = round(dy * k), round(dx * k)
        soft = np.pad(soft, ((down, 0), (right, 0)))[: self.height, : self.width]
        self.lay(np.clip(self.stipple(soft) * amount, 0, 1), colour)

    def dust(self, mask, colour="snow", amount=0.6):
        """Flour or sugar, in grains."""
        self.lay(self.stipple(mask) * amount, colour)

    def specks(self, mask, count, size=(2, 6), colour="snow", amount=0.9):
        """Scattered crumbs inside a mask."""
        ys, xs = np.nonzero(mask > 0.5)
        if not len(ys):
            return
        out = Image.new("L", (self.width * 2, self.height * 2))
        draw = ImageDraw.Draw(out)
        for i in self.rng.integers(0, len(ys), count):
            r = self.rng.uniform(*size) * self.unit * self.scale
            x, y = xs[i] * 2, ys[i] * 2
            draw.ellipse((x - r, y - r * 0.85, x + r, y + r * 0.85), fill=255)
        self.lay(self._fraction(out) * amount, colour)

    def finished(self, vignette=0.08):
        """The picture on its paper, as 8-bit sRGB."""
        paper = 1 + 0.020 * (self.grain - 0.5) + 0.006 * self.streaks
        yy, xx = np.mgrid[-1 : 1 : self.height * 1j, -1 : 1 : self.width * 1j]
        corners = 1 - vignette * np.clip((xx**2 + yy**2) / 2, 0, 1) ** 1.5
        calm = gaussian_filter(self.image, (0.8 * self.unit, 0.8 * self.unit, 0))
        out = calm * (paper * corners)[..., None]
        return Image.fromarray((np.clip(out, 0, 1) * 255 + 0.5).astype(np.uint8))
