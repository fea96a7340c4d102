"""Facebook Pages: python-facebook-api, facebook_business and requests make, schedule, edit, list and delete their posts."""

import datetime
import json
import unittest

import requests
from facebook_business.adobjects.advideo import AdVideo
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.adobjects.photo import Photo
from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi, FacebookRequest
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession
from pyfacebook import FacebookApi, FacebookError, GraphAPI

from rehearsal import FIXTURES, VERSION, Rehearsal


def names(node):
    """Every field an SDK's class knows."""
    return sorted(value for name, value in vars(node.Field).items() if not name.startswith("_"))


class Pages(Rehearsal):
    def setUp(self):
        super().setUp()
        self.page = next(account for account in self.sandbox.accounts if account["platform"] == "facebook")

    def in_(self, seconds):
        """Unix seconds so many from the sandbox's now."""
        now = datetime.datetime.fromisoformat(self.sandbox.read("clock")["now"].replace("Z", "+00:00"))
        return int(now.timestamp()) + seconds

    def records(self):
        """What is on the Page in truth, as kind and state."""
        posts = self.sandbox.read(f"posts?page={self.page['id']}")["posts"]
        return [(post["kind"], post["state"]) for post in posts if not post["deleted"]]


class PythonFacebook(Pages):
    def setUp(self):
        super().setUp()
        options = {"base_url": self.sandbox.url + "/", "version": VERSION}
        self.api = GraphAPI(access_token=self.page["token"], **options)
        self.typed = FacebookApi(access_token=self.page["token"], **options)

    def post(self, **parameters):
        return self.api.post_object(self.page["id"], "feed", data=parameters)["id"]

    def test_a_text_is_made_edited_and_deleted(self):
        post = self.post(message="Stollen, frisch #advent")
        read = self.api.get_object(post, fields="id,message,created_time,permalink_url,is_published,from")
        self.assertEqual((read["message"], read["is_published"]), ("Stollen, frisch #advent", True))
        self.assertEqual(read["from"]["id"], self.page["id"])
        self.assertRegex(read["created_time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$")
        self.assertEqual(self.api.post_object(post, data={"message": "Stollen"}), {"success": True})
        typed = self.typed.post.get_info(post, fields="id,message,permalink_url")
        self.assertEqual((typed.id, typed.message), (post, "Stollen"))
        self.assertEqual(self.api.delete_object(post), {"success": True})
        with self.assertRaises(FacebookError) as raised:
            self.api.get_object(post)
        self.assertEqual(raised.exception.code, 100)

    def test_a_schedule_is_kept_moved_and_cancelled(self):
        kept, moved, cancelled = (
            self.post(message=name, published="false", scheduled_publish_time=self.in_(3600))
            for name in ("kept", "moved", "cancelled")
        )
        self.api.post_object(moved, data={"scheduled_publish_time": self.in_(7200)})
        self.api.delete_object(cancelled)
        waiting = self.api.get_connection(self.page["id"], "scheduled_posts", fields="id,scheduled_publish_time")
        self.assertEqual([post["id"] for post in waiting["data"]], [kept, moved])
        self.assertEqual(waiting["data"][0]["scheduled_publish_time"], self.in_(3600))
        self.sandbox.advance(3600)
        self.assertEqual([post.id for post in self.typed.page.get_published_posts(self.page["id"]).data], [kept])
        self.sandbox.advance(3600)
        self.assertEqual([post.id for post in self.typed.page.get_posts(self.page["id"]).data], [moved, kept])
        with self.assertRaises(FacebookError) as raised:
            self.post(message="too soon", published="false", scheduled_publish_time=self.in_(60))
        self.assertEqual(raised.exception.message, "(#100) The specified scheduled publish time is invalid.")

    def test_every_post_is_listed(self):
        posts = []
        for number in range(7):
            self.sandbox.advance(60)
            posts.append(self.post(message=f"Number {number}"))
        listed = self.typed.page.get_posts(self.page["id"], fields="id,message", count=None, limit=3)
        self.assertEqual([post.id for post in listed.data], posts[::-1])
        first = self.api.get_connection(self.page["id"], "feed", limit=2)
        self.assertEqual(set(first["data"][0]), {"created_time", "message", "id"})
        following = self.api.session.get(first["paging"]["next"]).json()
        self.assertEqual([post["id"] for post in following["data"]], posts[-3:-5:-1])

    def test_comments(self):
        post = self.post(message="Say something")
        own = self.api.post_object(post, "comments", data={"message": "#bakery"})["id"]
        self.sandbox.control("comments", media=post, username="Anna", text="Is there one left?")
        listed = self.typed.post.get_comments(post, fields="id,message,from,comment_count")
        self.assertEqual([comment.message for comment in listed.data], ["#bakery", "Is there one left?"])
        self.assertEqual(self.api.get_object(own, fields="from")["from"]["id"], self.page["id"])
        self.assertEqual(self.api.delete_object(own), {"success": True})


class FacebookBusiness(Pages):
    def setUp(self):
        super().setUp()
        session = FacebookSession(access_token=self.page["token"])
        session.GRAPH = self.sandbox.url
        self.api = FacebookAdsApi(session, api_version=VERSION)
        self.node = Page(self.page["id"], api=self.api)

    def photo(self, **params):
        return self.node.create_photo(params={"url": self.media("square.jpg"), **params})

    def test_every_field_the_sdk_knows_is_known(self):
        post = PagePost(self.node.create_feed(params={"message": "Everything"})["id"], api=self.api)
        comment = post.create_comment(params={"message": "Anything"})["id"]
        photo = self.photo()["id"]
        video = self.node.create_video(params={"file_url": self.media("reel.mp4")})["id"]
        for node, identifier in [(PagePost, post["id"]), (Photo, photo), (AdVideo, video), (Comment, comment)]:
            with self.subTest(node=node.__name__):
                self.assertEqual(node(identifier, api=self.api).api_get(fields=names(node))["id"], identifier)

    def test_photos_alone_and_several(self):
        single = self.photo(caption="One", alt_text_custom="A loaf")
        self.assertEqual(set(single.export_all_data()), {"id", "post_id"})
        drafts = [self.photo(published=False)["id"] for _ in range(3)]
        post = self.node.create_feed(
            params={"message": "Three", "attached_media": [{"media_fbid": draft} for draft in drafts]}
        )
        read = PagePost(post["id"], api=self.api).api_get(fields=["message", "attachments", "full_picture"])
        parts = read["attachments"]["data"][0]["subattachments"]["data"]
        self.assertEqual([part["target"]["id"] for part in parts], drafts)
        self.assertEqual(self.records(), [("photo", "published"), ("album", "published")])
        self.assertEqual([post["id"] for post in self.node.get_feed()], [read["id"], single["post_id"]])
        self.assertEqual(len(list(self.node.get_photos())), 4)

    def test_schedule_edit_publish_delete(self):
        post = PagePost(
            self.node.create_feed(
                params={"message": "Later", "published": False, "scheduled_publish_time": self.in_(86_400)}
            )["id"],
            api=self.api,
        )
        self.assertEqual([waiting["id"] for waiting in self.node.get_scheduled_posts()], [post["id"]])
        post.api_update(params={"message": "Sooner"})
        post.api_update(params={"is_published": True})
        read = post.api_get(fields=["message", "is_published"])
        self.assertEqual((read["message"], read["is_published"]), ("Sooner", True))
        post.api_delete()
        self.assertEqual(self.records(), [])

    def test_a_reel_by_the_sdk(self):
        started = self.node.create_video_reel(params={"upload_phase": "start"})
        film = (FIXTURES / "reel.mp4").read_bytes()
        headers = {"Authorization": f"OAuth {self.page['token']}", "offset": "0", "file_size": str(len(film))}
        sent = requests.post(started["upload_url"], headers=headers, data=film)
        self.assertEqual(sent.json()["success"], True)
        self.node.create_video_reel(
            params={
                "upload_phase": "finish", "video_id": started["video_id"], "video_state": "SCHEDULED",
                "scheduled_publish_time": self.in_(3600), "description": "Round and round",
            }
        )
        self.assertEqual(self.records(), [("reel", "scheduled")])
        self.sandbox.advance(3600)
        self.assertEqual([reel["id"] for reel in self.node.get_video_reels()], [started["video_id"]])

    def test_stories(self):
        photo = self.photo(published=False)["id"]
        self.node.create_photo_story(params={"photo_id": photo})
        stories = list(self.node.get_stories(fields=["post_id", "status", "media_id", "media_type"]))
        self.assertEqual([(story["media_id"], story["status"]) for story in stories], [(photo, "PUBLISHED")])

    def test_a_batch_with_the_pages_of_a_person(self):
        session = FacebookSession(access_token=self.facebook["token"])
        session.GRAPH = self.sandbox.url
        person = FacebookAdsApi(session, api_version=VERSION)
        page = User("me", api=person).get_accounts(fields=["name", "access_token", "tasks"])[0]
        self.assertIn("CREATE_CONTENT", page["tasks"])
        with self.assertRaises(FacebookRequestError) as raised:
            Page(page["id"], api=person).create_feed(params={"message": "with a person's token"})
        self.assertEqual((raised.exception.api_error_code(), raised.exception.api_error_subcode()), (190, 2069032))
        batch = self.api.new_batch()
        answers = []
        for number in range(2):
            request = FacebookRequest(node_id=self.page["id"], method="POST", endpoint="/feed", api=self.api)
            request.add_params({"message": f"Number {number}"})
            batch.add_request(request, success=answers.append)
        self.assertIsNone(batch.execute())
        self.assertEqual(len(answers), 2)
        self.assertEqual(self.records(), [("text", "published")] * 2)


class Uploads(Pages):
    """The resumable protocols, by requests."""

    def setUp(self):
        super().setUp()
        self.session = requests.Session()
        self.addCleanup(self.session.close)
        self.session.headers["Authorization"] = f"Bearer {self.page['token']}"
        self.film = (FIXTURES / "reel.mp4").read_bytes()

    def post(self, path, files=None, **parameters):
        answer = self.session.post(f"{self.sandbox.url}/{VERSION}/{path}", data=parameters, files=files)
        return answer.status_code, answer.json()

    def test_a_video_in_chunks(self):
        self.sandbox.control("platform", videoChunk=1500)
        edge = f"{self.page['id']}/videos"
        _, session = self.post(edge, upload_phase="start", file_size=len(self.film))
        start, end, chunks = int(session["start_offset"]), int(session["end_offset"]), 0
        while start < end:
            chunk = {"video_file_chunk": ("chunk", self.film[start:end], "application/octet-stream")}
            status, answer = self.post(
                edge, files=chunk, upload_phase="transfer", upload_session_id=session["upload_session_id"],
                start_offset=start,
            )
            self.assertEqual(status, 200, answer)
            if chunks == 1:
                # The same bytes once more, as after a lost answer: the platform says where to go on.
                status, again = self.post(
                    edge, files=chunk, upload_phase="transfer", upload_session_id=session["upload_session_id"],
                    start_offset=start,
                )
                self.assertEqual((status, again["error"]["error_subcode"]), (400, 1363037))
                self.assertEqual(again["error"]["error_data"]["start_offset"], int(answer["start_offset"]))
            start, end, chunks = int(answer["start_offset"]), int(answer["end_offset"]), chunks + 1
        self.assertEqual(chunks, -(-len(self.film) // 1500))
        _, finished = self.post(
            edge, upload_phase="finish", upload_session_id=session["upload_session_id"], title="Round",
            description="In parts",
        )
        self.assertEqual(finished, {"success": True})
        self.sandbox.advance(10)
        _, video = self.post(session["video_id"], method="get", fields="status,published,title,post_id")
        self.assertEqual((video["status"]["video_status"], video["published"]), ("ready", True))
        self.assertEqual(self.records(), [("video", "published")])

    def test_a_video_by_an_upload_to_the_app(self):
        app = self.sandbox.read("platform")["appID"]
        _, upload = self.post(f"{app}/uploads", file_name="a.mp4", file_length=len(self.film), file_type="video/mp4")
        address = f"{self.sandbox.url}/{VERSION}/{upload['id']}"
        headers = {"Authorization": f"OAuth {self.page['token']}", "file_offset": "0"}
        half = requests.post(address, headers=headers, data=self.film[:1000])
        self.assertEqual(half.status_code, 400)
        offset = requests.get(address, headers=headers).json()["file_offset"]
        self.assertEqual(offset, 1000)
        handle = requests.post(address, headers={**headers, "file_offset": str(offset)}, data=self.film[offset:]).json()
        host = "graph-video.facebook.com"
        status, video = self.post(f"{self.page['id']}/videos", fbuploader_video_file_chunk=handle["h"], published="false")
        self.assertEqual(status, 200, video)
        answer = self.session.get(f"{self.sandbox.url}/{host}/{VERSION}/{video['id']}", params={"fields": "published"})
        self.assertEqual(answer.json(), {"published": False, "id": video["id"]})

    def test_a_reel_that_is_resumed(self):
        edge = f"{self.page['id']}/video_reels"
        _, started = self.post(edge, upload_phase="start")
        headers = {"Authorization": f"OAuth {self.page['token']}", "file_size": str(len(self.film))}
        self.sandbox.control("faults", mode="cut-upload", path="*/video-upload/*")
        with self.assertRaises(requests.ConnectionError):
            requests.post(started["upload_url"], headers={**headers, "offset": "0"}, data=self.film)
        _, video = self.post(started["video_id"], method="get", fields="status")
        offset = video["status"]["uploading_phase"]["bytes_transfered"]
        self.assertEqual(offset, len(self.film) // 2)
        wrong = requests.post(started["upload_url"], headers={**headers, "offset": "0"}, data=self.film)
        self.assertEqual(wrong.json()["debug_info"]["type"], "OffsetInvalidError")
        sent = requests.post(started["upload_url"], headers={**headers, "offset": str(offset)}, data=self.film[offset:])
        self.assertTrue(sent.json()["success"])
        status, finished = self.post(
            edge, upload_phase="finish", video_id=started["video_id"], video_state="PUBLISHED", description="Resumed"
        )
        self.assertEqual((status, finished), (200, {"success": True}))
        self.sandbox.advance(10)
        self.assertEqual(self.records(), [("reel", "published")])

    def test_photos_as_files_and_json_bodies(self):
        picture = {"source": ("a.jpg", (FIXTURES / "picture.jpg").read_bytes(), "image/jpeg")}
        status, photo = self.post(f"{self.page['id']}/photos", files=picture, published="false")
        self.assertEqual((status, set(photo)), (200, {"id"}))
        answer = self.session.post(
            f"{self.sandbox.url}/{VERSION}/{self.page['id']}/feed",
            json={"message": "Größe & Co", "attached_media": [{"media_fbid": photo["id"]}]},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        truth = self.sandbox.read(f"media?account={self.page['id']}")["media"]
        self.assertEqual([(post["kind"], post["message"]) for post in truth], [("photo", "Größe & Co")])
        status, refused = self.post(f"{self.page['id']}/photos", files={"source": ("a.jpg", b"no picture")})
        self.assertEqual((status, refused["error"]["error_subcode"]), (400, 1366046))
        status, twice = self.post(
            f"{self.page['id']}/feed", **{"attached_media[0]": json.dumps({"media_fbid": photo["id"]})}
        )
        self.assertEqual((status, twice["error"]["error_subcode"]), (400, 1366051))


if __name__ == "__main__":
    unittest.main()
