"""S3 servers that others wrote, on loopback: moto, and OpenStack Swift with its S3 layer."""

import configparser
import http.server
import json
import logging
import os
import pathlib
import pwd
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import boto3
import botocore.exceptions
import moto.settings
from botocore.config import Config
from moto.core.responses import ActionAuthenticatorMixin
from moto.server import ThreadedMotoServer

# moto's lines of every request, and of what it cannot do, say nothing that a failed test does not.
logging.disable(logging.CRITICAL)

BIN = pathlib.Path(sys.prefix) / "bin"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url, process, log):
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError("no answer at %s:\n%s" % (url, pathlib.Path(log).read_text()[-4000:]))


class Swift:
    """OpenStack Swift: a proxy with the S3 layer, and one server each for accounts, containers and objects."""

    accounts = {"bakery:owner": "owning .admin", "bakery:guest": "visiting"}
    access_key, secret_key = "bakery:owner", "owning"

    def __init__(self):
        # Objects carry their metadata in extended attributes, which not every temporary file system has.
        self.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(self.folder.name)
        (root / "disk" / "d1").mkdir(parents=True)
        (root / "swift.conf").write_text(
            "[swift-hash]\nswift_hash_path_suffix = calends\nswift_hash_path_prefix = calends\n"
        )
        self.processes = []
        ports = {kind: free_port() for kind in ("account", "container", "object", "open", "proxy")}
        user = pwd.getpwuid(os.getuid()).pw_name
        for kind in ("account", "container", "object"):
            ring = root / f"{kind}.builder"
            for arguments in (["create", "4", "1", "0"], ["add", f"r1z1-127.0.0.1:{ports[kind]}/d1", "1"], ["rebalance"]):
                subprocess.run(
                    [BIN / "swift-ring-builder", ring, *arguments], check=True, stdout=subprocess.DEVNULL
                )
            self.write(root / f"{kind}-server.conf", {
                "DEFAULT": {
                    "bind_ip": "127.0.0.1", "bind_port": ports[kind], "workers": 0, "mount_check": "false",
                    "devices": root / "disk", "swift_dir": root, "user": user, "fallocate_reserve": 0,
                    "disable_fallocate": "true", "log_level": "ERROR",
                },
                "pipeline:main": {"pipeline": f"{kind}-server"},
                f"app:{kind}-server": {"use": f"egg:swift#{kind}"},
            })
            self.start(kind, root)
        # Swift without its S3 layer and without asking who it is: what an operator sees, and what a delivery network
        # in front of the store would serve.
        self.write(root / "open-server.conf", {
            "DEFAULT": {
                "bind_ip": "127.0.0.1", "bind_port": ports["open"], "workers": 0, "swift_dir": root, "user": user,
                "log_level": "ERROR",
            },
            "pipeline:main": {"pipeline": "catch_errors slo proxy-server"},
            "app:proxy-server": {"use": "egg:swift#proxy"},
            **{f"filter:{name}": {"use": f"egg:swift#{name}"} for name in ("catch_errors", "slo")},
        })
        self.start("open", root, "proxy")
        users = {f"user_{name.replace(':', '_')}": value for name, value in self.accounts.items()}
        self.write(root / "proxy-server.conf", {
            "DEFAULT": {
                "bind_ip": "127.0.0.1", "bind_port": ports["proxy"], "workers": 0, "swift_dir": root, "user": user,
                "log_level": "ERROR",
            },
            "pipeline:main": {
                "pipeline": "catch_errors gatekeeper healthcheck listing_formats bulk s3api tempauth copy"
                " container_quotas account_quotas slo dlo proxy-server"
            },
            "app:proxy-server": {"use": "egg:swift#proxy", "account_autocreate": "true", "allow_account_management": "true"},
            "filter:s3api": {"use": "egg:swift#s3api", "location": "eu-test-1", "allow_multipart_uploads": "true"},
            "filter:tempauth": {"use": "egg:swift#tempauth", **users},
            **{f"filter:{name}": {"use": f"egg:swift#{name}"} for name in (
                "catch_errors", "gatekeeper", "healthcheck", "listing_formats", "bulk", "copy", "container_quotas",
                "account_quotas", "slo", "dlo",
            )},
        })
        self.start("proxy", root)
        self.url = "http://127.0.0.1:%d" % ports["proxy"]
        self.open_url = "http://127.0.0.1:%d/v1/AUTH_bakery" % ports["open"]
        wait_for(self.open_url, self.processes[-2], root / "open.log")
        wait_for(self.url + "/healthcheck", self.processes[-1], root / "proxy.log")

    @staticmethod
    def write(path, sections):
        parser = configparser.RawConfigParser()
        parser.optionxform = str
        for name, values in sections.items():
            if name != "DEFAULT":
                parser.add_section(name)
            for key, value in values.items():
                parser.set(name, key, str(value))
        with open(path, "w") as file:
            parser.write(file)

    def start(self, kind, root, program=None):
        with open(root / f"{kind}.log", "w") as log:
            self.processes.append(subprocess.Popen(
                [sys.executable, "-W", "ignore", BIN / f"swift-{program or kind}-server", root / f"{kind}-server.conf"],
                stdout=log, stderr=log,
            ))

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
        self.folder.cleanup()


def client(url, access_key, secret_key, name="s3"):
    """A client of botocore's, which tells what is in a store."""
    return boto3.client(
        name, endpoint_url=url, aws_access_key_id=access_key, aws_secret_access_key=secret_key,
        region_name="us-east-1" if name == "iam" else "eu-test-1",
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
    )


class Moto:
    """moto with its checks of signatures and policies on."""

    def __init__(self):
        ActionAuthenticatorMixin.request_count = 0
        moto.settings.INITIAL_NO_AUTH_ACTION_COUNT = float("inf")
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        self.url = "http://127.0.0.1:%d" % self.server.get_host_and_port()[1]
        # What moto keeps is the process's: an earlier server's users and buckets are in it.
        urllib.request.urlopen(self.url + "/moto-api/reset", data=b"", timeout=10).close()
        self.iam = client(self.url, "any", "any", "iam")
        self.access_key, self.secret_key = self.user("owner", "s3:*")
        self.reader = self.user("reader", "s3:GetObject", "s3:ListBucket")
        # As docs/media.md asks for it, and no more.
        self.least = self.user(
            "least", "s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:ListBucket",
            "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload",
        )
        self.s3 = client(self.url, self.access_key, self.secret_key)
        self.s3.create_bucket(Bucket="media", CreateBucketConfiguration={"LocationConstraint": "eu-test-1"})
        moto.settings.INITIAL_NO_AUTH_ACTION_COUNT = 0

    def user(self, name, *actions):
        self.iam.create_user(UserName=name)
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        self.iam.put_user_policy(
            UserName=name, PolicyName="media",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return key["AccessKeyId"], key["SecretAccessKey"]

    def stop(self):
        moto.settings.INITIAL_NO_AUTH_ACTION_COUNT = float("inf")
        self.server.stop()


class Front:
    """What stands before a bucket and makes its objects public, as a delivery network does."""

    def __init__(self, store):
        self.is_private = False
        self.requests = []
        front = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                front.requests.append((self.path, self.headers.get("User-Agent")))
                status, kind, body = 403, "text/plain", b"private"
                if not front.is_private:
                    try:
                        found = store.s3.get_object(Bucket="media", Key=self.path.lstrip("/").split("?")[0])
                        status, kind, body = 200, found["ContentType"], found["Body"].read()
                    except botocore.exceptions.ClientError:
                        status, body = 404, b"nothing"
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Line:
    """A line to a server that tells what goes over it, and breaks when it is told to."""

    def __init__(self, url):
        self.target = ("127.0.0.1", int(url.rsplit(":", 1)[1]))
        self.requests, self.sent = [], 0
        # So many bytes go over the line until it breaks, for as long as `breaks` lasts.
        self.breaks_after, self.is_broken = None, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(self.target)
            threading.Thread(target=self.carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, False), daemon=True).start()

    def carry(self, source, target, is_request):
        try:
            while data := source.recv(65536):
                if is_request:
                    self.requests += re.findall(rb"^(?:GET|HEAD|PUT|POST|DELETE) \S+", data, re.MULTILINE)
                    self.sent += len(data)
                    if self.breaks_after is not None and self.sent > self.breaks_after:
                        self.is_broken = True
                        break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def count(self, method, query=""):
        wanted = method.encode()
        return sum(1 for line in self.requests if line.startswith(wanted) and query.encode() in line)

    def mend(self):
        self.requests, self.sent, self.breaks_after, self.is_broken = [], 0, None, False

    def stop(self):
        self.listener.close()
