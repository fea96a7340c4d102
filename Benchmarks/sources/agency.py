"""The calendar of an agency, with the history it grew by: made once, the same every time, and kept below .build.

So many accounts, in folders of some thirty; an entry a commit; the last ones not published yet. What was published
stands in the lockfile, which the newest two commits wrote, the second for one record alone.
"""

import datetime
import os
import pathlib
import random
import shutil
import subprocess

from .building import ROOT
from .calendars import environment, git

FIRST = datetime.datetime(2024, 1, 1, 9, 0)
# The moment plans are made for: after all that was published, before all that was not.
NOW = "2026-12-01T00:00:00Z"
WORDS = (
    "oven crust flour morning stollen rye butter market winter lantern street window honey almond apron sugar village "
    "early bread salt cinnamon Sunday harvest orange cellar copper kettle garden autumn linen maple plum river stone"
).split()
MEDIA = 100
# Names the form of what is made: another number makes it anew.
FORM = 4


def account(index: int) -> str:
    return f"a{index:04}"


def path(index: int, accounts: int) -> str:
    owner = index % accounts
    return f"calendar/g{owner // 32:02}/{account(owner)}/{when(index).date()}-{index // accounts:03}.yaml"


def when(index: int) -> datetime.datetime:
    return FIRST + datetime.timedelta(minutes=14 * index)


def medium(index: int) -> str:
    return f"media/m{index % MEDIA:02}.jpg"


def entry(index: int, accounts: int, at: datetime.datetime) -> str:
    pick = random.Random(index)
    line = lambda: " ".join(pick.choice(WORDS) for _ in range(pick.randint(6, 12))).capitalize() + "."
    text = "".join(f"  {line()}\n" for _ in range(pick.randint(1, 4)))
    tags = " ".join(f"#{pick.choice(WORDS).lower()}" for _ in range(3))
    return (
        f"kind: post\naccounts: [{account(index % accounts)}]\npublish_at: {at:%Y-%m-%d %H:%M}\ncaption: |\n{text}"
        f"  Number {index}. {tags}\nmedia:\n  - file: {medium(index)}\n    alt: {line()}\n")


def settings(accounts: int, layout: str) -> str:
    rows = [f'  {account(index)}: {{platform: instagram, login: instagram, id: "1784{index:013}", token: env:TOKEN}}'
            for index in range(accounts)]
    # State on this machine, in the layout that is asked for.
    state = ["state: {layout: accounts}"] if layout == "accounts" else []
    return "\n".join(["version: 1", "timezone: UTC", "accounts:", *rows,
                      "hosting: {kind: url, base: https://media.example/}", *state]) + "\n"


def block(index: int, accounts: int, commit: str, blob: str, picture: str) -> str:
    file = path(index, accounts)
    name = f"{file[len('calendar/'):-len('.yaml')]}@{account(index % accounts)}"
    return (f"[{name}]\npublished {when(index):%Y-%m-%dT%H:%M:02Z}\nmedia 18{index:015}\n"
            f"permalink https://www.instagram.com/p/C{index:010}/\ncommit {commit}\nentry {blob} {file}\n"
            f"file {picture} {medium(index)}\n\n")


def lockfile(blocks: list[str]) -> str:
    return "calends-lock 1\n\n" + "".join(sorted(blocks, key=lambda text: text.split("\n", 1)[0].encode())) + "end\n"


def make(count: int, accounts: int, published: int, layout: str = "file") -> str:
    """A work tree with so many entries, of which the first were published; answers its path."""
    folder = ROOT / f".build/benchmarks/agency-{count}-{accounts}-{published}-{layout}"
    note = folder.with_suffix(".made")
    if note.exists() and note.read_text() == f"{FORM}\n":
        restore(str(folder))
        return str(folder)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    git(str(folder), "init", "-q", "-b", "main")
    marks = folder / ".git/marks"
    importer = subprocess.Popen(
        ["git", "-C", str(folder), "fast-import", "--quiet", f"--export-marks={marks}"], stdin=subprocess.PIPE,
        env=environment())
    second = 1_700_000_000
    def data(text: bytes) -> bytes:
        return b"data %d\n" % len(text) + text + b"\n"
    def commit(number: int, message: str, changes: list[tuple[str, bytes]]) -> None:
        out = importer.stdin
        out.write(b"commit refs/heads/main\nmark :%d\ncommitter b <b@example.com> %d +0000\n"
                  % (number, second + number))
        out.write(data(message.encode()))
        for name, text in changes:
            out.write(b"M 100644 inline %s\n" % name.encode() + data(text))
    picture = (ROOT / "media/november/frost.jpg").read_bytes()
    commit(1, "Begin", [("calendar/settings.yaml", settings(accounts, layout).encode()), (".gitignore", b".calends/\n")]
           + [(medium(index), picture + b"%d" % index) for index in range(MEDIA)])
    future = datetime.datetime(2027, 1, 1, 9, 0)
    for index in range(count):
        at = when(index) if index < published else future + datetime.timedelta(minutes=index - published)
        commit(index + 2, f"Write {index}", [(path(index, accounts), entry(index, accounts, at).encode())])
    importer.stdin.close()
    if importer.wait() != 0:
        raise SystemExit("git fast-import failed")
    git(str(folder), "reset", "-q", "--hard", "main")
    ids = {int(mark[1:]): name for mark, name in (line.split() for line in marks.read_text().splitlines())}
    blobs = {name: facts.split()[1] for facts, name in (
        line.split("\t", 1) for line in git(str(folder), "ls-files", "-s").splitlines())}
    blocks = [block(index, accounts, ids[index + 2], blobs[path(index, accounts)], blobs[medium(index)])
              for index in range(published)]
    for number in [published - 1, published]:
        write_lock(str(folder), blocks[:number], accounts, layout)
        git(str(folder), "add", ".schedule.lock")
        git(str(folder), "commit", "-q", "-m", f"Record {number}")
    # Packed and with a graph of its commits, as a clone and git's maintenance leave it.
    git(str(folder), "commit-graph", "write", "--reachable")
    note.write_text(f"{FORM}\n")
    return str(folder)


def write_lock(folder: str, blocks: list[str], accounts: int, layout: str) -> None:
    if not blocks:
        return
    if layout == "file":
        pathlib.Path(folder, ".schedule.lock").write_text(lockfile(blocks))
        return
    by_account: dict[str, list[str]] = {}
    for text in blocks:
        by_account.setdefault(text.split("]", 1)[0].rsplit("@", 1)[1], []).append(text)
    pathlib.Path(folder, ".schedule.lock").mkdir(exist_ok=True)
    for name, own in by_account.items():
        file = pathlib.Path(folder, ".schedule.lock", name)
        text = lockfile(own)
        if not file.exists() or file.read_text() != text:
            file.write_text(text)


def restore(folder: str) -> None:
    """Takes back what a run did to it, and lets the index know every file's times."""
    shutil.rmtree(f"{folder}/.calends", ignore_errors=True)
    git(folder, "reset", "-q", "--hard", "main")
    git(folder, "status", "--porcelain")


def edit(folder: str, accounts: int, indices: list[int]) -> None:
    """Changes the caption of some entries, without a commit."""
    for index in indices:
        file = pathlib.Path(folder, path(index, accounts))
        file.write_text(file.read_text().replace(f"Number {index}.", f"Number {index}, again."))


def files(folder: str) -> list[str]:
    """Every entry and the settings, as git lists them."""
    return [name for name in git(folder, "ls-files", "calendar").splitlines() if os.path.splitext(name)[1] == ".yaml"]
