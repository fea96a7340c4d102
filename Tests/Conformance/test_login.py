"""A real browser: both logins from an empty folder to a published post; a stand-in for GitHub that opens sealed boxes
with PyNaCl; and a search for every secret of these runs in all that they wrote."""

import base64
import http.server
import json
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import tempfile
import threading
import unittest

import nacl.public
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from rehearsal import ROOT, Sandbox

PROGRAM = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))
APP = ("1234567890123456", "sandbox-app-secret")
INSTAGRAM_APP = ("2345678901234567", "sandbox-instagram-secret")


def free_port():
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        return server.server_address[1]


class GitHub:
    """The two calls of GitHub's API that write a secret; what comes is opened with the private key."""

    def __init__(self):
        self.key = nacl.public.PrivateKey.generate()
        self.secrets = {}
        self.status = 200
        github = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, status, value=None):
                body = json.dumps(value).encode() if value is not None else b""
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                if self.headers["Authorization"] != "Bearer github-pat" or github.status != 200:
                    return self.answer(403 if github.status == 200 else github.status, {"message": "no"})
                public = base64.b64encode(bytes(github.key.public_key)).decode()
                ours = self.path == "/repos/bakery/posts/actions/secrets/public-key"
                self.answer(200 if ours else 404, {"key_id": "568250167242549743", "key": public})

            def do_PUT(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                box = nacl.public.SealedBox(github.key)
                name = self.path.rsplit("/", 1)[1]
                github.secrets[name] = (box.decrypt(base64.b64decode(body["encrypted_value"])).decode(), body["key_id"])
                self.answer(201, {})

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Login(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        options = webdriver.ChromeOptions()
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=820,900",
            "--no-proxy-server", "--disable-background-networking", "--disable-component-update",
        ):
            options.add_argument(argument)
        options.binary_location = shutil.which("chromium")
        cls.browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        cls.browser.set_page_load_timeout(60)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.stop)
        self.sandbox.control("clock", freeze=False)
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name) / "shop"
        self.root.mkdir()
        self.port = free_port()
        self.key = secrets.token_hex(32)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": self.folder.name, "TMPDIR": self.folder.name, "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada",
            "GIT_COMMITTER_EMAIL": "ada@example.org", "CALENDS_KEY": self.key,
            "CALENDS_APP_ID": APP[0], "CALENDS_APP_SECRET": APP[1],
            "CALENDS_INSTAGRAM_APP_ID": INSTAGRAM_APP[0], "CALENDS_INSTAGRAM_APP_SECRET": INSTAGRAM_APP[1],
        }
        self.output = []
        self.arguments = []

    def calends(self, *arguments, status=0, **environment):
        run = subprocess.run(
            [PROGRAM, *arguments], cwd=self.root, env=self.environment | environment, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=120,
        )
        self.output += [run.stdout, run.stderr]
        self.assertEqual(run.returncode, status, run.stdout + run.stderr)
        return run.stdout + run.stderr

    def login(self, *arguments, visit, status=0):
        """Runs `auth login`, opens what it prints in the browser, and lets `visit` answer the page."""
        process = subprocess.Popen(
            [PROGRAM, "auth", "login", *arguments], cwd=self.root, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        )
        said = ""
        url = None
        while "Waiting for" not in said:
            line = process.stderr.readline()
            if not line:
                break
            said += line
            found = re.search(r"http://\S+oauth\S+", line)
            url = found.group() if found else url
        # What other processes of the machine can see of it.
        self.arguments.append(pathlib.Path(f"/proc/{process.pid}/cmdline").read_text())
        if url:
            self.browser.get(url)
            visit(url)
        rest, more = process.communicate(timeout=60)
        self.output += [rest, said, more]
        self.assertEqual(process.returncode, status, rest + said + more)
        return rest + said + more

    def allow(self, who=None, without=()):
        def visit(_):
            self.screenshot("dialog")
            if who:
                self.browser.find_element(By.XPATH, f"//label[contains(., '{who}')]/input[@name='by']").click()
            for value in without:
                self.browser.find_element(By.CSS_SELECTOR, f"input[value='{value}']").click()
            self.browser.find_element(By.CSS_SELECTOR, "button[value=grant]").click()
            self.arrive("go back to the terminal")

        return visit

    def refuse(self, _):
        self.browser.find_element(By.CSS_SELECTOR, "button[value=refuse]").click()
        self.arrive("go back to the terminal")

    def arrive(self, words):
        WebDriverWait(self.browser, 30).until(lambda browser: words in browser.page_source)
        self.screenshot("arrived")

    def screenshot(self, name):
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            self.browser.save_screenshot(f"{folder}/{self.id().rsplit('.', 1)[1]}-{name}.png")

    def open_shop(self):
        """`init` in an empty folder, with hosting that the sandbox can fetch from."""
        self.calends("init")
        self.host()
        path = self.root / "calendar" / "settings.yaml"
        path.write_text(path.read_text() + f"app: {{redirect: \"http://localhost:{self.port}/back\"}} # ours\n")
        self.bring_picture()

    def host(self):
        """Lets the settings say that media are where the sandbox serves them."""
        path = self.root / "calendar" / "settings.yaml"
        text = re.sub(r"hosting: .*\n", "", path.read_text())
        path.write_text(text + f'hosting: {{kind: url, base: "{self.sandbox.url}/hosted/"}}\n')

    def bring_picture(self):
        hosted = pathlib.Path(self.sandbox.folder.name) / "hosted"
        (hosted / "media").mkdir(parents=True, exist_ok=True)
        shutil.copy(self.root / "media" / "first-post.jpg", hosted / "media" / "first-post.jpg")

    def publish(self, account):
        entry = self.root / "calendar" / "first-post.yaml"
        text = entry.read_text().replace("[example]", f"[{account}]")
        entry.write_text(re.sub(r"publish_at: .*", "publish_at: on-merge", text))
        for command in (["add", "calendar", "media", ".gitignore"], ["commit", "--quiet", "--message", "First post"]):
            subprocess.run(["git", *command], cwd=self.root, env=self.environment, check=True)
        self.calends("apply", "--auto-approve", "--account", account, "-vv")
        for command in (["plan", "--format", "json"], ["plan", "--out", "plan.json"], ["status"], ["show", "first-post"]):
            self.calends(*command)

    def assert_secrets_are_nowhere(self):
        """Looks for every token and secret in all files of the folder, the outputs and the arguments."""
        planted = self.root / "planted"
        for secret in (APP[1], self.sandbox.account("instagram")["token"], base64.b64encode(self.key.encode()).decode()):
            planted.write_text(f"among {secret} others")
            self.assertTrue(self.secrets_found(), "the search finds what was planted")
        planted.unlink()
        self.assertEqual(self.secrets_found(), [])

    def secrets_found(self):
        """The places with a secret in them."""
        data = json.loads((pathlib.Path(self.sandbox.folder.name) / "sandbox.json").read_text())
        platform = data["platform"]
        known = [APP[1], INSTAGRAM_APP[1], self.key, "github-pat", *platform["tokens"], *platform["codes"]]
        self.assertGreater(len(known), 8)
        needles = {kind(secret) for secret in known for kind in (
            lambda text: text.encode(), lambda text: base64.b64encode(text.encode())[:-4],
        )}
        places = {f"output {index}": text.encode() for index, text in enumerate(self.output)}
        places |= {f"arguments {index}": text.encode() for index, text in enumerate(self.arguments)}
        for path in pathlib.Path(self.folder.name).rglob("*"):
            if path.is_file():
                places[str(path)] = path.read_bytes()
        # Objects of git are compressed.
        objects = subprocess.run(
            ["git", "cat-file", "--batch", "--batch-all-objects"], cwd=self.root, env=self.environment,
            capture_output=True, check=True,
        )
        places["git"] = objects.stdout
        self.assertIn(".calends-tokens", " ".join(places))
        return [place for place, content in places.items() if any(needle in content for needle in needles)]

    # Both flows

    def test_instagram_login(self):
        self.open_shop()
        before = (self.root / "calendar" / "settings.yaml").read_text()
        said = self.login(
            "--account", "bakery", "--login", "instagram", "--api", self.sandbox.url, visit=self.allow("@bakery"))
        account = self.sandbox.account("instagram")
        self.assertIn(f"bakery is @bakery ({account['id']}); its token is good until ", said)
        after = (self.root / "calendar" / "settings.yaml").read_text()
        added = f'  bakery: {{platform: instagram, login: instagram, id: "{account["id"]}", token: store:bakery, api: "{self.sandbox.url}"}}\n'
        self.assertEqual(after, before.replace("EXAMPLE_TOKEN}\n", "EXAMPLE_TOKEN}\n" + added))
        self.assertEqual((self.root / ".calends-tokens").stat().st_mode & 0o777, 0o600)
        self.publish("bakery")
        self.assertEqual([medium["account"] for medium in self.sandbox.truth()], [account["id"]])

        # Renewed into a secret of GitHub Actions, once it is a day old there.
        github = GitHub()
        self.addCleanup(github.stop)
        variables = {
            "GITHUB_TOKEN": "github-pat", "GITHUB_REPOSITORY": "bakery/posts", "GITHUB_API_URL": github.url,
            "SEED": account["token"],
        }
        settings = self.root / "calendar" / "settings.yaml"
        settings.write_text(settings.read_text().replace("token: store:bakery", "token: env:SEED"))
        said = self.calends(
            "auth", "refresh", "--account", "bakery", "--github-secret", "BAKERY_TOKEN", "-vv", **variables)
        self.assertRegex(said, r"Z > \d+ PUT http://\S+/actions/secrets/BAKERY_TOKEN \(with Authorization\)\n")
        self.assertIn('"encrypted_value":"(hidden)"', said)
        token, key = github.secrets["BAKERY_TOKEN"]
        self.assertEqual(key, "568250167242549743")
        printed = self.calends("auth", "refresh", "--account", "bakery", "--print", SEED=token)
        self.assertIn("warning: the token of account bakery is not renewed", printed)
        self.assertIn("younger than a day", printed)
        github.status = 403
        self.assertIn(
            "calends: the secret BAKERY_TOKEN is not written — GitHub answers 403 for the secrets of bakery/posts — ",
            self.calends(
                "auth", "refresh", "--account", "bakery", "--github-secret", "BAKERY_TOKEN", status=3, **variables),
        )
        self.assertIn("ok   hosting", self.calends("doctor", "--account", "bakery", SEED=token))
        self.assert_secrets_are_nowhere()

    def test_facebook_login(self):
        self.open_shop()
        said = self.login(
            "--account", "atelier", "--login", "facebook", "--api", self.sandbox.url,
            visit=self.allow("Owner of atelier"))
        account = self.sandbox.account("facebook")
        self.assertIn(f"found    @atelier ({account['id']})", said)
        self.assertIn(f"atelier is @atelier ({account['id']}); its token is good without an end", said)
        self.publish("atelier")
        self.assertEqual([medium["account"] for medium in self.sandbox.truth()], [account["id"]])
        status = self.calends("auth", "status", "--account", "atelier")
        self.assertRegex(status, r"ok   atelier data access open for 89 days, until ")
        self.assertIn("ok   atelier token       without an end", status)
        self.assertIn("renewed  atelier, good until ", self.calends("auth", "refresh", "--account", "atelier"))
        self.assert_secrets_are_nowhere()

    def paste(self, change):
        """Runs `auth login` for the account of Instagram, and pastes what `change` makes of the browser's address."""
        process = subprocess.Popen(
            [PROGRAM, "auth", "login", "--account", "bakery", "--login", "instagram", "--api", self.sandbox.url],
            cwd=self.root, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            stdin=subprocess.PIPE, text=True,
        )
        url = None
        while not url:
            found = re.search(r"http://\S+oauth\S+", process.stderr.readline())
            url = found and found.group()
        self.browser.get(url)
        self.browser.find_element(By.XPATH, "//label[contains(., '@bakery')]/input[@name='by']").click()
        self.browser.find_element(By.CSS_SELECTOR, "button[value=grant]").click()
        WebDriverWait(self.browser, 30).until(lambda browser: "code=" in browser.current_url)
        said = "".join(process.communicate(change(self.browser.current_url) + "\n", timeout=60))
        self.output.append(said)
        return process.returncode, said

    def test_pasted_address(self):
        """Where nothing answers at the end of a login, the browser's address bar has what is asked for."""
        self.open_shop()
        settings = self.root / "calendar" / "settings.yaml"
        settings.write_text(settings.read_text().replace("http://localhost", "https://localhost"))

        status, said = self.paste(lambda address: re.sub(r"state=[^&#]*", "state=guess", address))
        self.assertEqual(status, 3, said)
        self.assertIn("calends: this answer belongs to another login — its state is not the one that was sent", said)
        status, said = self.paste(lambda address: "https://localhost/")
        self.assertEqual(status, 3, said)
        self.assertIn("calends: this address holds no answer of a login — ", said)
        status, said = self.paste(lambda address: address)
        self.assertEqual(status, 0, said)
        self.assertIn("bakery is @bakery ", said)
        self.assert_secrets_are_nowhere()

    def test_without_settings(self):
        """From a folder with nothing in it: the login writes the settings, and `init` adds what is missing."""
        self.environment["TZ"] = "Europe/Paris"
        status, said = self.paste(lambda address: address)
        self.assertEqual(status, 0, said)
        self.assertIn("created  calendar/settings.yaml, with bakery in it; calends init adds the rest", said)
        settings = self.root / "calendar" / "settings.yaml"
        account = self.sandbox.account("instagram")
        self.assertEqual(
            settings.read_text(),
            f'version: 1\ntimezone: Europe/Paris\naccounts:\n  bakery: {{platform: instagram, login: instagram, '
            f'id: "{account["id"]}", token: store:bakery, api: "{self.sandbox.url}"}}\n',
        )
        self.calends("validate")
        self.assertIn("ok   bakery identity    @bakery, by Instagram Login", self.calends("auth", "status"))
        self.host()
        self.assertIn("kept     calendar/settings.yaml", self.calends("init"))
        self.assertIn("accounts: [bakery]", (self.root / "calendar" / "first-post.yaml").read_text())
        self.bring_picture()
        self.publish("bakery")
        self.assertEqual([medium["account"] for medium in self.sandbox.truth()], [account["id"]])
        self.assert_secrets_are_nowhere()

    # What goes wrong, each with its message

    def test_refusals(self):
        self.open_shop()
        arguments = ("--account", "bakery", "--login", "instagram", "--api", self.sandbox.url)
        said = self.login(*arguments, visit=self.refuse, status=3)
        self.assertIn("calends: the login was refused: Permissions error — ", said)

        def other_state(url):
            self.browser.get(f"http://localhost:{self.port}/back?code=x&state=guess")
            self.arrive("not the login that calends waits for")
            self.browser.get(url)
            self.refuse(url)

        self.assertIn("the login was refused", self.login(*arguments, visit=other_state, status=3))
        self.login(*arguments, visit=self.allow("@bakery"))
        said = self.login("--account", "bakery", visit=self.allow("@atelier"), status=3)
        self.assertRegex(said, r"calends: this login does not reach \d+, which is account bakery — it reaches @atelier ")
        page = ("--account", "shop", "--login", "page", "--api", self.sandbox.url)

        def no_page(_):
            self.browser.find_element(By.XPATH, "//label[contains(., 'Owner of bakery-page')]/input").click()
            for box in self.browser.find_elements(By.NAME, "page"):
                box.click()
            self.browser.find_element(By.CSS_SELECTOR, "button[value=grant]").click()
            self.arrive("go back to the terminal")

        self.assertIn("calends: this login reaches no account — ", self.login(*page, visit=no_page, status=3))
        early = self.calends("auth", "refresh", "--account", "bakery")
        self.assertIn("is not renewed — it is younger than a day — try again after ", early)
        self.sandbox.control("platform", shortTokenLife=0)
        expired = self.login(*arguments[:2], visit=self.allow("@bakery"), status=3)
        self.assertIn("calends: the token of account bakery has expired — ", expired)
        self.sandbox.control("platform", shortTokenLife=3600)
        self.sandbox.advance(61 * 86400)
        self.assertIn("fail bakery identity the token of account bakery has expired: ", self.calends(
            "auth", "status", "--account", "bakery", status=3))
        self.login(*arguments[:2], visit=self.allow("@bakery", without=["instagram_business_content_publish"]))
        lacking = self.calends("auth", "status", "--account", "bakery", status=0)
        self.assertIn("ok   bakery identity", lacking)
        self.publish_fails("bakery")
        self.sandbox.control("tokens", account="bakery", revoked=True)
        revoked = self.calends("auth", "status", "--account", "bakery", status=3)
        self.assertIn("the app was removed from account bakery: ", revoked)
        self.assert_secrets_are_nowhere()

    def publish_fails(self, account):
        entry = self.root / "calendar" / "first-post.yaml"
        entry.write_text(entry.read_text().replace("[example]", f"[{account}]"))
        missing = self.calends("auth", "status", "--account", account, status=3)
        self.assertIn("permissions instagram_business_content_publish is missing, to publish — ", missing)


if __name__ == "__main__":
    unittest.main()
