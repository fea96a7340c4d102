"""Paints everything in media/: python3 scripts/make-media [FILE...]

Needs Python 3.11 with numpy, Pillow and scipy, ffmpeg with libx264, and the fonts of Debian's fonts-urw-base35. Takes
some minutes. FILE is a path below media/; without one, every picture and film is made.
"""

import io
import multiprocessing
import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import films
import scenes

MEDIA = Path(__file__).resolve().parents[2] / "media"
BUDGET = 84_000  # bytes of a picture: the quality gives way, never below 54


def save(picture, path):
    """Writes a baseline JPEG without metadata, within the budget."""
    for quality in range(84, 52, -2):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=False, subsampling="4:2:0")
        if out.tell() <= BUDGET:
            break
    path.write_bytes(out.getvalue())
    return f"{out.tell():>7} bytes, quality {quality}"


def make(name):
    path = MEDIA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name in films.FILMS:
        films.shoot(path, **films.FILMS[name])
        return name, f"{path.stat().st_size:>7} bytes"
    if name in films.COVERS:
        film, moment = films.COVERS[name]
        return name, save(film(scenes.TALL)(moment), path)
    return name, save(scenes.PICTURES[name]().finished(), path)


def main(names):
    known = [*films.FILMS, *films.COVERS, *scenes.PICTURES]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SystemExit(f"make-media: no such file: {', '.join(unknown)}; there are {', '.join(known)}")
    with multiprocessing.Pool() as pool:
        for name, facts in pool.imap_unordered(make, names or known, chunksize=1):
            print(f"{name:<32} {facts}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
