"""Planning beside tools that others wrote: as many objects, as many of them changed, and nothing fetched."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from . import agency
from .building import ROOT
from .calendars import environment
from .measuring import Run, in_turn, processor, ratio, run, seconds

COUNT, ACCOUNTS, PUBLISHED, CHANGED = 10_000, 100, 10_000, 10


def measure(calends: str, rounds: int) -> None:
    folder = agency.make(COUNT, ACCOUNTS, PUBLISHED)
    agency.edit(folder, ACCOUNTS, [index * 993 + 17 for index in range(CHANGED)])
    print(f"{COUNT:,} objects, {CHANGED} changed")
    ours = lambda: run([calends, "plan", "--at", agency.NOW], folder, environment())
    # Terraform takes minutes, and is asked once.
    for name, prepare, times in [("octodns-sync", octodns, min(rounds, 3)), ("terraform plan", terraform, 1)]:
        with tempfile.TemporaryDirectory() as scratch:
            try:
                theirs = prepare(scratch)
            except (OSError, subprocess.SubprocessError) as error:
                print(f"  {name:14} is not here and was not compared: {error}")
                continue
            try:
                if times == 1:
                    ours()
                    runs = {"ours": [ours() for _ in range(3)], "theirs": [theirs()] * 3}
                else:
                    runs = in_turn({"ours": ours, "theirs": theirs}, times)
            except TimeoutError as error:
                print(f"  {name:14} was not compared: {error}")
                continue
        print(f"  {name:14} {seconds(runs['theirs']):8.3f} s, {processor(runs['theirs']):8.3f} s of processors; calends plan "
              f"{seconds(runs['ours']):.3f} s, {processor(runs['ours']):.3f} s: "
              f"{ratio(runs['theirs'], runs['ours']):.0f} times as fast (goal 50)")


def octodns(scratch: str):
    """Plans from one folder of YAML to another with octoDNS, which PyPI gives once."""
    home = ROOT / ".build/benchmarks/octodns"
    requirements = pathlib.Path(__file__).with_name("octodns-requirements.txt")
    note = home / "requirements.txt"
    if not note.exists() or note.read_text() != requirements.read_text():
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run(
            [str(home / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps",
             "--only-binary", ":all:", "--requirement", str(requirements)], check=True, timeout=300)
        shutil.copy(requirements, note)
    for side in ["wanted", "present"]:
        folder = pathlib.Path(scratch, side)
        folder.mkdir()
        records = []
        for index in range(COUNT):
            again = ", again" if side == "wanted" and index % (COUNT // CHANGED) == 17 else ""
            records.append(f"r{index:05}:\n  ttl: 300\n  type: TXT\n  value: Number {index}{again}\n")
        folder.joinpath("agency.example.yaml").write_text("---\n" + "".join(records))
    provider = "    class: octodns.provider.yaml.YamlProvider\n    default_ttl: 300\n"
    config = pathlib.Path(scratch, "octodns.yaml")
    config.write_text(
        "providers:\n" + "".join(
            f"  {side}:\n{provider}    directory: {scratch}/{side}\n" for side in ["wanted", "present"])
        + "zones:\n  agency.example.:\n    sources: [wanted]\n    targets: [present]\n")

    def plan() -> Run:
        done = run([str(home / "bin/octodns-sync"), "--config-file", str(config)], scratch, dict(os.environ))
        assert done.status == 0, "octoDNS plans"
        return done

    return plan


def terraform(scratch: str):
    """Plans `terraform_data`, which needs no provider, against a state with as many of them."""
    program = shutil.which("terraform")
    if program is None:
        raise OSError("no terraform in PATH")
    folder = pathlib.Path(scratch, "terraform")
    folder.mkdir()
    value = lambda index, again="": {"caption": f"Number {index}{again}"}
    names = [f"e{index:05}" for index in range(COUNT)]
    folder.joinpath("entries.json").write_text(json.dumps({
        name: value(index, ", again" if index % (COUNT // CHANGED) == 17 else "")
        for index, name in enumerate(names)}))
    folder.joinpath("main.tf").write_text(
        'locals { entries = jsondecode(file("entries.json")) }\n'
        'resource "terraform_data" "entry" {\n  for_each = local.entries\n  input    = each.value\n}\n')
    typed = lambda index: {"value": value(index), "type": ["object", {"caption": "string"}]}
    folder.joinpath("terraform.tfstate").write_text(json.dumps({
        "version": 4, "terraform_version": "1.0.0", "serial": 1, "lineage": "a", "outputs": {}, "resources": [{
            "mode": "managed", "type": "terraform_data", "name": "entry",
            "provider": 'provider["terraform.io/builtin/terraform"]',
            "instances": [{
                "index_key": name, "schema_version": 0, "sensitive_attributes": [], "attributes": {
                    "id": f"id-{name}", "input": typed(index), "output": typed(index), "triggers_replace": None}}
                for index, name in enumerate(names)]}]}))
    inherited = {**os.environ, "CHECKPOINT_DISABLE": "1"}
    subprocess.run([program, "init", "-input=false"], cwd=folder, env=inherited, check=True, capture_output=True, timeout=60)

    def plan() -> Run:
        done = run([program, "plan", "-input=false", "-refresh=false", "-lock=false", "-detailed-exitcode"],
                   str(folder), inherited, limit=300)
        assert done.status == 2, "Terraform finds changes"
        return done

    return plan
