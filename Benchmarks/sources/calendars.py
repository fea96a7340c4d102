"""Calendars for benchmarks, and how the program runs on them."""

import http.server
import os
import pathlib
import shutil
import subprocess
import threading
import time

from .building import ROOT


def environment() -> dict[str, str]:
    """What a run sees: nothing of whoever measures it, and the one token of all accounts."""
    names = ["AUTHOR", "COMMITTER"]
    who = {f"GIT_{name}_{key}": value for name in names for key, value in [("NAME", "b"), ("EMAIL", "b@example.com")]}
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "TOKEN": "token", **who}


def git(folder: str, *arguments: str) -> str:
    command = ["git", "-C", folder, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout


def serve(folder: str) -> str:
    """Makes a folder's files public, until this process ends; answers their base URL."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=folder)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def make_calendar(folder: str, api: str, count: int, second: int, is_shared: bool = False) -> None:
    """A repository with so many accounts and one post each, all due in one second of Unix time.

    Shared state goes through a bare repository beside it.
    """
    accounts = [
        f'  a{index:04}: {{platform: instagram, login: instagram, id: "1784{index:013}", token: env:TOKEN, api: "{api}"}}'
        for index in range(count)
    ]
    settings = ["version: 1", "timezone: UTC", "accounts:", *accounts]
    settings += [f"hosting: {{kind: url, base: {serve(folder)}/}}", f"safety: {{max_publish_per_apply: {2 * count}}}"]
    if is_shared:
        settings.append("state: {remote: origin, branch: main}")
    calendar = pathlib.Path(folder, "calendar")
    calendar.mkdir(parents=True)
    calendar.joinpath("settings.yaml").write_text("\n".join(settings) + "\n")
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
    for index in range(count):
        entry = f"kind: post\naccounts: [a{index:04}]\npublish_at: {at}\ncaption: Number {index}\nmedia: [media/frost.jpg]\n"
        calendar.joinpath(f"post-{index:04}.yaml").write_text(entry)
    pathlib.Path(folder, "media").mkdir()
    shutil.copy(ROOT / "media/november/frost.jpg", f"{folder}/media/frost.jpg")
    pathlib.Path(folder, ".gitignore").write_text(".calends/\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Write a calendar")
    if is_shared:
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder + ".git"], check=True, env=environment())
        git(folder, "remote", "add", "origin", folder + ".git")
        git(folder, "push", "-q", "origin", "main")


def processor_seconds(process: int) -> float:
    """User and system time of a process so far."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
