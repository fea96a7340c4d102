"""`calends doctor` on hosting in a store that others wrote: writable, publicly readable, and each way it is not."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from rehearsal import ROOT
from s3_servers import Front, Moto

PROGRAM = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))


class Doctor(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.store = Moto()
        cls.front = Front(cls.store)

    @classmethod
    def tearDownClass(cls):
        cls.front.stop()
        cls.store.stop()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "calendar").mkdir()
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=self.root, check=True)

    def hosting(self, keys=None, bucket="media"):
        """The lines about hosting; what changes with each run made plain."""
        access_key, secret_key = keys or (self.store.access_key, self.store.secret_key)
        (self.root / "calendar" / "settings.yaml").write_text(
            "version: 1\ntimezone: UTC\naccounts: {}\n"
            f"hosting: {{kind: s3, endpoint: \"{self.store.url}\", bucket: {bucket}, region: eu-test-1, "
            f"addressing: path, access_key: env:S3_KEY, secret_key: env:S3_SECRET, public_url: \"{self.front.url}\"}}\n")
        run = subprocess.run(
            [PROGRAM, "doctor", "-vv"], cwd=self.root, capture_output=True, text=True, timeout=120,
            env={"PATH": os.environ["PATH"], "HOME": str(self.root), "S3_KEY": access_key, "S3_SECRET": secret_key})
        self.assertNotIn(secret_key, run.stdout + run.stderr)
        self.assertNotRegex(run.stderr, "(?i)signature=[0-9a-f]|credential=[0-9a-z]")
        self.assertRegex(run.stderr, r"Z > 1 [A-Z]+ http://\S+ \(with Authorization\)\n")
        lines = [re.sub(" +", " ", line) for line in run.stdout.splitlines() if " hosting " in line]
        self.assertEqual(run.returncode, 3 if any(line.startswith("fail") for line in lines) else 0, run.stdout + run.stderr)
        plain = re.sub(r" \(request [^)]*\)", "", re.sub(r"127\.0\.0\.1:\d+", "HOST", "\n".join(lines)))
        self.assertEqual(self.store.s3.list_objects_v2(Bucket="media").get("KeyCount"), 0, "something was left behind")
        return plain

    def test_well(self):
        good = "ok hosting writing media can be written\nok hosting reading HOST serves media to everybody"
        self.assertEqual(self.hosting(), good)
        self.assertEqual(self.hosting(keys=self.store.least), good)

    def test_keys(self):
        self.assertEqual(
            self.hosting(keys=("AKIANOBODY", "x" * 40)),
            "fail hosting writing the store knows no such access key: PutObject at HOST: 403 InvalidAccessKeyId: The AWS "
            "Access Key Id you provided does not exist in our records. — look at the value behind hosting.access_key: it "
            "may be deleted, or of another store")
        self.assertEqual(
            self.hosting(keys=(self.store.access_key, "y" * 40)),
            "fail hosting writing the store counts another signature than we do: the secret key is wrong: PutObject at "
            "HOST: 403 SignatureDoesNotMatch: The request signature we calculated does not match the signature you "
            "provided. Check your key and signing method. — set the value behind hosting.secret_key anew, whole and "
            "without spaces")
        self.assertEqual(
            self.hosting(keys=self.store.reader),
            "fail hosting writing the access key may not do this: PutObject: PutObject at HOST: 403 AccessDenied: Access "
            "Denied — allow it s3:PutObject on the bucket 'media' (docs/media.md)")

    def test_bucket(self):
        self.assertEqual(
            self.hosting(bucket="elsewhere"),
            "fail hosting writing there is no bucket 'elsewhere': PutObject at HOST: 404 NoSuchBucket: The specified "
            "bucket does not exist — create it, or correct hosting.bucket, hosting.endpoint or hosting.addressing")

    def test_private(self):
        self.front.is_private = True
        self.addCleanup(setattr, self.front, "is_private", False)
        self.assertEqual(
            self.hosting(),
            "ok hosting writing media can be written\nfail hosting reading HOST answers 403 where a medium should be — "
            "serve the media there, to everybody, without a login")


if __name__ == "__main__":
    unittest.main()
