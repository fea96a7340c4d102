"""act runs the workflow that init writes, and check-jsonschema checks it: a job as GitHub would run it, offline.

act leaves out actions/checkout, for it works in a copy of the checkout itself, and takes this repository's action from
a folder (--local-repository). GitHub's comments are kept by a server of this file's own; the remote is a bare repository,
and the platform is calends' sandbox.
"""

import functools
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

from rehearsal import ROOT, Sandbox

CALENDS = os.environ.get("CALENDS", str(ROOT / ".build" / "debug" / "calends"))
ACT = pathlib.Path(sys.executable).with_name("act")
MARKER = "<!-- calends plan -->"


class Comments:
    """As much of GitHub's REST API as keeps the comments of one pull request, in pages of two."""

    def __init__(self, token):
        self.comments, self.calls, self.may_write = [], [], True
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, status, body, **headers):
                text = json.dumps(body).encode()
                self.send_response(status)
                for name, value in {"Content-Length": str(len(text)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)

            def body(self):
                return json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]

            def handle_call(self):
                path, _, query = self.path.partition("?")
                outer.calls.append(self.command)
                if token not in (self.headers["Authorization"] or "").split() + [self.headers["PRIVATE-TOKEN"]]:
                    return self.answer(401, {"message": "Bad credentials"})
                if self.command != "GET" and not outer.may_write:
                    return self.answer(403, {"message": "Resource not accessible by integration"})
                if self.command == "GET" and re.fullmatch(r"/repos/[^/]+/[^/]+/issues/7/comments", path):
                    page = int((re.search(r"[?&]page=(\d+)", "?" + query) or [0, 1])[1])
                    shown = outer.comments[2 * page - 2 : 2 * page]
                    link = f'<http://{self.headers["Host"]}{path}?page={page + 1}>; rel="next"'
                    return self.answer(200, shown, **({"Link": link} if 2 * page < len(outer.comments) else {}))
                if self.command == "POST" and re.fullmatch(r"/repos/[^/]+/[^/]+/issues/7/comments", path):
                    outer.comments.append(outer.own(self.body()))
                    return self.answer(201, outer.comments[-1])
                # GitLab's own words for the same.
                if (self.command, path) == ("GET", "/user"):
                    return self.answer(200, {"id": 5})
                notes = re.fullmatch(r"/projects/calends%2Fshop/merge_requests/7/notes(?:/(\d+))?", path)
                if notes and (self.command, notes[1]) == ("GET", None):
                    return self.answer(200, outer.comments)
                if notes and (self.command, notes[1]) == ("POST", None):
                    outer.comments.append(outer.own(self.body()))
                    return self.answer(201, outer.comments[-1])
                if notes and self.command == "PUT":
                    comment = next(comment for comment in outer.comments if comment["id"] == int(notes[1]))
                    comment["body"] = self.body()
                    return self.answer(200, comment)
                found = re.fullmatch(r"/repos/[^/]+/[^/]+/issues/comments/(\d+)", path)
                if self.command == "PATCH" and found:
                    comment = next(comment for comment in outer.comments if comment["id"] == int(found[1]))
                    comment["body"] = self.body()
                    return self.answer(200, comment)
                return self.answer(404, {"message": "Not Found"})

            do_GET = do_POST = do_PATCH = do_PUT = handle_call

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def own(self, body):
        """A comment as the job's own token writes one."""
        return {"id": 100 + len(self.comments), "body": body, "user": {"type": "Bot"}, "author": {"id": 5}}

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Workflow(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.repository, self.remote = self.root / "repository", self.root / "remote.git"
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.stop)
        self.sandbox.control("clock", freeze=False)
        self.account = self.sandbox.account("instagram")
        self.comments = Comments("job-token")
        self.addCleanup(self.comments.stop)
        self.serve_media()
        self.write_action()
        self.write_repository()

    def serve_media(self):
        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

        self.repository.mkdir()
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Handler, directory=str(self.repository))
        )
        self.hosted = "http://127.0.0.1:%d" % server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(lambda: (server.shutdown(), server.server_close()))

    def write_action(self):
        """The files of this repository that its action consists of, and a calends that tells what it was given."""
        self.action = self.root / "action"
        (self.action / "scripts").mkdir(parents=True)
        shutil.copy(ROOT / "action.yml", self.action)
        shutil.copytree(ROOT / "scripts" / "ci", self.action / "scripts" / "ci")
        self.bin, self.given = self.root / "bin", self.root / "given"
        self.bin.mkdir()
        (self.bin / "calends").write_text(
            f'#!/bin/sh\nprintf "%s %s\\n" "$1" "${{EXAMPLE_TOKEN:-none}}" >>{self.given}\nexec {CALENDS} "$@"\n'
        )
        (self.bin / "calends").chmod(0o755)

    def git(self, *arguments, folder=None):
        return subprocess.run(
            ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments], cwd=folder or self.repository,
            check=True, capture_output=True, text=True,
        ).stdout

    def write_repository(self):
        self.git("init", "-q", "--bare", "-b", "main", str(self.remote))
        self.git("init", "-q", "-b", "main")
        subprocess.run([CALENDS, "init", "-q", "--ci", "github"], cwd=self.repository, check=True)
        settings = self.repository / "calendar" / "settings.yaml"
        text = re.sub(
            r"  example: .*",
            "  example: {platform: instagram, login: instagram, id: \"%s\", token: env:EXAMPLE_TOKEN, api: %s}"
            % (self.account["id"], self.sandbox.url), settings.read_text(),
        )
        settings.write_text(re.sub(r"hosting: .*", 'hosting: {kind: url, base: "%s/"}' % self.hosted, text))
        entry = self.repository / "calendar" / "first-post.yaml"
        entry.write_text(re.sub(r"publish_at: .*", "publish_at: on-merge", entry.read_text()))
        workflow = self.repository / ".github" / "workflows" / "calends.yml"
        workflow.write_text(
            workflow.read_text().replace(
                "- uses: your_account/calends@commit", f"- uses: your_account/calends@commit\n        with:\n          api: {self.comments.url}", 1
            )
        )
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Open the shop")
        self.git("remote", "add", "origin", str(self.remote))
        self.git("push", "-q", "origin", "main")

    def act(self, event):
        """Runs the jobs of an event; answers whether they succeeded, and what they said."""
        payload = self.root / "event.json"
        payload.write_text(
            json.dumps(
                {
                    "number": 7, "repository": {"full_name": "calends/shop", "default_branch": "main"},
                    "pull_request": {"number": 7, "head": {"ref": "december"}, "base": {"ref": "main"}},
                }
                if event == "pull_request" else {"ref": "refs/heads/main"}
            )
        )
        environment = {
            "PATH": f"{self.bin}:{os.environ['PATH']}", "HOME": str(self.root), "XDG_CACHE_HOME": str(self.root / "cache"),
            "NO_PROXY": "127.0.0.1", "GIT_CONFIG_NOSYSTEM": "1",
        }
        run = subprocess.run(
            [
                ACT, event, "--eventpath", payload, "--platform", "ubuntu-latest=-self-hosted", "--action-offline-mode",
                "--local-repository", f"your_account/calends@commit={self.action}", "--secret", "GITHUB_TOKEN=job-token",
                "--secret", f"EXAMPLE_TOKEN={self.account['token']}", "--env", "GITHUB_REPOSITORY=calends/shop",
                "--no-cache-server",
            ],
            cwd=self.repository, env=environment, capture_output=True, text=True, timeout=240, stdin=subprocess.DEVNULL,
        )
        output = run.stdout + run.stderr
        self.assertNotIn(self.account["token"], output)
        return run.returncode == 0, output

    def tokens(self, command):
        lines = [line.split(" ") for line in self.given.read_text().splitlines()]
        return {token for name, token in lines if name == command}

    def test_requests_and_merges(self):
        for number in range(5):
            self.comments.comments.append({"id": number, "body": f"Looks good. {MARKER}"})
        # Whoever wrote it could have a plan say later what it did not.
        false = {"id": 9, "body": f"{MARKER}\nNothing to do.", "user": {"type": "User"}, "author_association": "CONTRIBUTOR"}
        self.comments.comments.append(dict(false))
        succeeded, output = self.act("pull_request")
        self.assertTrue(succeeded, output)
        self.assertIn(false, self.comments.comments)
        own = [comment for comment in self.comments.comments if comment["body"].startswith(MARKER) and comment != false]
        self.assertEqual(len(own), 1, output)
        self.assertIn("**Plan: 1 to publish.**", own[0]["body"])
        self.assertEqual(self.comments.calls.count("POST"), 1)

        # A push to the branch: the same comment, with the plan of now.
        entry = self.repository / "calendar" / "second.yaml"
        entry.write_text((self.repository / "calendar" / "first-post.yaml").read_text().replace("on-merge", "2126-12-01 09:00"))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Write a second")
        succeeded, output = self.act("pull_request")
        self.assertTrue(succeeded, output)
        own = [comment for comment in self.comments.comments if comment["body"].startswith(MARKER) and comment != false]
        self.assertEqual(len(own), 1)
        self.assertIn("**Plan: 2 to publish.**", own[0]["body"])
        self.assertEqual((self.comments.calls.count("POST"), self.comments.calls.count("PATCH")), (1, 1))
        # No job of a pull request has been given a secret.
        self.assertEqual(self.tokens("plan") | self.tokens("validate"), {"none"})
        self.assertEqual(self.sandbox.truth(), [])

        # Merged: it goes out, and the lockfile reaches the branch. The next job still works on the older checkout.
        self.git("push", "-q", "origin", "main")
        for event in ["push", "schedule"]:
            succeeded, output = self.act(event)
            self.assertTrue(succeeded, output)
            self.assertEqual(len(self.sandbox.truth()), 1, output)
        self.assertIn("first-post@example", self.git("show", "main:.schedule.lock", folder=self.remote))
        author = self.git("log", "-1", "--format=%an", "main", folder=self.remote).strip()
        self.assertEqual(author, "github-actions[bot]")
        self.git("pull", "-q", "--ff-only", "origin", "main")
        succeeded, output = self.act("schedule")
        self.assertTrue(succeeded, output)
        self.assertEqual(len(self.sandbox.truth()), 1)
        self.assertEqual(self.tokens("apply"), {self.account["token"]})

    def test_fork_and_errors(self):
        # The token of a fork's job reads only.
        self.comments.may_write = False
        succeeded, output = self.act("pull_request")
        self.assertTrue(succeeded, output)
        self.assertEqual(self.comments.comments, [])
        self.assertIn("the plan is in this job's summary alone: POST", output)
        self.assertIn("**Plan: 1 to publish.**", output)

        # An entry with a mistake fails the job, at its line, and still there is a plan.
        self.comments.may_write = True
        entry = self.repository / "calendar" / "first-post.yaml"
        entry.write_text(entry.read_text().replace("caption:", "captoin:"))
        self.git("commit", "-q", "-a", "-m", "Slip")
        succeeded, output = self.act("pull_request")
        self.assertFalse(succeeded, output)
        found = re.findall(r"::error file=calendar/first-post\.yaml,line=\d+,col=1,title=unknown key 'captoin'", output)
        self.assertEqual(len(found), 1, output)
        self.assertIn("1 blocked", self.comments.comments[0]["body"])


class Files(unittest.TestCase):
    def test_schemas(self):
        for schema, path in [
            ("vendor.github-workflows", "docs/ci/github.yml"), ("vendor.github-actions", "action.yml"),
            ("vendor.gitlab-ci", "docs/ci/gitlab.yml"),
        ]:
            check = subprocess.run(
                [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / path)]
                + (["--data-transform", "gitlab-ci"] if "gitlab" in schema else []), capture_output=True, text=True,
            )
            self.assertEqual(check.returncode, 0, path + ": " + check.stdout + check.stderr)

    def test_gitlab(self):
        """What the job of a merge request runs: the log, and one note that is kept up to date."""
        comments = Comments("note-token")
        self.addCleanup(comments.stop)
        program = pathlib.Path(CALENDS)
        environment = {
            **os.environ, "CI_API_V4_URL": comments.url, "CI_PROJECT_ID": "calends/shop", "CI_MERGE_REQUEST_IID": "7",
            "CALENDS_PROGRAM": str(program), "CALENDS_COMMENT_TOKEN": "note-token",
        }

        def plan(**also):
            return subprocess.run(
                [ROOT / "scripts" / "ci" / "gitlab", "plan"], cwd=ROOT, env={**environment, **also}, capture_output=True,
                text=True, timeout=60,
            )

        run = plan()
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertIn("Next due: ", run.stdout)
        (note,) = comments.comments
        self.assertTrue(note["body"].startswith(MARKER + "\n"))
        # As if the branch had been another at the first job.
        note["body"] = MARKER + "\nAn older plan."
        # Whoever wrote one could have it say later what it did not.
        false = {"id": 1, "body": MARKER + "\nNothing to do.", "author": {"id": 6}}
        comments.comments.insert(0, dict(false))
        self.assertEqual(plan().returncode, 0)
        self.assertEqual(comments.comments, [false, note])
        self.assertIn("**Plan: ", note["body"])
        self.assertEqual((comments.calls.count("POST"), comments.calls.count("PUT")), (1, 1))
        # Without a token, as in a fork, the log has it; with a wrong one, so does the log, and that is said.
        before = list(comments.calls)
        self.assertEqual(plan(CALENDS_COMMENT_TOKEN="").returncode, 0)
        self.assertEqual(comments.calls, before)
        run = plan(CALENDS_COMMENT_TOKEN="other")
        self.assertEqual(run.returncode, 0)
        self.assertIn("the plan is in this job's log alone: GET", run.stdout)
        self.assertNotIn("note-token", run.stdout + run.stderr)

    def test_gitlab_mistake(self):
        """A mistake in an entry fails the job, and still there is a note with the plan."""
        comments = Comments("note-token")
        self.addCleanup(comments.stop)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "init", "-q", folder], check=True)
            subprocess.run([CALENDS, "init", "-q"], cwd=folder, check=True)
            entry = pathlib.Path(folder) / "calendar" / "first-post.yaml"
            entry.write_text(entry.read_text().replace("caption:", "captoin:"))
            environment = {
                **os.environ, "CI_API_V4_URL": comments.url, "CI_PROJECT_ID": "calends/shop", "CI_MERGE_REQUEST_IID": "7",
                "CALENDS_PROGRAM": CALENDS, "CALENDS_COMMENT_TOKEN": "note-token",
            }
            run = subprocess.run(
                [ROOT / "scripts" / "ci" / "gitlab", "plan"], cwd=folder, env=environment, capture_output=True, text=True,
                timeout=60,
            )
        self.assertEqual(run.returncode, 1, run.stdout + run.stderr)
        self.assertIn("1 blocked", run.stdout)
        (note,) = comments.comments
        self.assertIn("1 blocked", note["body"])

    def test_refresh(self):
        """A committed store is renewed as it was pushed last, and pushed; where it cannot be, nothing is renewed."""
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            environment = {
                **os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
                "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b", "CALENDS_PROGRAM": str(folder / "program"),
                "CALENDS_COMMAND": "refresh", "CALENDS_REFRESH_ACCOUNT": "bakery",
            }

            def git(*arguments, cwd=folder):
                return subprocess.run(
                    ["git", *arguments], cwd=cwd, env=environment, check=True, capture_output=True, text=True
                ).stdout

            # Stands in for calends: what it is called with, and a store that has changed.
            (folder / "program").write_text(
                f'#!/bin/sh\necho "$@" >>{folder}/calls\necho renewed >>.calends-tokens\n'
            )
            (folder / "program").chmod(0o755)
            git("init", "-q", "--bare", "-b", "main", "origin.git")
            git("clone", "-q", "origin.git", "person")
            person = folder / "person"
            (person / ".calends-tokens").write_text("first\n")
            git("checkout", "-q", "-b", "main", cwd=person)
            git("add", ".", cwd=person)
            git("commit", "-qm", "Begin", cwd=person)
            git("push", "-q", "origin", "main", cwd=person)
            git("clone", "-q", "origin.git", "job")
            (person / ".calends-tokens").write_text("second\n")
            git("commit", "-qam", "Renew", cwd=person)
            git("push", "-q", "origin", "main", cwd=person)

            def refresh(host, *arguments):
                return subprocess.run(
                    [ROOT / "scripts" / "ci" / host, *arguments], cwd=folder / "job", env=environment,
                    capture_output=True, text=True,
                )

            for host, arguments in [("github", []), ("gitlab", ["refresh"])]:
                run = refresh(host, *arguments)
                self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
            self.assertEqual(
                git("show", "main:.calends-tokens", cwd=folder / "origin.git"), "second\nrenewed\nrenewed\n"
            )
            self.assertEqual(
                git("log", "--format=%s", "main", cwd=folder / "origin.git").splitlines(),
                ["Renew tokens [skip ci]", "Renew tokens [skip ci]", "Renew", "Begin"],
            )
            (folder / "origin.git").rename(folder / "away.git")
            self.assertNotEqual(refresh("github").returncode, 0)
            self.assertEqual((folder / "calls").read_text(), "auth refresh --account bakery\n" * 2)

    def test_comment_refuses(self):
        comment = ROOT / "scripts" / "ci" / "comment"
        with tempfile.NamedTemporaryFile("w", suffix=".md") as file:
            file.write("no marker\n")
            file.flush()
            for arguments, words in [
                ([], "usage: comment github|gitlab FILE"), (["github", file.name], "does not begin with a marker"),
            ]:
                run = subprocess.run([sys.executable, comment, *arguments], capture_output=True, text=True)
                self.assertEqual(run.returncode, 1)
                self.assertIn(words, run.stderr)


if __name__ == "__main__":
    unittest.main()
