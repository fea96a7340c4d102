"""requests and curl: what any HTTP client can send, in every form that Graph takes, and every refusal it answers."""

import json
import subprocess
import unittest

import requests

from rehearsal import FIXTURES, VERSION, Rehearsal


class Wire(Rehearsal):
    def setUp(self):
        super().setUp()
        self.session = requests.Session()
        self.addCleanup(self.session.close)
        self.token = self.facebook["token"]
        self.bearer = {"Authorization": f"Bearer {self.token}"}

    def address(self, path):
        return f"{self.sandbox.url}/{VERSION}/{path}"

    def get(self, path, **parameters):
        return self.session.get(self.address(path), params=parameters, headers=self.bearer)

    def post(self, path, **parameters):
        return self.session.post(self.address(path), data=parameters, headers=self.bearer)

    def create(self, **parameters):
        answer = self.post(f"{self.facebook['id']}/media", **parameters)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()["id"]

    def publish(self, container):
        answer = self.post(f"{self.facebook['id']}/media_publish", creation_id=container)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()["id"]

    def post_image(self):
        return self.publish(self.create(image_url=self.media("square.jpg")))

    def wait(self, container):
        return self.poll(lambda: self.get(container, fields="status_code").json()["status_code"])

    def assert_refused(self, answer, status, code, subcode=None, message=None, kind="OAuthException"):
        """Graph's envelope, with nothing in it that Graph does not send."""
        self.assertEqual(answer.headers["Content-Type"], "application/json; charset=UTF-8")
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "*")
        body = answer.json()
        self.assertEqual(set(body), {"error"})
        error = body["error"]
        self.assertLessEqual(
            set(error),
            {
                "message", "type", "code", "error_subcode", "is_transient", "error_user_title", "error_user_msg",
                "fbtrace_id",
            },
        )
        self.assertEqual(
            (answer.status_code, error["code"], error.get("error_subcode"), error["type"]), (status, code, subcode, kind)
        )
        self.assertTrue(error["fbtrace_id"])
        if message is not None:
            self.assertEqual(error["message"], message)
        return error


class Forms(Wire):
    """One call in every form."""

    caption = "Größe: 100 % & mehr + #advent \U0001f384\nzweite Zeile"

    def published_caption(self, answer):
        self.assertEqual(answer.status_code, 200, answer.text)
        medium = self.publish(answer.json()["id"])
        return self.get(medium, fields="caption").json()["caption"]

    def test_parameters(self):
        path = self.address(f"{self.facebook['id']}/media")
        values = {"image_url": self.media("square.jpg"), "caption": self.caption}
        with_token = {**values, "access_token": self.token}
        calls = {
            "query": lambda: self.session.post(path, params=with_token),
            "form": lambda: self.session.post(path, data=with_token),
            "JSON": lambda: self.session.post(path, json=with_token),
            "multipart": lambda: self.session.post(path, files={name: (None, value) for name, value in with_token.items()}),
            "query and form": lambda: self.session.post(
                path, params={"access_token": self.token}, data=values
            ),
            "Bearer": lambda: self.session.post(path, data=values, headers=self.bearer),
            "OAuth": lambda: self.session.post(path, data=values, headers={"Authorization": f"OAuth {self.token}"}),
        }
        for name, call in calls.items():
            with self.subTest(form=name):
                self.assertEqual(self.published_caption(call()), self.caption)

    def test_lists_and_objects(self):
        path = self.address(f"{self.facebook['id']}/media")
        tags = [{"username": "somebody", "x": 0.5, "y": 0.8}]
        for name, call in {
            "form": lambda values: self.session.post(path, headers=self.bearer, data={**values, "user_tags": json.dumps(tags)}),
            "JSON": lambda values: self.session.post(path, headers=self.bearer, json={**values, "user_tags": tags}),
        }.items():
            with self.subTest(form=name):
                children = []
                for _ in range(2):
                    answer = call({"image_url": self.media("square.jpg"), "is_carousel_item": True})
                    children.append(answer.json()["id"])
                for written in [",".join(children), json.dumps(children)]:
                    parent = self.create(media_type="CAROUSEL", children=written)
                    self.assertEqual(self.get(parent, fields="status_code").json()["status_code"], "FINISHED")

    def test_the_method_may_be_a_parameter(self):
        medium = self.post_image()
        read = self.session.post(self.address(medium), data={"method": "get", "fields": "media_type"}, headers=self.bearer)
        self.assertEqual(read.json(), {"media_type": "IMAGE", "id": medium})
        gone = self.session.post(self.address(medium), data={"method": "delete"}, headers=self.bearer)
        self.assertEqual(gone.json(), {"success": True, "deleted_id": medium})

    def test_hosts_and_versions(self):
        ours = {"Authorization": f"Bearer {self.instagram['token']}"}
        me = self.session.get(
            f"{self.sandbox.url}/v25.0/me", params={"fields": "user_id,username"},
            headers={**ours, "Host": "graph.instagram.com"},
        )
        self.assertEqual(me.json()["user_id"], self.instagram["id"])
        wrong = self.session.get(f"{self.sandbox.url}/v25.0/me", headers={**ours, "Host": "graph.facebook.com"})
        self.assert_refused(wrong, 400, 190)
        for asked, served in [("v25.0/", "v25.0"), ("v26.0/", "v26.0"), ("v19.0/", "v21.0"), ("", "v21.0")]:
            answer = self.session.get(f"{self.sandbox.url}/{asked}me", headers=self.bearer)
            self.assertEqual((answer.status_code, answer.headers["facebook-api-version"]), (200, served))
        # A proxy is sent the whole address.
        through = requests.get(
            "http://graph.facebook.com/v25.0/me", headers=self.bearer, proxies={"http": self.sandbox.url}
        )
        self.assertEqual(set(through.json()), {"name", "id"})

    def test_a_resumable_upload(self):
        film = (FIXTURES / "film.mp4").read_bytes()
        made = self.post(f"{self.facebook['id']}/media", media_type="REELS", upload_type="resumable").json()
        self.assertEqual(set(made), {"id", "uri"})
        headers = {"Authorization": f"OAuth {self.token}", "file_size": str(len(film))}
        cut = self.session.post(made["uri"], headers={**headers, "offset": "0"}, data=film[:1000])
        self.assertEqual((cut.status_code, cut.json()["debug_info"]["type"]), (400, "PartialRequestError"))
        phase = self.get(made["id"], fields="video_status").json()["video_status"]["uploading_phase"]
        self.assertEqual(phase["bytes_transferred"], 1000)
        rest = self.session.post(made["uri"], headers={**headers, "offset": "1000"}, data=film[1000:])
        self.assertEqual(rest.json(), {"success": True, "message": "Upload successful."})
        self.assertEqual(self.wait(made["id"])[-1], "FINISHED")
        medium = self.publish(made["id"])
        url = self.get(medium, fields="media_url").json()["media_url"]
        self.assertEqual(self.session.get(url).content, film)

    def test_a_batch_whose_parts_build_on_one_another(self):
        parts = [
            {
                "method": "POST", "name": "made", "relative_url": f"{self.facebook['id']}/media",
                "body": requests.compat.urlencode({"image_url": self.media("square.jpg")}),
            },
            {
                "method": "POST", "relative_url": f"{self.facebook['id']}/media_publish",
                "body": "creation_id={result=made:$.id}",
            },
            {"method": "GET", "relative_url": f"{self.facebook['id']}/media?fields=id"},
            {"method": "GET", "relative_url": "1"},
        ]
        answers = self.session.post(
            self.address(""), data={"batch": json.dumps(parts), "include_headers": "false", "access_token": self.token}
        ).json()
        self.assertIsNone(answers[0])
        self.assertEqual([set(answer) for answer in answers[1:]], [{"code", "body"}] * 3)
        published = json.loads(answers[1]["body"])["id"]
        self.assertEqual(json.loads(answers[2]["body"])["data"], [{"id": published}])
        self.assertEqual((answers[3]["code"], json.loads(answers[3]["body"])["error"]["error_subcode"]), (400, 33))


class Refusals(Wire):
    """Every mistake of a client, and what of time and the world."""

    def media_call(self, **parameters):
        return self.post(f"{self.facebook['id']}/media", **parameters)

    def test_tokens(self):
        nobody = self.session.get(self.address(self.facebook["id"]))
        self.assert_refused(nobody, 400, 104)
        self.assert_refused(self.session.get(self.address("me")), 400, 2500)
        unknown = self.session.get(self.address("me"), params={"access_token": "EAAnonsense"})
        self.assert_refused(unknown, 400, 190, None, "Invalid OAuth access token - Cannot parse access token")
        self.sandbox.control("tokens", account=self.facebook["name"], scopes=["instagram_basic"])
        self.assert_refused(self.media_call(image_url=self.media("square.jpg")), 403, 10)
        self.sandbox.control("tokens", account=self.facebook["name"], expires="2100-01-01T00:00:00Z")
        self.assertEqual(self.get("me").status_code, 200)
        self.sandbox.control("clock", set="2100-01-01T00:00:00Z")
        self.assert_refused(self.get("me"), 400, 190, 463)

    def test_names(self):
        self.assert_refused(
            self.get(self.facebook["id"], fields="nonsense"), 400, 100, None,
            "(#100) Tried accessing nonexisting field (nonsense) on node type (IGUser)",
        )
        self.assert_refused(self.get("1"), 400, 100, 33, kind="GraphMethodException")
        self.assert_refused(self.get("nobody"), 400, 803)
        self.assert_refused(self.get(f"{self.facebook['id']}/nonsense"), 400, 2500)
        self.assert_refused(self.get(self.facebook["id"], fields="media{"), 400, 2500)
        self.assert_refused(self.get("", ids=self.facebook["id"]), 400, 100)

    def test_parameters(self):
        self.assert_refused(self.media_call(), 400, 100, None, "(#100) The parameter image_url is required.")
        self.assert_refused(self.media_call(media_type="FILM"), 400, 100, 2207023)
        self.assert_refused(self.media_call(media_type="VIDEO", video_url=self.media("film.mp4")), 400, 100, 2207067)
        self.assert_refused(
            self.post(f"{self.facebook['id']}/media_publish"), 400, 100, None,
            "(#100) The parameter creation_id is required.",
        )
        long = self.media_call(image_url=self.media("square.jpg"), caption="x" * 2201)
        self.assert_refused(long, 400, 36004, 2207010)
        tags = self.media_call(image_url=self.media("square.jpg"), caption="#a " * 31)
        self.assert_refused(tags, 400, 36004, 2207010)
        single = self.create(image_url=self.media("square.jpg"), is_carousel_item="true")
        self.assert_refused(self.media_call(media_type="CAROUSEL", children=single), 400, 100, 2207028)

    def test_media(self):
        cases = {
            "missing.jpg": (9004, 2207052), "text.jpg": (9004, 2207052), "picture.png": (36001, 2207005),
            "tall.jpg": (36003, 2207009),
        }
        for name, (code, subcode) in cases.items():
            with self.subTest(medium=name):
                error = self.assert_refused(self.media_call(image_url=self.media(name)), 400, code, subcode)
                self.assertTrue(error["error_user_title"] and error["error_user_msg"])
        nowhere = self.media_call(image_url="http://127.0.0.1:9/square.jpg")
        self.assertIn("http://127.0.0.1:9/square.jpg", self.assert_refused(nowhere, 400, 9004, 2207052)["error_user_msg"])
        reel = self.create(media_type="REELS", video_url=self.media("missing.mp4"))
        self.assertEqual(self.wait(reel)[-1], "ERROR")
        self.assertEqual(
            self.get(reel, fields="status").json()["status"], "Error: Media upload has failed with error code 2207077"
        )
        publish = self.post(f"{self.facebook['id']}/media_publish", creation_id=reel)
        self.assert_refused(publish, 400, -1, 2207032)

    def test_time(self):
        self.sandbox.control("platform", videoProcessing=600)
        reel = self.create(media_type="REELS", video_url=self.media("film.mp4"))
        early = self.post(f"{self.facebook['id']}/media_publish", creation_id=reel)
        self.assert_refused(early, 400, 9007, 2207027, "Media ID is not available")
        image = self.create(image_url=self.media("square.jpg"))
        self.sandbox.advance(86_400)
        self.assertEqual(self.get(image, fields="status_code").json()["status_code"], "EXPIRED")
        late = self.post(f"{self.facebook['id']}/media_publish", creation_id=image)
        self.assert_refused(late, 400, -2, 2207020)
        nothing = self.post(f"{self.facebook['id']}/media_publish", creation_id="1")
        self.assert_refused(nothing, 400, 24, 2207008, "The requested resource does not exist")
        self.assertEqual(self.sandbox.truth(), [])

    def test_quotas(self):
        self.sandbox.control("platform", publishesPerDay=2, containersPerDay=4)
        containers = [self.create(image_url=self.media("square.jpg")) for _ in range(4)]
        self.assert_refused(self.media_call(image_url=self.media("square.jpg")), 400, 9, 2207042)
        self.publish(containers[0])
        self.publish(containers[1])
        third = self.post(f"{self.facebook['id']}/media_publish", creation_id=containers[2])
        self.assert_refused(third, 400, 9, 2207042)
        limit = self.get(f"{self.facebook['id']}/content_publishing_limit", fields="quota_usage,config").json()
        self.assertEqual(limit["data"][0], {"quota_usage": 2, "config": {"quota_total": 2, "quota_duration": 86400}})
        self.sandbox.advance(86_400)
        self.publish(self.create(image_url=self.media("square.jpg")))

    def test_the_other_host(self):
        ours = {"Authorization": f"Bearer {self.instagram['token']}"}

        def call(method, path, **parameters):
            return self.session.request(method, self.address(path), params=parameters, headers=ours)

        kind = "IGApiException"
        self.assert_refused(
            call("POST", f"{self.instagram['id']}/media"), 400, 100, None, "The parameter image_url is required.", kind
        )
        self.assert_refused(call("DELETE", "1"), 400, 100, 33, None, kind)
        made = call("POST", "me/media", image_url=self.media("square.jpg")).json()["id"]
        medium = call("POST", "me/media_publish", creation_id=made).json()["id"]
        self.assert_refused(call("DELETE", medium), 400, 100, 33, None, kind)
        self.assertEqual(call("GET", "me/media").json()["data"], [{"id": medium}])


class Curl(Wire):
    """The calls of Meta's own guide, as it prints them."""

    def curl(self, *arguments):
        done = subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, timeout=60, check=True)
        return json.loads(done.stdout)

    def test_the_guide(self):
        account = self.facebook["id"]
        bearer = ["-H", f"Authorization: Bearer {self.token}"]
        made = self.curl(
            "-X", "POST", self.address(f"{account}/media"), "-H", "Content-Type: application/json", *bearer,
            "-d", json.dumps({"image_url": self.media("square.jpg"), "caption": "JSON by curl"}),
        )
        published = self.curl(
            "-X", "POST", self.address(f"{account}/media_publish"), "-H", "Content-Type: application/json", *bearer,
            "-d", json.dumps({"creation_id": made["id"]}),
        )
        read = self.curl("-G", self.address(published["id"]), *bearer, "--data-urlencode", "fields=caption,media_type")
        self.assertEqual(read, {"caption": "JSON by curl", "media_type": "IMAGE", "id": published["id"]})

        form = self.curl(
            self.address(f"{account}/media"), "-F", f"image_url={self.media('portrait.jpg')}", "-F", "caption=A form",
            "-F", f"access_token={self.token}",
        )
        self.assertEqual(set(form), {"id"})
        query = self.curl("-X", "POST", f"{self.address(account + '/media_publish')}?creation_id={form['id']}&access_token={self.token}")
        gone = self.curl("-X", "DELETE", f"{self.address(query['id'])}?access_token={self.token}")
        self.assertEqual(gone, {"success": True, "deleted_id": query["id"]})
        limit = self.curl("-G", self.address(f"{account}/content_publishing_limit"), *bearer)
        self.assertEqual(limit, {"data": [{"quota_usage": 2}]})

    def test_an_upload(self):
        account = self.facebook["id"]
        made = self.curl(
            self.address(f"{account}/media"), "-d", "media_type=STORIES", "-d", "upload_type=resumable",
            "-d", f"access_token={self.token}",
        )
        film = FIXTURES / "film.mp4"
        done = self.curl(
            "-X", "POST", made["uri"], "-H", f"Authorization: OAuth {self.token}", "-H", "offset: 0",
            "-H", f"file_size: {film.stat().st_size}", "--data-binary", f"@{film}",
        )
        self.assertEqual(done, {"success": True, "message": "Upload successful."})
        self.assertEqual(self.wait(made["id"])[-1], "FINISHED")


if __name__ == "__main__":
    unittest.main()
