"""Chromium: what the pages of calends look like to a browser, wide and on a phone, light and dark."""

import pathlib
import shutil
import tempfile
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from test_views import HOSTILE, Calendar, calends

SCREENS = {"wide": (1440, 900, False), "phone": (390, 844, True)}

# Pictures come when they are scrolled to, so each is asked for; a film has an error once it cannot be played.
SETTLE = """
const done = arguments[arguments.length - 1];
const pictures = [...document.images].map(image => {
    image.loading = "eager";
    return image.decode().then(() => null, error => `${image.alt}: ${error}`);
});
const backgrounds = [...document.querySelectorAll(".pic")].map(element => {
    const picture = new Image();
    picture.src = getComputedStyle(element).backgroundImage.slice('url("'.length, -2);
    return picture.decode().then(() => null, error => `${element.className}: ${error}`);
});
const films = [...document.querySelectorAll("video")].map(film => new Promise(resolve => {
    if (film.readyState > 0) return resolve(null);
    film.onloadedmetadata = () => resolve(null);
    film.onerror = () => resolve(`film: ${film.error?.message}`);
    film.load();
}));
Promise.all([...pictures, ...backgrounds, ...films]).then(all => done(all.filter(Boolean)));
"""
PICTURES = "return document.images.length + document.querySelectorAll('.pic').length"
# What sticks out to the right of the page, other than inside of what is meant to be scrolled.
WIDE = """
const width = document.documentElement.clientWidth;
const scrolls = element => element && element !== document.body && (
    /auto|scroll|hidden/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
return [document.documentElement.scrollWidth - width,
    [...document.body.querySelectorAll("*")].filter(
        element => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement)
    ).map(element => element.outerHTML.slice(0, 80))];
"""
COLOURS = "const style = getComputedStyle(document.body); return [style.color, style.backgroundColor];"


def luminance(colour):
    channels = [float(part) for part in colour.split("(")[1].rstrip(")").split(",")[:3]]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), channels))


class Browser(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        options = webdriver.ChromeOptions()
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server",
            "--disable-background-networking", "--disable-component-update",
        ):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.binary_location = shutil.which("chromium")
        cls.browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        cls.browser.set_page_load_timeout(60)
        cls.browser.set_script_timeout(60)
        cls.folder = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.folder.cleanup()

    def look(self, name, text, pictures):
        page = pathlib.Path(self.folder.name) / f"{name}.html"
        page.write_text(text)
        for screen, (width, height, is_phone) in SCREENS.items():
            for scheme in ("light", "dark"):
                with self.subTest(page=name, screen=screen, scheme=scheme):
                    self.browser.execute_cdp_cmd(
                        "Emulation.setDeviceMetricsOverride",
                        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone},
                    )
                    self.browser.execute_cdp_cmd(
                        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
                    )
                    self.browser.get(page.as_uri())
                    self.assertEqual(self.browser.execute_async_script(SETTLE), [])
                    self.assertGreaterEqual(self.browser.execute_script(PICTURES), pictures)
                    self.assertEqual(self.browser.execute_script(WIDE), [0, []])
                    words, ground = map(luminance, self.browser.execute_script(COLOURS))
                    self.assertEqual(words < ground, scheme == "light", (words, ground))
                    self.assertEqual(self.browser.get_log("browser"), [])

    def test_own_calendar(self):
        self.look("plan", calends("plan", "--format", "html", "--at", "2026-11-10"), 15)
        self.look("month", calends("calendar", "2026-12", "--format", "html"), 5)

    def test_hostile_caption(self):
        calendar = Calendar(HOSTILE + "W" * 300 + "\n" + "https://long.example/" + "x" * 300)
        self.addCleanup(calendar.folder.cleanup)
        root = calendar.folder.name
        self.look("hostile-plan", calends("plan", "--format", "html", folder=root), 1)
        self.look("hostile-month", calends("calendar", "2126-12", "--format", "html", folder=root), 1)


if __name__ == "__main__":
    unittest.main()
