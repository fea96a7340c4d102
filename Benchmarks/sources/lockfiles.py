"""What a lockfile of an agency's size costs: to read, to merge, and to commit after one publish."""

import pathlib
import shutil
import statistics
import subprocess
import tempfile

from . import agency
from .building import build_product
from .calendars import environment, git

COUNT, ACCOUNTS = 100_000, 1_000


def measure(calends: str, rounds: int) -> None:
    program = build_product("lock-bench")
    print(f"lockfile of {COUNT:,} publications over {ACCOUNTS:,} accounts")
    for layout in ["file", "accounts"]:
        with tempfile.TemporaryDirectory() as folder:
            commit, blob = "1" * 40, "2" * 40
            blocks = [agency.block(index, ACCOUNTS, commit, blob, blob) for index in range(COUNT)]
            for side, own in [("ours", blocks[:-1]), ("theirs", blocks[1:])]:
                pathlib.Path(folder, side).mkdir()
                agency.write_lock(f"{folder}/{side}", own, ACCOUNTS, layout)
            output = subprocess.run(
                [program, f"{folder}/ours", f"{folder}/theirs", str(rounds)], check=True, capture_output=True, text=True
            ).stdout
            figures = {name: [float(value) for value in values.split()]
                       for name, values in (line.split("\t") for line in output.splitlines())}
            read, merge, write = (statistics.median(figures[name]) for name in ["read", "merge", "write"])
            words = "one file" if layout == "file" else "one file an account"
            print(f"  {words:20} read {read:.3f} s, merged with another one {merge:.3f} s, together {read + merge:.3f} s"
                  f" (goal 0.3); written {write:.3f} s")
            print(f"  {words:20} the commit after one publish adds {growth(folder, layout, blocks):,.0f} KB"
                  + (" (goal under 100)" if layout == "accounts" else ""))


def growth(folder: str, layout: str, blocks: list[str]) -> float:
    """KB by which the objects of a repository grow when one more record is committed."""
    root = f"{folder}/repository"
    git(folder, "init", "-q", "-b", "main", root)
    sizes = []
    for records in [blocks[:-1], blocks]:
        agency.write_lock(root, records, ACCOUNTS, layout)
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "Record")
        sizes.append(sum(file.stat().st_size for file in pathlib.Path(root, ".git/objects").rglob("*") if file.is_file()))
    shutil.rmtree(root)
    return (sizes[1] - sizes[0]) / 1000
