"""jsonschema and check-jsonschema: the schemas that calends prints, held against everything there is to check by them."""

import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import ruamel.yaml

from rehearsal import ROOT

CALENDS = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))
SCENARIOS = ROOT / "Tests" / "CalendarLoadingTests" / "Scenarios"


def calends(*arguments, folder=ROOT):
    return subprocess.run([CALENDS, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)


def schema(subject):
    return json.loads(calends("schema", subject).stdout)


def strict(node):
    """The same schema, in which an object has no member that is not named."""
    node = copy.deepcopy(node)
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if "properties" in part and part.get("type") == "object":
                part.setdefault("additionalProperties", False)
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)
    return node


def yaml(text):
    """As YAML 1.2 has it: a time is a text."""
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.constructor.yaml_constructors.pop("tag:yaml.org,2002:timestamp", None)
    reader.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
    value = reader.load(text)
    return json.loads(json.dumps(value))


class Files(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.entry = jsonschema.Draft7Validator(schema("entry"))
        cls.settings = jsonschema.Draft7Validator(schema("settings"))

    def test_schemas_are_schemas(self):
        for subject in ["entry", "settings", "plan", "status", "apply", "validate"]:
            jsonschema.Draft7Validator.check_schema(schema(subject))

    def test_every_key_is_explained(self):
        """An editor shows what a key means wherever it may stand."""
        silent = []

        def walk(node, path):
            for name, value in node.get("properties", {}).items():
                if value is not False:
                    silent.extend([path + name] if "description" not in value else [])
                    walk(value, f"{path}{name}.")
            for inner in [node.get("items"), node.get("additionalProperties"), *node.get("anyOf", [])]:
                if isinstance(inner, dict):
                    walk(inner, path)

        for subject in ["entry", "settings"]:
            walk(schema(subject), f"{subject}: ")
        self.assertEqual(silent, [])

    def test_example_calendar(self):
        """With check-jsonschema, as a pre-commit hook would run it."""
        with tempfile.TemporaryDirectory() as folder:
            for subject, files in [
                ("entry", sorted(p for p in (ROOT / "calendar").rglob("*.yaml") if p.name != "settings.yaml")),
                ("settings", [ROOT / "calendar" / "settings.yaml"]),
            ]:
                path = pathlib.Path(folder) / f"{subject}.json"
                path.write_text(calends("schema", subject).stdout)
                check = subprocess.run(
                    [sys.executable, "-m", "check_jsonschema", "--schemafile", path, *files], capture_output=True, text=True
                )
                self.assertEqual(check.returncode, 0, check.stdout + check.stderr)

    def test_scenarios(self):
        """What the reader takes the schema takes; what the schema refuses the reader refuses."""
        refused = taken = 0
        for kind, validator in [("entries", self.entry), ("settings", self.settings)]:
            for path in sorted((SCENARIOS / kind).glob("*.yaml")):
                findings = path.with_suffix(".txt").read_text()
                has_errors = any(
                    re.match(r"calendar/\S+:\d+:\d+: (?!warning: )", line) for line in findings.splitlines()
                )
                try:
                    value = yaml(path.read_text())
                except Exception:
                    # What no reader of YAML reads says nothing about a schema.
                    self.assertTrue(has_errors, path.name)
                    continue
                errors = [error.message for error in validator.iter_errors(value)]
                if not has_errors:
                    taken += 1
                    self.assertEqual(errors, [], path.name)
                elif errors:
                    refused += 1
        self.assertGreater(taken, 15)
        self.assertGreater(refused, 20)

    def test_documented_fields(self):
        """Every example of a table in docs/entry.md, put into an entry or into settings that lack only it."""
        text = (ROOT / "docs" / "entry.md").read_text()
        sections = {part.partition("\n")[0]: part for part in re.split(r"^## ", text, flags=re.M)}
        base = {"kind": "post", "publish_at": "2026-12-01 09:00", "media": ["media/a.jpg"]}
        seen = set()

        def examples(section):
            for line in sections[section].splitlines():
                cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
                if len(cells) == 3 and cells[1].startswith("`"):
                    yield cells[0], yaml(cells[1].strip("`"))

        for section, kind in [
            ("Every entry", "post"), ("In the feed: posts, carousels and reels", "post"), ("Reels", "reel"),
        ]:
            for name, value in examples(section):
                entry = {**base, "kind": kind, **value}
                errors = [error.message for error in self.entry.iter_errors(entry)]
                self.assertEqual(errors, [], name)
                seen |= set(value)
        for name, value in examples("Media"):
            entry = {**base, "media": [{"file": "media/a.jpg", **value}]}
            self.assertEqual([error.message for error in self.entry.iter_errors(entry)], [], name)
            # Beside a single medium, its fields may stand in the entry.
            seen |= set(value) & {"products"}
        keys = set(schema("entry")["properties"]) - {"link", "targeting"}
        self.assertEqual(keys - seen, set(), "docs/entry.md has no example of these")
        for block in re.findall(r"```yaml\n(version:.*?)```", text, flags=re.S):
            self.assertEqual([error.message for error in self.settings.iter_errors(yaml(block))], [])

    def test_wrong_ones(self):
        base = {"kind": "post", "publish_at": "2026-12-01 09:00", "media": ["media/a.jpg"]}
        self.assertTrue(self.entry.is_valid(base))
        for change in [
            {"captoin": "x"}, {"kind": "posts"}, {"comments": "maybe"}, {"share_to_feed": True}, {"accounts": "bakery"},
            {"media": {"file": "media/a.jpg"}}, {"media": [{"alt": "no file"}]}, {"repeat": {"until": "2027-01-01"}},
            {"repeat": {"every": "year"}}, {"overrides": {"cafe": {"kind": "reel"}}}, {"caption": ["a"]},
            {"occurrences": {"2026-12-01": {"repeat": {"every": "day"}}}}, {"ai_generated": "yes"}, {"caption": None},
        ]:
            self.assertFalse(self.entry.is_valid({**base, **change}), change)
        self.assertFalse(self.entry.is_valid({"publish_at": "2026-12-01 09:00"}))
        self.assertFalse(self.entry.is_valid({**base, "kind": "story", "caption": "a story has none"}))
        settings = yaml((ROOT / "calendar" / "settings.yaml").read_text())
        for change in [
            {"version": "one"}, {"hosting": {"kind": "ftp"}}, {"hosting": {"kind": "url"}}, {"safety": {"min_gap": []}},
            {"accounts": {"bakery": {"platform": "instagram", "id": "1", "token": "env:A"}}}, {"colour": "red"},
        ]:
            self.assertFalse(self.settings.is_valid({**settings, **change}), change)


class Outputs(unittest.TestCase):
    """What commands print of this repository's calendar keeps to their schemas, and has no member that they do not name."""

    def check(self, subject, text):
        validator = jsonschema.Draft7Validator(strict(schema(subject)))
        self.assertEqual([error.message for error in validator.iter_errors(json.loads(text))], [])

    def test_printed(self):
        self.check("plan", calends("plan", "--format", "json").stdout)
        self.check("plan", calends("plan", "--format", "json", "--at", "2026-11-01").stdout)
        self.check("status", calends("status", "--format", "json").stdout)
        self.check("status", calends("calendar", "2026-12", "--format", "json").stdout)
        self.check("validate", calends("validate", "--format", "json").stdout)

    def test_snapshots(self):
        """Every kind of action and event, as the views' own tests hold them."""
        views = ROOT / "Tests" / "ViewsTests" / "Snapshots"
        self.check("plan", (views / "plan.json").read_text())
        self.check("status", (views / "status.json").read_text())
        for line in (views / "apply.jsonl").read_text().splitlines():
            self.check("apply", line)


if __name__ == "__main__":
    unittest.main()
