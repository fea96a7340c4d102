"""State shared over ssh: our git remote against asyncssh's server, which runs git's own programs."""

import asyncio
import os
import pathlib
import shlex
import subprocess
import tempfile
import threading
import unittest

import asyncssh

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNNER = os.environ.get("STATE_RUNNER", str(ROOT / ".build" / "debug" / "state-runner"))
GIT = {
    "PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
}


class Server:
    """An ssh server on loopback that lets one key in and runs git's two programs."""

    def __init__(self, client_key):
        self.host_key = asyncssh.generate_private_key("ssh-ed25519")
        self.logins = []
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self.start(client_key), self.loop).result(timeout=20)

    async def start(self, client_key):
        server = self

        class Login(asyncssh.SSHServer):
            def begin_auth(self, username):
                return True

            def public_key_auth_supported(self):
                return True

            def validate_public_key(self, username, key):
                server.logins.append(username)
                return key == client_key.convert_to_public()

        self.listener = await asyncssh.create_server(
            Login, "127.0.0.1", 0, server_host_keys=[self.host_key], process_factory=self.serve, encoding=None
        )
        self.port = self.listener.get_port()

    async def serve(self, process):
        program, folder = shlex.split(process.command)
        if program not in ("git-upload-pack", "git-receive-pack"):
            return process.exit(127)
        environment = dict(GIT, GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="safe.directory", GIT_CONFIG_VALUE_0="*")
        child = await asyncio.create_subprocess_exec(
            "git", program.removeprefix("git-"), folder, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )

        async def pass_on(source, target):
            while data := await source.read(1 << 16):
                target.write(data)
                await target.drain()

        async def feed():
            try:
                await pass_on(process.stdin, child.stdin)
                child.stdin.close()
            except OSError:
                pass  # the child has heard enough

        feeding = asyncio.ensure_future(feed())
        await asyncio.gather(pass_on(child.stdout, process.stdout), pass_on(child.stderr, process.stderr))
        code = await child.wait()
        feeding.cancel()
        process.exit(code)

    def stop(self):
        self.loop.call_soon_threadsafe(self.listener.close)


class SharedState(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.key = asyncssh.generate_private_key("ssh-ed25519")
        self.server = Server(self.key)
        self.addCleanup(self.server.stop)
        self.origin = self.folder / "origin.git"
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        self.calendar = self.clone("calendar")

    def git(self, *arguments, folder=None):
        return subprocess.run(
            ["git", *arguments], cwd=folder, env=GIT, check=True, capture_output=True, text=True
        ).stdout

    def clone(self, name, repository=None):
        path = self.folder / name
        self.git("init", "--quiet", "--initial-branch=main", str(path))
        url = f"ssh://git@127.0.0.1:{self.server.port}{repository or self.origin}"
        self.git("remote", "add", "origin", url, folder=path)
        return path

    def home(self, key=None, known=None):
        """A home with a private key and the server's in known_hosts; `False` leaves one out."""
        home = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        (home / ".ssh").mkdir()
        if key is not False:
            (key or self.key).write_private_key(str(home / ".ssh" / "id_ed25519"))
        if known is not False:
            public = (known or self.server.host_key).export_public_key().decode()
            (home / ".ssh" / "known_hosts").write_text(f"[127.0.0.1]:{self.server.port} {public}")
        return home

    def start(self, *arguments, home=None, calendar=None, **environment):
        return subprocess.Popen(
            [RUNNER, str(calendar or self.calendar), *arguments], text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=dict(GIT, HOME=str(home or self.home()), **environment),
        )

    def run_it(self, *arguments, **options):
        process = self.start(*arguments, **options)
        output, error = process.communicate(timeout=120)
        self.assertEqual((process.returncode, error), (0, ""))
        return output

    def fingerprint(self, key):
        return key.get_fingerprint()

    def test_journal_and_lockfile(self):
        self.assertEqual(self.run_it("links"), "")
        self.assertEqual(self.run_it("append", "one", "2"), "appended 2, rejected 0\n")
        self.assertEqual(self.run_it("links", calendar=self.clone("other")), "one 0\none 1\n")
        self.assertEqual(self.run_it("record", "a"), "a@bakery\n")
        self.assertEqual(self.run_it("record", "b", calendar=self.clone("third")), "a@bakery\nb@bakery\n")
        self.assertEqual(self.git("rev-list", "--count", "calends-state", folder=self.origin), "2\n")
        self.git("fsck", "--strict", folder=self.origin)

    def test_runners_at_once(self):
        runners, links = 4, 5
        runs = [
            self.start("append", f"runner-{number}", str(links), calendar=self.clone(f"clone-{number}"))
            for number in range(runners)
        ]
        for run in runs:
            output, _ = run.communicate(timeout=240)
            self.assertRegex(output, rf"^appended {links}, ")
        chain = self.run_it("links").splitlines()
        self.assertEqual(len(chain), runners * links)
        for number in range(runners):
            own = [link for link in chain if link.startswith(f"runner-{number} ")]
            self.assertEqual(own, [f"runner-{number} {link}" for link in range(links)])

    def test_unknown_host_key(self):
        words = (
            f"refused: the ssh key of 127.0.0.1:{self.server.port} is not a known one: "
            f"{self.fingerprint(self.server.host_key)} — another machine may be answering in its place — compare the "
            f"fingerprint with the one its owner publishes, then run: ssh-keyscan -p {self.server.port} 127.0.0.1 "
            ">> ~/.ssh/known_hosts\n"
        )
        self.assertEqual(self.run_it("links", home=self.home(known=False)), words)
        changed = asyncssh.generate_private_key("ssh-ed25519")
        self.assertEqual(self.run_it("links", home=self.home(known=changed)), words)
        # Nobody has tried to log in to a machine that may be another.
        self.assertEqual(self.server.logins, [])

    def test_refused_key(self):
        home = self.home(key=asyncssh.generate_private_key("ssh-ed25519"))
        output = self.run_it("links", home=home)
        self.assertIn(f"refused the credential: the key '{home}/.ssh/id_ed25519' — ", output)
        self.assertRegex(output, "^refused: ")
        self.assertLessEqual(len(self.server.logins), 2)

    def test_no_key(self):
        self.assertRegex(
            self.run_it("links", home=self.home(key=False)), "^refused: .* asks for a credential, and there is none — "
        )

    def test_agent(self):
        agent = subprocess.Popen(
            ["ssh-agent", "-D", "-a", str(self.folder / "agent")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.addCleanup(agent.wait)
        self.addCleanup(agent.terminate)
        key = self.folder / "key"
        self.key.write_private_key(str(key))
        key.chmod(0o600)
        environment = {"SSH_AUTH_SOCK": str(self.folder / "agent")}
        for _ in range(100):
            added = subprocess.run(["ssh-add", "-q", str(key)], env=dict(GIT, **environment), capture_output=True)
            if added.returncode == 0:
                break
            threading.Event().wait(0.05)
        self.assertEqual(added.returncode, 0, added.stderr)
        self.assertEqual(
            self.run_it("append", "one", "1", home=self.home(key=False), **environment), "appended 1, rejected 0\n"
        )

    def test_missing_repository(self):
        output = self.run_it("links", calendar=self.clone("lost", repository="/nonexistent.git"))
        self.assertRegex(output, "^refused: no repository at ssh://git@127.0.0.1:[0-9]+/nonexistent.git")

    def test_refusing_hook(self):
        hook = self.origin / "hooks" / "pre-receive"
        hook.write_text("#!/bin/sh\necho 'GitLab: You are not allowed to push code to protected branches.' >&2\nexit 1\n")
        hook.chmod(0o755)
        output = self.run_it("record", "a")
        self.assertIn("pre-receive hook declined (GitLab: You are not allowed to push code to protected branches.)", output)
        self.assertRegex(output, "^refused: ")


if __name__ == "__main__":
    unittest.main()
