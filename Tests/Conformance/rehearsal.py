"""What every test of this folder rehearses on: a sandbox, and a host for the media it fetches."""

import http.server
import json
import os
import pathlib
import struct
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests" / "GraphSandboxTests" / "Fixtures"
VERSION = "v25.0"


def jpeg(width, height):
    """A JPEG whose frame header says this size."""
    picture = bytearray((FIXTURES / "picture.jpg").read_bytes())
    frame = picture.index(b"\xff\xc0")
    picture[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(picture)


class MediaHost:
    """Files on loopback, as a user's own host would serve them, and a list of who asked for which."""

    def __init__(self):
        files = {
            "/square.jpg": ("image/jpeg", jpeg(1080, 1080)),
            "/portrait.jpg": ("image/jpeg", jpeg(1080, 1350)),
            "/tall.jpg": ("image/jpeg", jpeg(1080, 1920)),
            "/picture.png": ("image/png", (FIXTURES / "picture.png").read_bytes()),
            "/film.mp4": ("video/mp4", (FIXTURES / "film.mp4").read_bytes()),
            "/reel.mp4": ("video/mp4", (FIXTURES / "reel.mp4").read_bytes()),
            "/text.jpg": ("image/jpeg", b"this is no picture"),
        }

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                kind, body = files.get(self.path, ("text/plain", None))
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Sandbox:
    """A running `calends sandbox` with a data folder of its own and a clock that stands still."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        program = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))
        self.process = subprocess.Popen(
            [program, "sandbox", "--quiet", "--port", "0", "--data", self.folder.name],
            cwd=self.folder.name, stdout=subprocess.PIPE, text=True,
        )
        announced = json.loads(self.process.stdout.readline())
        self.url = announced["url"]
        self.accounts = announced["accounts"]
        self.control("clock", freeze=True)

    def account(self, login):
        return next(
            account for account in self.accounts if account["platform"] == "instagram" and account["login"] == login
        )

    def control(self, name, **settings):
        request = urllib.request.Request(
            f"{self.url}/_sandbox/{name}", json.dumps(settings).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def read(self, name):
        with urllib.request.urlopen(f"{self.url}/_sandbox/{name}") as answer:
            return json.load(answer)

    def advance(self, seconds):
        self.control("clock", advance=seconds)

    def truth(self):
        """Everything ever published, as the sandbox itself knows it."""
        return self.read("media")["media"]

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stdout.close()
        self.folder.cleanup()


class Rehearsal(unittest.TestCase):
    """A test case with a sandbox and a media host for each of its tests."""

    maxDiff = None

    def setUp(self):
        self.host = MediaHost()
        self.addCleanup(self.host.stop)
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.stop)
        self.facebook = self.sandbox.account("facebook")
        self.instagram = self.sandbox.account("instagram")

    def media(self, name):
        return f"{self.host.url}/{name}"

    def poll(self, read_status):
        """Asks as a client does, the sandbox's clock moving on between the questions, until it is not IN_PROGRESS."""
        seen = []
        for _ in range(400):
            status = read_status()
            if not seen or seen[-1] != status:
                seen.append(status)
            if status != "IN_PROGRESS":
                return seen
            self.sandbox.advance(1)
            # The fetch of a video is real work of the sandbox, beside its clock.
            time.sleep(0.02)
        self.fail(f"still IN_PROGRESS: {seen}")
