"""How long commands take and how much memory, run in turn so that a busy machine is as unfair to each of them."""

import dataclasses
import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
import typing

# No command that is measured takes so many seconds unless something is wrong with it.
LONGEST = 600


@dataclasses.dataclass
class Run:
    """One run of a command."""

    seconds: float
    # Of processors, user and system together: what it costs where several cores share the work, or others use them too.
    processor: float
    # The most memory it held at once, in MB of a million bytes, as wait4(2) tells.
    megabytes: float
    status: int


def run(
    command: list[str], folder: str, environment: dict[str, str], given: bytes = b"", limit: int = LONGEST
) -> Run:
    """One run; `TimeoutError` for a command that does not end within so many seconds."""
    # From a small process of its own: a child's peak of memory counts from before it became the command.
    small = [sys.executable, "-I", "-S", __file__, str(limit), *command]
    report = subprocess.run(
        small, cwd=folder, env=environment, input=given, stdout=subprocess.PIPE, check=True)
    done = Run(**json.loads(report.stdout))
    if done.status == -signal.SIGKILL:
        raise TimeoutError(f"{command[0]} did not end within {limit} seconds")
    return done


def measured(limit: int, command: list[str]) -> Run:
    """Runs a command that reads what this process is given."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watch = threading.Timer(limit, process.kill)
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, process.returncode)


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


def processor(runs: list[Run]) -> float:
    return statistics.median(run.processor for run in runs)


def megabytes(runs: list[Run]) -> float:
    return max(run.megabytes for run in runs)


def ratio(ours: list[Run], floor: list[Run]) -> float:
    """The median over rounds of ours to the floor of the same round."""
    return statistics.median(one.seconds / other.seconds for one, other in zip(ours, floor))


if __name__ == "__main__":
    print(json.dumps(dataclasses.asdict(measured(int(sys.argv[1]), sys.argv[2:]))))
