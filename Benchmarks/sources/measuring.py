"""How long commands take and how much memory, run in turn so that a busy machine is as unfair to each of them."""

import dataclasses
import os
import statistics
import subprocess
import time
import typing


@dataclasses.dataclass
class Run:
    """One run of a command."""

    seconds: float
    # The most memory it held at once, in MB of a million bytes, as wait4(2) tells.
    megabytes: float
    status: int


def run(command: list[str], folder: str, environment: dict[str, str], given: bytes = b"") -> Run:
    read, write = os.pipe()
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=read, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(read)
    try:
        with open(write, "wb") as pipe:
            pipe.write(given)
    except BrokenPipeError:
        pass
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, usage.ru_maxrss * 1024 / 1e6, process.returncode)


def in_turn(commands: dict[str, typing.Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """The runs of each command; one round that is not counted goes first, to warm the file system's cache."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            done = command()
            if number > 0:
                runs[name].append(done)
    return runs


def seconds(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def megabytes(runs: list[Run]) -> float:
    return max(run.megabytes for run in runs)


def ratio(ours: list[Run], floor: list[Run]) -> float:
    """The median over rounds of ours to the floor of the same round."""
    return statistics.median(one.seconds / other.seconds for one, other in zip(ours, floor))
