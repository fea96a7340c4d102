"""Python's zoneinfo: a year of entries in twenty zones, and every edge of a clock change, against what calends plans."""

import datetime
import json
import os
import pathlib
import subprocess
import tempfile
import unittest
import zoneinfo

from rehearsal import ROOT

CALENDS = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))
# Both hemispheres, no change at all, half and quarter hours, changes by half an hour and at midnight.
ZONES = """
Europe/Paris Europe/London Europe/Berlin Europe/Chisinau America/New_York America/Chicago America/Los_Angeles
America/St_Johns America/Santiago America/Havana America/Asuncion Africa/Cairo Africa/Casablanca Asia/Kolkata
Asia/Kathmandu Asia/Tokyo Asia/Beirut Australia/Sydney Australia/Lord_Howe Pacific/Auckland Pacific/Chatham UTC
""".split()
UTC = datetime.timezone.utc
MINUTE = datetime.timedelta(minutes=1)
SETTINGS = """version: 1
timezone: UTC
accounts:
  bakery: {platform: instagram, login: instagram, id: "17841400000000101", token: env:TOKEN}
hosting: {kind: directory, path: public, public_url: https://media.example/}
"""


def instants(wall, zone):
    """Every instant at which a clock of the zone shows the wall time: none in a gap, two in an overlap."""
    found = set()
    for fold in (0, 1):
        instant = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == wall:
            found.add(instant)
    return sorted(found)


def changes(zone, year):
    """The wall times just before and after each change of the zone's offset, by the old offset and by the new one."""
    moment, end = datetime.datetime(year, 1, 1, tzinfo=UTC), datetime.datetime(year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        later = moment + 15 * MINUTE
        before, after = (each.astimezone(zone).utcoffset() for each in (moment, later))
        if before != after:
            # Changes fall on whole quarters of an hour of UTC in these years.
            yield [(later + before).replace(tzinfo=None), (later + after).replace(tzinfo=None)]
        moment = later


class Year(unittest.TestCase):
    maxDiff = None

    def plan(self, entries):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "calendar").mkdir()
            (root / "media").mkdir()
            (root / "media" / "a.jpg").write_bytes((ROOT / "media" / "november" / "rye.jpg").read_bytes())
            (root / "calendar" / "settings.yaml").write_text(SETTINGS)
            for name, text in entries.items():
                (root / "calendar" / f"{name}.yaml").write_text(f"kind: post\nmedia: [media/a.jpg]\naccounts: [bakery]\n{text}")
            subprocess.run(["git", "init", "-q", folder], check=True)
            result = subprocess.run(
                [CALENDS, "plan", "--format", "json", "--at", "2026-11-01"], cwd=folder, capture_output=True, text=True,
                timeout=120,
            )
            return json.loads(result.stdout)

    def test_every_day(self):
        """Each day of a year at a time that every day has, 22 zones: 8,030 instants."""
        entries, expected = {}, {}
        for number, name in enumerate(ZONES):
            zone = zoneinfo.ZoneInfo(name)
            entries[f"z{number}"] = (
                f"publish_at: 2026-12-01 09:17\ntimezone: {name}\nrepeat: {{every: day, count: 365}}\n"
            )
            for day in range(365):
                wall = datetime.datetime(2026, 12, 1, 9, 17) + datetime.timedelta(days=day)
                [instant] = instants(wall, zone)
                expected[f"z{number}#{wall:%Y-%m-%d}@bakery"] = f"{instant:%Y-%m-%dT%H:%M:%SZ}"
        actions = {action["publication"]: action["at"] for action in self.plan(entries)["actions"]}
        self.assertEqual(len(actions), 365 * len(ZONES))
        self.assertEqual(actions, expected)

    def test_every_edge(self):
        """A minute around each change of a clock: planned at the one instant there is, else refused with both offsets."""
        entries, expected, refused = {}, {}, {}
        for number, name in enumerate(ZONES):
            zone = zoneinfo.ZoneInfo(name)
            for change, edges in enumerate(changes(zone, 2027)):
                walls = {edge + step * MINUTE for edge in edges for step in (-31, -1, 0, 1, 29, 31)}
                for place, wall in enumerate(sorted(walls)):
                    entry = f"z{number}-{change}-{place}"
                    entries[entry] = f"publish_at: {wall:%Y-%m-%d %H:%M}\ntimezone: {name}\n"
                    found = instants(wall, zone)
                    if len(found) == 1:
                        expected[f"{entry}@bakery"] = f"{found[0]:%Y-%m-%dT%H:%M:%SZ}"
                    else:
                        refused[f"calendar/{entry}.yaml"] = "comes twice in" if found else "does not exist in"
        plan = self.plan(entries)
        actions = {action["publication"]: action["at"] for action in plan["actions"] if action["action"] == "publish"}
        self.assertGreater(len(refused), 60)
        self.assertEqual(actions, expected)
        errors = {found["file"]: found["message"] for found in plan["diagnostics"] if found["severity"] == "error"}
        self.assertEqual(set(errors), set(refused))
        for file, words in refused.items():
            self.assertIn(words, errors[file])


if __name__ == "__main__":
    unittest.main()
