"""The films: one picture each, and the little that moves in it. Frames are made one by one and piped into ffmpeg."""

import math
import subprocess
import tempfile
import wave

import numpy as np

import motifs
import scenes
from paint import Canvas, ellipse

RATE = 30


def window(size):
    """Snow in front of the bakery, light behind the glass. Loops."""
    base = scenes.shop(size, seed=121)
    still = base.image.copy()
    warm = base.halo(390, 760 + size[1] / base.unit - 1350, 620)[..., None]

    def frame(t):
        light = 0.05 * math.sin(math.tau * t) + 0.03 * math.sin(math.tau * 3 * t)
        base.image = still * (1 + warm * light)
        motifs.snow(base, 44, 7, offset=t, size=(4, 8), sway=14)
        motifs.snow(base, 14, 8, offset=t, size=(11, 17), sway=34, amount=0.8)
        return base.finished()

    return frame


def rosemarie(size):
    """A night in the life of a sourdough, in five seconds."""
    rng = np.random.default_rng(31)
    bubbles = [(rng.uniform(-165, 165), rng.uniform(-180, 300), rng.uniform(9, 26), rng.random()) for _ in range(34)]
    base = Canvas(*size, "mustard", 171)
    middle = size[1] / base.unit / 2
    base.lay(base.mask(ellipse(540, middle - 40, 470)) * 0.8, "honey")
    scenes.table(base, middle + 470, "terracotta")
    still = base.image.copy()

    def frame(t):
        base.image = still.copy()
        rise = 0.12 + 0.72 * (1 - math.cos(math.pi * min(1, t / 0.86))) / 2
        grown = [(x, y, r * min(1, max(0, (t - born * 0.6) * 4))) for x, y, r, born in bubbles]
        with base.at(540, middle + 60, 1.32):
            motifs.jar(base, rise, [(x, y, r) for x, y, r in grown if r > 2])
        return base.finished()

    return frame


def sugar(size):
    """Sugar on a stollen, until it disappears. Loops."""
    base = Canvas(*size, "terracotta", 51)
    with base.at(555, 840, 1.26):
        motifs.stollen(base)
    base.dust(base.halo(560, 1160, 520) * base.fade(0, 1010, 0, 1160) * 0.55, "snow", 0.8)
    still = base.image.copy()

    def frame(t):
        base.image = still.copy()
        motifs.snow(base, 110, 9, where=base.fade(0, 760, 0, 560), offset=t, size=(3, 6), sway=5)
        return base.finished()

    return frame


def night_shift(size):
    """The oven at half past three. Loops."""
    base = scenes.oven(size, seed=143)
    still = base.image.copy()
    lift = (size[1] / base.unit - 1350) * 0.55
    glow = base.halo(540, 880 + lift * 0.9, 760)[..., None]
    rng = np.random.default_rng(12)
    sparks = [(rng.uniform(250, 830), rng.random(), rng.uniform(3, 7), rng.random()) for _ in range(26)]

    def frame(t):
        light = 0.10 * math.sin(math.tau * t) + 0.06 * math.sin(math.tau * 2 * t + 1) + 0.03 * math.sin(math.tau * 5 * t)
        base.image = still * (1 + glow * light)
        for x, start, r, phase in sparks:
            age = (t + start) % 1
            y = 930 + lift - 420 * age
            base.lay(base.mask(ellipse(x + 20 * math.sin(math.tau * (phase + age * 2)), y, r)) * math.sin(math.pi * age) * 0.9, "glow")
        return base.finished()

    return frame


def murmur(seconds, seed, crackle):
    """A quiet room: soft noise on both sides, and an oven's crackle."""
    rng = np.random.default_rng(seed)
    n = int(seconds * 48_000)
    sides = []
    for _ in range(2):
        spectrum = np.fft.rfft(rng.standard_normal(n))
        hertz = np.fft.rfftfreq(n, 1 / 48_000)
        hush = np.fft.irfft(spectrum / (1 + (hertz / 180) ** 1.5), n)
        sides.append(hush / np.abs(hush).max() * 0.05)
    for _ in range(int(crackle * seconds)):
        at, length = rng.integers(0, n - 2400), rng.integers(60, 500)
        click = rng.standard_normal(length) * np.exp(-np.linspace(0, 7, length)) * rng.uniform(0.01, 0.09)
        for side, share in zip(sides, (lambda left: (left, 1 - left))(rng.uniform(0.2, 0.8))):
            side[at : at + length] += click * share
    edge = np.minimum(1, np.minimum(np.arange(n), n - 1 - np.arange(n)) / 4800)
    return (np.clip(np.stack(sides, 1) * edge[:, None], -1, 1) * 32_000).astype("<i2")


def shoot(path, film, size, seconds, crackle=0, quality=30):
    frame = film(size)
    count = int(seconds * RATE)
    with tempfile.NamedTemporaryFile(suffix=".wav") as sound:
        with wave.open(sound.name, "wb") as out:
            out.setparams((2, 2, 48_000, 0, "NONE", ""))
            out.writeframes(murmur(seconds, 1, crackle).tobytes())
        command = ["ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", str(RATE), "-i", "-",
                   "-i", sound.name, "-c:v", "libx264", "-profile:v", "high", "-preset", "slow", "-tune", "animation", "-crf", str(quality), "-g", "60",
                   "-flags", "+cgop", "-threads", "1", "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
                   "-c:a", "aac", "-b:a", "64k", "-ac", "2", "-ar", "48000", "-t", str(seconds), "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact",
                   "-movflags", "+faststart", "-use_editlist", "0", str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:
            for i in range(count):
                encoder.stdin.write(frame(i / count).tobytes())
            encoder.stdin.close()
        if encoder.returncode:
            raise SystemExit(f"make-media: ffmpeg failed on {path}")


FILMS = {
    "november/rosemarie.mp4": dict(film=rosemarie, size=(540, 960), seconds=5, quality=28),
    "stollen/sugar.mp4": dict(film=sugar, size=(576, 720), seconds=4, quality=33),
    "december/window.mp4": dict(film=window, size=(540, 960), seconds=5, quality=34),
    "december/night-shift.mp4": dict(film=night_shift, size=(540, 960), seconds=4, crackle=14, quality=30),
}
# A still in the size of a cover: film, moment from 0 to 1.
COVERS = {"december/window-cover.jpg": (window, 0.3), "november/rosemarie-cover.jpg": (rosemarie, 0.9)}
