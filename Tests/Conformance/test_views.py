"""cmarkgfm, GitHub's own renderer of Markdown, and icalendar: what others make of what calends writes."""

import base64
import html.parser
import os
import re
import subprocess
import tempfile
import unittest

import cmarkgfm
import icalendar
from cmarkgfm.cmark import Options

from rehearsal import FIXTURES, ROOT

CALENDS = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))
HOSTILE = """@everyone and @octocat/team
<script>alert(1)</script></pre></code></details></table><img src=x onerror=alert(1)>
[link](https://evil.example) https://evil.example www.evil.example ![x](https://evil.example/x.png) a@evil.example
| a | b | \\| `code` ``` ~~~~ **bold** _it_ # h <!-- x --> &lt;b&gt; &#64;octocat
```
</details>
"""
SETTINGS = """version: 1
timezone: Europe/Berlin
accounts:
  bakery: {platform: instagram, login: instagram, id: "17841400000000101", token: env:TOKEN}
hosting: {kind: directory, path: public, public_url: https://media.example/}
"""


def calends(*arguments, folder=ROOT):
    result = subprocess.run([CALENDS, *arguments], cwd=folder, capture_output=True, timeout=60)
    return result.stdout.decode()


class Elements(html.parser.HTMLParser):
    """Which elements there are, and every text that lies in neither code nor pre."""

    def __init__(self, text):
        super().__init__()
        self.names, self.open, self.loose = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        if tag not in ("br", "img", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"code", "pre"} & set(self.open):
            self.loose.append(data)


class Calendar:
    """A repository with one entry, whose caption is given."""

    def __init__(self, caption, name="hostile"):
        self.folder = tempfile.TemporaryDirectory()
        root = self.folder.name
        os.makedirs(f"{root}/calendar")
        os.makedirs(f"{root}/media")
        with open(f"{root}/media/a.jpg", "wb") as file:
            file.write((ROOT / "media" / "november" / "rye.jpg").read_bytes())
        with open(f"{root}/calendar/settings.yaml", "w") as file:
            file.write(SETTINGS)
        body = "".join(f"  {line}\n" for line in caption.splitlines())
        with open(f"{root}/calendar/{name}.yaml", "w") as file:
            file.write(
                f"kind: post\naccounts: [bakery]\npublish_at: 2126-12-01 09:00\nmedia: [media/a.jpg]\ncaption: |\n{body}"
            )
        subprocess.run(["git", "init", "-q", root], check=True)


def rendered(markdown):
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_GITHUB_PRE_LANG
    return cmarkgfm.github_flavored_markdown_to_html(markdown, options=options)


class Markdown(unittest.TestCase):
    def test_hostile_caption(self):
        calendar = Calendar(HOSTILE)
        self.addCleanup(calendar.folder.cleanup)
        markdown = calends("plan", "--format", "markdown", folder=calendar.folder.name)
        page = Elements(rendered(markdown))
        self.assertIn("In full", markdown)
        known = {"h3", "h4", "p", "strong", "code", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "br", "pre", "sub"}
        self.assertEqual(page.names - known, set())
        self.assertFalse([text for text in page.loose if "@" in text or "evil" in text or "octocat" in text])

    def test_own_calendar(self):
        page = Elements(rendered(calends("plan", "--format", "markdown", "--at", "2026-11-10")))
        self.assertTrue({"table", "details", "img", "pre"} <= page.names)
        self.assertNotIn("a", page.names)


class Sources(html.parser.HTMLParser):
    """Everything that a page would fetch."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.names = re.findall(r'url\("([^"]*)"\)', text), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        self.addresses += [value for name, value in attributes if name in ("src", "href", "poster", "srcset", "data")]


class Pages(unittest.TestCase):
    def test_self_contained(self):
        """Small media are inside, byte for byte; of a large one a small likeness is; nothing else is asked for."""
        calendar = Calendar(HOSTILE)
        self.addCleanup(calendar.folder.cleanup)
        root = calendar.folder.name
        small = (ROOT / "media" / "november" / "rye.jpg").read_bytes()
        for arguments in (["plan", "--format", "html"], ["calendar", "2126-12", "--format", "html"]):
            with open(f"{root}/media/a.jpg", "wb") as file:
                file.write(small)
            page = Sources(calends(*arguments, folder=root))
            self.assertEqual(page.addresses, ["data:image/jpeg;base64," + base64.b64encode(small).decode()])
            self.assertFalse(page.names & {"script", "link", "iframe", "object", "a", "base", "form"})
            with open(f"{root}/media/a.jpg", "wb") as file:
                file.write(small + bytes(400_000))
            [address] = Sources(calends(*arguments, folder=root)).addresses
            self.assertRegex(address[:40], "^data:image/jpeg;base64,/9j/")
            self.assertLess(len(address), 210_000)

    def test_own_calendar(self):
        text = calends("plan", "--format", "html", "--at", "2026-11-10")
        page = Sources(text)
        self.assertGreater(len(page.addresses), 15)
        self.assertTrue(all(address.startswith("data:") for address in page.addresses))
        self.assertIn("video", page.names)
        self.assertLess(len(text), 8_000_000)


class Feed(unittest.TestCase):
    def events(self, text):
        calendar = icalendar.Calendar.from_ical(text)
        self.assertEqual(calendar["VERSION"], "2.0")
        self.assertEqual(calendar.errors, [])
        events = list(calendar.walk("VEVENT"))
        for event in events:
            self.assertEqual(event.errors, [])
            for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
                self.assertIn(name, event)
            self.assertIsNotNone(event["DTSTART"].dt.tzinfo)
        self.assertEqual(len({str(event["UID"]) for event in events}), len(events))
        return events

    def test_own_calendar(self):
        text = calends("calendar", "--format", "ics")
        self.assertEqual(text, calends("calendar", "--format", "ics"))
        self.assertNotRegex(text.replace("\r\n ", ""), r"due [^,]* ago")
        self.assertTrue(all(len(line.encode()) <= 75 for line in text.split("\r\n")))
        events = {str(event["UID"]): event for event in self.events(text)}
        self.assertGreater(len(events), 20)
        noon = events["courses/new-york@workshop.calends"]["DTSTART"].dt
        self.assertEqual(noon.strftime("%Y-%m-%d %H:%M %Z"), "2026-12-08 17:00 UTC")

    def test_hostile_caption(self):
        caption = HOSTILE + "END:VEVENT\\nEND:VCALENDAR;,\\\\ 朝のパン 🥐 " + "é" * 200
        calendar = Calendar(caption, name="朝 パン; x, y")
        self.addCleanup(calendar.folder.cleanup)
        [event] = self.events(calends("calendar", "--format", "ics", folder=calendar.folder.name))
        for line in caption.splitlines():
            self.assertIn(line.rstrip(), str(event["DESCRIPTION"]))


if __name__ == "__main__":
    unittest.main()
