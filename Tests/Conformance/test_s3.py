"""Hosting in S3 against servers that others wrote: OpenStack Swift's S3 layer, and moto with its signature checks on."""

import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from moto.s3.models import s3_backends

from rehearsal import FIXTURES, ROOT, Sandbox
from s3_servers import Front, Line, Moto, Swift, client

CALENDS = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))
RUNNER = os.environ.get("HOSTING_RUNNER", str(ROOT / ".build" / "debug" / "hosting-runner"))
PART = 16 << 20


class HostingTest(unittest.TestCase):
    """What every store must do: one object for one content, the right words for what goes wrong."""

    maxDiff = None

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.picture = self.file("picture.jpg", (FIXTURES / "picture.jpg").read_bytes() + os.urandom(20_000))

    def file(self, name, content):
        path = pathlib.Path(self.folder.name, name)
        path.write_bytes(content)
        return str(path)

    def film(self, megabytes):
        return self.file("film.jpg", (FIXTURES / "picture.jpg").read_bytes() + os.urandom(megabytes << 20))

    def configuration(self, **changes):
        return {
            "endpoint": self.server.url, "bucket": "media", "access_key": self.server.access_key,
            "secret_key": self.server.secret_key, "tries": 2, **changes,
        }

    def start(self, *files, **changes):
        return subprocess.Popen(
            [RUNNER, json.dumps(self.configuration(**changes)), *files], stdout=subprocess.PIPE, text=True
        )

    def host(self, *files, **changes):
        """The last that is told of each file, and what was told on the way."""
        process = self.start(*files, **changes)
        output, _ = process.communicate(timeout=120)
        self.assertIn(process.returncode, (0, 1))
        lines = [json.loads(line) for line in output.splitlines()]
        return [line for line in lines if "sent" not in line], [line for line in lines if "sent" in line]

    def hosted(self, *files, **changes):
        ends, _ = self.host(*files, **changes)
        self.assertEqual([end.get("message") for end in ends], [None] * len(files))
        return [end["url"] for end in ends]

    def refused(self, **changes):
        """Why the picture is not hosted, and what mends it; what changes with each run made plain."""
        before = self.objects()
        ends, _ = self.host(self.picture, **changes)
        self.assertEqual(self.objects(), before, "something was left behind")
        message = ends[0]["message"].replace(self.picture, "FILE")
        message = re.sub(r"127\.0\.0\.1:\d+", "HOST", re.sub(r" \(request [^)]*\)", "", message))
        return message.removeprefix("hosting FILE: "), ends[0]["fix"]

    def objects(self):
        found = self.s3.list_objects_v2(Bucket="media").get("Contents", [])
        return {entry["Key"]: entry["Size"] for entry in found}

    def pending(self):
        return self.s3.list_multipart_uploads(Bucket="media").get("Uploads", [])


class SwiftTest(HostingTest):
    @classmethod
    def setUpClass(cls):
        cls.server = Swift()
        cls.addClassCleanup(cls.server.stop)
        cls.s3 = client(cls.server.url, cls.server.access_key, cls.server.secret_key)
        cls.s3.create_bucket(Bucket="media")

    def setUp(self):
        super().setUp()
        self.line = Line(self.server.url)
        self.addCleanup(self.line.stop)

    def limit(self, size):
        """Sets the bucket's quota, for which S3 has no word."""
        request = urllib.request.Request(
            self.server.open_url + "/media", method="POST", headers={"X-Container-Meta-Quota-Bytes": size}
        )
        urllib.request.urlopen(request, timeout=20).close()

    def test_a_signed_url_shows_the_file_to_anybody(self):
        for addressing in ("path", None):
            [url] = self.hosted(self.picture, look=True, addressing=addressing)
            with urllib.request.urlopen(url, timeout=20) as answer:
                self.assertEqual(answer.read(), pathlib.Path(self.picture).read_bytes())
                self.assertEqual(answer.headers["Content-Type"], "image/jpeg")
            with self.assertRaises(urllib.error.HTTPError):
                urllib.request.urlopen(url.replace("x-mark=tag", "x-mark=other"), timeout=20)

    def test_the_same_bytes_are_uploaded_once_ever(self):
        for _ in range(2):
            self.hosted(self.picture, endpoint=self.line.url, region="eu-test-1")
        self.assertEqual((self.line.count("HEAD"), self.line.count("PUT")), (2, 1))

    def test_the_region_is_found_out(self):
        self.hosted(self.picture, region="auto")
        self.assertEqual(
            self.refused(region="eu-other-1"),
            (
                "the bucket is in another region: eu-test-1 — PutObject at HOST: 400 AuthorizationHeaderMalformed: The"
                " authorization header is malformed; the region 'eu-other-1' is wrong; expecting 'eu-test-1'",
                "write region: eu-test-1 in hosting, and its endpoint",
            ),
        )

    def test_what_is_wrong_is_named(self):
        wrong = "The request signature we calculated does not match the signature you provided. Check your key and" \
            " signing method."
        for changes, message, fix in (
            (
                {"secret_key": "wrong"},
                "the store counts another signature than we do: the secret key is wrong — PutObject at HOST: 403"
                f" SignatureDoesNotMatch: {wrong}",
                "set the value behind hosting.secret_key anew, whole and without spaces",
            ),
            (
                {"bucket": "nowhere"},
                "there is no bucket 'nowhere' — PutObject at HOST: 404 NoSuchBucket: The specified bucket does not exist.",
                "create it, or correct hosting.bucket, hosting.endpoint or hosting.addressing",
            ),
            (
                {"access_key": "bakery:guest", "secret_key": "visiting"},
                "the access key may not do this: PutObject — PutObject at HOST: 403 AccessDenied: Access Denied.",
                "allow it s3:PutObject on the bucket 'media' (docs/media.md)",
            ),
            (
                {"clock_offset": -7200},
                "this machine's clock is 2 hours behind the store's — PutObject at HOST: 403 RequestTimeTooSkewed: The"
                " difference between the request time and the current time is too large.",
                "set this machine's clock, best by NTP: stores refuse what is more than 15 minutes off",
            ),
            (
                {"endpoint": "http://127.0.0.1:9"},
                "the store does not answer — HeadObject at 127.0.0.1: 127.0.0.1: no connection (Failed to connect to"
                " 127.0.0.1 port 9: Connection refused)",
                "look at hosting.endpoint and the network, then run apply again",
            ),
        ):
            with self.subTest(**changes):
                told, mend = self.refused(**changes)
                told = re.sub(r" after \d+ ms", "", told).replace("Couldn't connect to server", "Connection refused")
                self.assertEqual((told, mend), (message, fix))

    def test_a_full_bucket_is_named_and_a_rerun_completes(self):
        self.limit("1000")
        try:
            told, fix = self.refused()
            self.assertTrue(told.startswith("the store has no room for it — PutObject at HOST: 4"), told)
            self.assertEqual(fix, "raise the quota, or make room: calends media gc removes what is no longer needed")
        finally:
            self.limit("")
        self.hosted(self.picture)

    def test_a_private_bucket_is_named_before_anything_is_published(self):
        private = self.server.url + "/v1/AUTH_bakery/media/"
        [end], _ = self.host(self.picture, look=True, public_url=private)
        self.assertIn("it is not public: 127.0.0.1", end["message"])
        self.assertEqual(end["fix"], "make the objects public, or remove hosting.public_url: URLs are then signed")
        [url] = self.hosted(self.picture, look=True, public_url=self.server.open_url + "/media")
        with urllib.request.urlopen(url, timeout=20) as answer:
            self.assertEqual(answer.read(), pathlib.Path(self.picture).read_bytes())

    def test_a_line_that_breaks_in_the_middle_of_a_part_loses_nothing(self):
        film = self.film(40)
        size = os.path.getsize(film)
        before = self.objects()
        self.line.breaks_after = 24 << 20
        [end], _ = self.host(film, endpoint=self.line.url, region="eu-test-1", tries=1)
        self.assertTrue(self.line.is_broken)
        self.assertIn("the store does not answer — UploadPart at 127.0.0.1", end["message"])
        self.assertTrue(end["waits"])
        self.assertEqual(self.objects(), before, "half a file is public")
        self.assertEqual(len(self.pending()), 1)
        arrived = sum(
            part["Size"]
            for part in self.s3.list_parts(
                Bucket="media", Key=self.pending()[0]["Key"], UploadId=self.pending()[0]["UploadId"]
            ).get("Parts", [])
        )
        self.line.mend()
        self.hosted(film, endpoint=self.line.url, region="eu-test-1")
        self.assertIn(size, self.objects().values())
        self.assertEqual(self.pending(), [])
        self.assertLess(self.line.sent, size - arrived + (1 << 20), "parts that had arrived were sent again")

    def test_a_process_that_dies_in_the_middle_is_followed_by_one_that_goes_on(self):
        film = self.film(50)
        process = self.start(film)
        # Parts travel side by side, so the smaller last one may be among the first.
        sent = json.loads(process.stdout.readline())["sent"]
        self.assertLess(sent, os.path.getsize(film))
        process.kill()
        process.wait()
        process.stdout.close()
        before = len(self.objects())
        [end], told = self.host(film)
        self.assertIn("url", end)
        self.assertGreaterEqual(told[0]["sent"], sent, "it began anew")
        self.assertEqual((len(self.objects()), self.pending()), (before + 1, []))


class MotoTest(HostingTest):
    @classmethod
    def setUpClass(cls):
        cls.server = Moto()
        cls.addClassCleanup(cls.server.stop)
        cls.s3 = cls.server.s3

    def setUp(self):
        super().setUp()
        self.front = Front(self.server)
        self.addCleanup(self.front.stop)

    def test_what_is_wrong_is_named(self):
        for changes, message in (
            (
                {"access_key": "AKIAUNKNOWNUNKNOWN00"},
                "the store knows no such access key — PutObject at HOST: 403 InvalidAccessKeyId: The AWS Access Key Id"
                " you provided does not exist in our records.",
            ),
            (
                {"secret_key": "wrong"},
                "the store counts another signature than we do: the secret key is wrong — PutObject at HOST: 403"
                " SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided."
                " Check your key and signing method.",
            ),
            (
                dict(zip(("access_key", "secret_key"), self.server.reader)),
                "the access key may not do this: PutObject — PutObject at HOST: 403 AccessDenied: Access Denied",
            ),
        ):
            with self.subTest(**changes):
                self.assertEqual(self.refused(**changes)[0], message)

    def test_the_least_rights_are_enough(self):
        keys = dict(zip(("access_key", "secret_key"), self.server.least))
        film = self.film(20)
        self.hosted(self.picture, film, **keys)
        self.assertEqual(self.pending(), [])
        self.assertTrue({os.path.getsize(film), os.path.getsize(self.picture)} <= set(self.objects().values()))

    def test_two_runners_at_once_make_one_object(self):
        film = self.film(20)
        before = len(self.objects())
        runners = [self.start(film, self.picture) for _ in range(3)]
        for runner in runners:
            output, _ = runner.communicate(timeout=120)
            self.assertEqual(runner.returncode, 0, output)
        self.assertEqual((len(self.objects()), self.pending()), (before + 2, []))

    def open_shop(self, prefix, entries):
        """A repository of entries, media and settings, whose account is a sandbox's."""
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.stop)
        account = self.sandbox.account("instagram")
        self.shop = shop = pathlib.Path(self.folder.name, "shop")
        (shop / "calendar").mkdir(parents=True)
        (shop / "media").mkdir()
        # Pictures that go out as they are, each another one.
        pictures = sorted((ROOT / "media" / "november").glob("*.jpg"))
        for (name, text), picture in zip(entries.items(), pictures):
            (shop / "calendar" / f"{name}.yaml").write_text(text)
            (shop / "media" / f"{name}.jpg").write_bytes(picture.read_bytes())
        (shop / ".gitignore").write_text(".calends/\n")
        (shop / "calendar" / "settings.yaml").write_text(
            f"""version: 1
timezone: UTC
accounts:
  bakery: {{platform: instagram, login: instagram, id: "{account['id']}", token: env:TOKEN, api: "{self.sandbox.url}"}}
hosting: {{kind: s3, endpoint: "{self.server.url}", bucket: media, public_url: "{self.front.url}/", access_key: env:S3_KEY, secret_key: env:S3_SECRET, prefix: {prefix}}}
defaults: {{accounts: [bakery]}}
"""
        )
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": self.folder.name, "TOKEN": account["token"],
            "S3_KEY": self.server.access_key, "S3_SECRET": self.server.secret_key, "NO_PROXY": "127.0.0.1",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        }
        for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "Begin"]):
            subprocess.run(["git", *command], cwd=shop, env=self.environment, check=True)

    def calends(self, *arguments):
        done = subprocess.run(
            [CALENDS, *arguments], cwd=self.shop, env=self.environment, capture_output=True, text=True, timeout=60
        )
        return done.returncode, done.stdout, done.stderr

    def apply(self):
        status, output, _ = self.calends("apply", "--auto-approve", "--format", "json")
        return status, [json.loads(line) for line in output.splitlines()]

    def test_apply_publishes_from_the_bucket_and_names_a_private_one(self):
        self.open_shop(
            "shop/", {"bread": "kind: post\npublish_at: on-merge\ncaption: Bread\nmedia: [media/bread.jpg]\n"}
        )
        sandbox, apply = self.sandbox, self.apply

        self.front.is_private = True
        status, events = apply()
        failed = [event for event in events if event["event"] == "failed"]
        self.assertEqual(
            [re.sub(r"127\.0\.0\.1:\d+", "HOST", event["reason"]) for event in failed],
            ["hosting media/bread.jpg: it is not public: HOST answers 403"], events,
        )
        self.assertEqual((status, sandbox.truth()), (3, []))

        self.front.is_private = False
        status, events = apply()
        self.assertEqual(status, 0, events)
        self.assertEqual(len(sandbox.truth()), 1)
        keys = [key for key in self.objects() if key.startswith("shop/")]
        self.assertEqual(len(keys), 1)
        # Once by us, as the platform would, and once by the platform.
        fetched = [agent for path, agent in self.front.requests if path.startswith("/" + keys[0])][1:]
        self.assertEqual(len(fetched), 2)
        self.assertEqual(len(set(fetched)), 1)
        self.assertEqual(apply()[0], 0)
        self.assertEqual(len(sandbox.truth()), 1)

    def test_gc_removes_what_nothing_needs_and_nothing_else(self):
        post = "kind: post\npublish_at: {}\ncaption: {}\nmedia: [media/{}.jpg]\n"
        self.open_shop("bakery/", {
            "now": post.format("on-merge", "Now", "now"), "later": post.format("2099-01-01 09:00", "Later", "later"),
        })
        self.assertEqual(self.apply()[0], 0)
        bucket = s3_backends["123456789012"]["aws"].buckets["media"]
        names = {
            name: "bakery/%s.jpg" % hashlib.sha256((self.shop / "media" / f"{name}.jpg").read_bytes()).hexdigest()
            for name in ("now", "later")
        }
        names |= {
            "useless": "bakery/%s.jpg" % ("a" * 64), "young": "bakery/%s.jpg" % ("b" * 64), "page": "bakery/index.html",
            "other": "other/%s.jpg" % ("a" * 64), "deeper": "bakery/more/%s.jpg" % ("a" * 64),
        }
        for name in ("later", "useless", "young", "page", "other", "deeper"):
            self.s3.put_object(Bucket="media", Key=names[name], Body=b"12345")
        # moto says of all uploads that they were begun in 2010.
        self.s3.create_multipart_upload(Bucket="media", Key="bakery/%s.mp4" % ("c" * 64))
        month_ago = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - datetime.timedelta(days=30)
        for name in names.keys() - {"young"}:
            bucket.keys[names[name]].last_modified = month_ago
        before = self.objects()

        report = {
            "version": 1, "dry_run": True, "kept": 3, "uploads": ["c" * 64 + ".mp4"],
            "cache": {"removed": 0, "bytes": 0},
            "removed": [{"name": "a" * 64 + ".jpg", "size": 5, "hosted_at": month_ago.strftime("%Y-%m-%dT%H:%M:%SZ")}],
        }
        status, output, told = self.calends("media", "gc", "--dry-run", "--format", "json")
        self.assertEqual((status, told), (0, ""))
        self.assertEqual(json.loads(output), report)
        self.assertEqual(self.objects(), before)
        status, output, _ = self.calends("media", "gc", "--auto-approve")
        self.assertEqual(
            (status, output),
            (
                0,
                f"removed {'a' * 64}.jpg  0.0 MB, hosted {month_ago:%Y-%m-%d}\n"
                f"removed {'c' * 64}.mp4  an upload that was given up\n"
                "Removed 1 file of 0.0 MB; 3 files stay.\n",
            ),
        )
        del before[names["useless"]]
        self.assertEqual(self.objects(), before)
        self.assertEqual(self.pending(), [])

        self.environment["S3_SECRET"] = "wrong"
        status, _, told = self.calends("media", "gc", "--auto-approve")
        self.assertEqual(status, 3)
        self.assertIn("the store counts another signature than we do: the secret key is wrong", told)


# The class that others build on has no tests of its own.
del HostingTest


if __name__ == "__main__":
    unittest.main()
