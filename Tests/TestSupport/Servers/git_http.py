"""git's own HTTP server program (git-http-backend) on loopback, with the faults that a test asks for.

Prints its port, serves until its standard input ends. Faults (--fault):
  silent-refs    the list of refs is never answered
  silent-push    a push is read and never answered
  cut-push       the connection is cut in the middle of a push
  cut-answer     a push is done, and the connection is cut before the answer
  status-N       every request is answered with this status
  redirect-URL   every request is sent on to the same path below URL
"""

import argparse
import base64
import http.server
import json
import os
import ssl
import subprocess
import sys
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("--root", required=True)
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--user")
parser.add_argument("--password", default="")
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--fault", default="")
options = parser.parse_args()
credentials = []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def read_body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def cut(self):
        self.close_connection = True
        self.connection.close()

    def answer(self, status, headers=(), body=b""):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve(self):
        path, _, query = self.path.partition("?")
        if path == "/_credentials":
            return self.answer(200, body=json.dumps(credentials).encode())
        is_push = path.endswith("/git-receive-pack")
        if is_push and options.fault == "cut-push":
            self.rfile.read(1)
            return self.cut()
        body = self.read_body()
        given = self.headers.get("Authorization")
        credentials.append(given and base64.b64decode(given.split(" ", 1)[1]).decode())
        if options.fault.startswith("status-"):
            return self.answer(int(options.fault.removeprefix("status-")))
        if options.fault.startswith("redirect-"):
            return self.answer(302, [("Location", options.fault.removeprefix("redirect-") + self.path)])
        if options.user and credentials[-1] != f"{options.user}:{options.password}":
            return self.answer(401, [("WWW-Authenticate", 'Basic realm="git"')])
        if (path.endswith("/info/refs") and options.fault == "silent-refs") or (
            is_push and options.fault == "silent-push"
        ):
            time.sleep(600)
            return self.cut()
        environment = {
            "PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*",
            "GIT_PROJECT_ROOT": options.root, "GIT_HTTP_EXPORT_ALL": "1", "REMOTE_USER": options.user or "anyone",
            "REMOTE_ADDR": "127.0.0.1", "REQUEST_METHOD": self.command, "PATH_INFO": path, "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
        }
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True)
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        if is_push and options.fault == "cut-answer":
            return self.cut()
        status, headers = 200, []
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "status":
                status = int(value.split()[0])
            elif name:
                headers.append((name, value))
        self.answer(status, headers, answer)

    do_GET = do_POST = serve

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, *_):
        pass  # a client that hangs up is part of the tests


server = Server(("127.0.0.1", options.port), Handler)
if options.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
os._exit(0)
