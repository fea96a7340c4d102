"""facebook_business: Meta's own SDK, with its cursors, batches and JSON parameters."""

import unittest

from facebook_business.adobjects.igcomment import IGComment
from facebook_business.adobjects.igmedia import IGMedia
from facebook_business.adobjects.igmediaforigonlyapi import IGMediaForIGOnlyAPI
from facebook_business.adobjects.iguser import IGUser
from facebook_business.adobjects.iguserforigonlyapi import IGUserForIGOnlyAPI
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.shadowigmediabuilder import ShadowIGMediaBuilder
from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi, FacebookRequest
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from rehearsal import VERSION, Rehearsal


def names(node):
    """Every field of a node that the SDK knows."""
    return sorted(value for name, value in vars(node.Field).items() if not name.startswith("_"))


class FacebookBusiness(Rehearsal):
    def setUp(self):
        super().setUp()
        self.api = self.client(self.facebook["token"])
        self.account = IGUser(self.facebook["id"], api=self.api)

    def client(self, token, version=VERSION, secret=None):
        session = FacebookSession(access_token=token, app_secret=secret)
        session.GRAPH = self.sandbox.url
        return FacebookAdsApi(session, api_version=version)

    def wait(self, container):
        builder = ShadowIGMediaBuilder(container, api=self.api)
        return self.poll(lambda: builder.api_get(fields=["status_code", "status"])["status_code"])

    def create(self, **params):
        return self.account.create_media(params=params)["id"]

    def publish(self, container):
        return self.account.create_media_publish(params={"creation_id": container})["id"]

    def post(self, caption):
        return self.publish(self.create(image_url=self.media("square.jpg"), caption=caption))

    def refusal(self, call, *arguments, **named):
        with self.assertRaises(FacebookRequestError) as raised:
            call(*arguments, **named)
        error = raised.exception
        self.assertIn("fbtrace_id", error.body()["error"])
        return error

    def test_accounts_are_found_through_the_pages(self):
        page = User("me", api=self.api).get_accounts(fields=["name", "access_token", "instagram_business_account"])[0]
        self.assertEqual(page["instagram_business_account"]["id"], self.facebook["id"])
        own = Page(page["id"], api=self.client(page["access_token"])).api_get(fields=["instagram_business_account"])
        self.assertEqual(own["instagram_business_account"]["id"], self.facebook["id"])

    def test_every_field_the_sdk_knows_is_known(self):
        # What is read by calls with an argument is another matter than a field.
        expansions = {"business_discovery", "collaborative_media_search", "mentioned_comment", "mentioned_media"}
        medium = self.post("Everything")
        comment = IGMedia(medium, api=self.api).create_comment(params={"message": "Anything"})["id"]
        container = self.create(image_url=self.media("square.jpg"))
        for node, identifier in [
            (IGUser, self.facebook["id"]), (IGMedia, medium), (IGComment, comment), (ShadowIGMediaBuilder, container),
        ]:
            fields = [name for name in names(node) if name not in expansions]
            with self.subTest(node=node.__name__):
                self.assertEqual(node(identifier, api=self.api).api_get(fields=fields)["id"], identifier)

        only = self.client(self.instagram["token"])
        user = IGUserForIGOnlyAPI("me", api=only).api_get(fields=names(IGUserForIGOnlyAPI))
        self.assertEqual(user["user_id"], self.instagram["id"])
        request = FacebookRequest(node_id="me", method="POST", endpoint="/media", api=only, target_class=IGMedia)
        container = request.add_params({"image_url": self.media("square.jpg")}).execute().json()["id"]
        request = FacebookRequest(node_id="me", method="POST", endpoint="/media_publish", api=only, target_class=IGMedia)
        medium = request.add_params({"creation_id": container}).execute().json()["id"]
        read = IGMediaForIGOnlyAPI(medium, api=only).api_get(fields=names(IGMediaForIGOnlyAPI))
        self.assertEqual((read["id"], read["media_type"]), (medium, "IMAGE"))

    def test_a_carousel_by_lists_and_booleans(self):
        children = [
            self.create(
                image_url=self.media("square.jpg"), is_carousel_item=True,
                user_tags=[{"username": "somebody", "x": 0.25, "y": 0.75}],
            ),
            self.create(video_url=self.media("film.mp4"), media_type="VIDEO", is_carousel_item=True),
        ]
        self.assertEqual(self.wait(children[1])[-1], "FINISHED")
        parent = self.create(media_type="CAROUSEL", children=children, caption="Zwei", collaborators=["friend"])
        album = IGMedia(self.publish(parent), api=self.api)
        slides = album.get_children(fields=["id", "media_type", "timestamp"])
        self.assertEqual([slide["media_type"] for slide in slides], ["IMAGE", "VIDEO"])
        self.assertEqual([friend["username"] for friend in album.get_collaborators(fields=["username"])], ["friend"])

    def test_a_reel_and_both_stories(self):
        reel = self.create(media_type="REELS", video_url=self.media("film.mp4"), share_to_feed=False, thumb_offset="1000")
        self.assertEqual(self.wait(reel), ["IN_PROGRESS", "FINISHED"])
        published = IGMedia(self.publish(reel), api=self.api).api_get(fields=["is_shared_to_feed", "media_product_type"])
        self.assertEqual((published["is_shared_to_feed"], published["media_product_type"]), (False, "REELS"))
        story = self.create(media_type="STORIES", video_url=self.media("film.mp4"))
        self.wait(story)
        story = self.publish(story)
        image = self.publish(self.create(media_type="STORIES", image_url=self.media("tall.jpg")))
        self.assertEqual([story["id"] for story in self.account.get_stories()], [image, story])

    def test_a_cursor_runs_to_the_end(self):
        posts = [self.post(str(number)) for number in range(7)][::-1]
        cursor = self.account.get_media(fields=["id", "caption"], params={"limit": 3})
        self.assertEqual([post["id"] for post in cursor], posts)
        medium = IGMedia(posts[0], api=self.api)
        comments = [medium.create_comment(params={"message": str(number)})["id"] for number in range(5)][::-1]
        self.assertEqual([comment["id"] for comment in medium.get_comments(params={"limit": 2})], comments)

    def test_comments(self):
        medium = IGMedia(self.post("Talk"), api=self.api)
        comment = IGComment(medium.create_comment(params={"message": "Hello"})["id"], api=self.api)
        reply = comment.create_reply(params={"message": "And hello"})["id"]
        self.assertEqual([found["id"] for found in comment.get_replies(fields=["id", "parent_id"])], [reply])
        visitor = self.sandbox.control("comments", media=medium["id"], username="visitor", text="Where?")["id"]
        visitor = IGComment(visitor, api=self.api)
        visitor.api_update(params={"hide": True})
        read = visitor.api_get(fields=["from", "hidden", "media"])
        self.assertEqual((read["from"]["username"], read["hidden"], read["media"]["id"]), ("visitor", True, medium["id"]))
        comment.api_delete()
        self.assertEqual(self.refusal(IGComment(reply, api=self.api).api_get).api_error_subcode(), 33)
        medium.api_update(params={"comment_enabled": False})
        self.assertIs(medium.api_get(fields=["is_comment_enabled"])["is_comment_enabled"], False)

    def test_the_publishing_limit(self):
        self.post("One")
        limit = self.account.get_content_publishing_limit(fields=["config", "quota_usage"])[0]
        self.assertEqual((limit["quota_usage"], limit["config"]["quota_total"]), (1, 100))

    def test_a_batch(self):
        answers = {}
        batch = self.api.new_batch()
        for name, fields in [("good", ["username"]), ("bad", ["nonsense"])]:
            self.account.api_get(
                fields=fields, batch=batch, success=lambda answer, name=name: answers.update({name: answer}),
                failure=lambda answer, name=name: answers.update({name: answer}),
            )
        self.account.create_media(
            params={"image_url": self.media("square.jpg"), "caption": "Größe & Co = 1 + 1"}, batch=batch,
            success=lambda answer: answers.update(made=answer),
        )
        self.assertIsNone(batch.execute())
        self.assertEqual((answers["good"].status(), answers["good"].json()["id"]), (200, self.facebook["id"]))
        self.assertEqual((answers["bad"].status(), answers["bad"].error().api_error_code()), (400, 100))
        medium = self.publish(answers["made"].json()["id"])
        self.assertEqual(IGMedia(medium, api=self.api).api_get(fields=["caption"])["caption"], "Größe & Co = 1 + 1")

    def test_deletion(self):
        medium = IGMedia(self.post("Gone soon"), api=self.api)
        medium.api_delete()
        error = self.refusal(medium.api_get)
        self.assertEqual((error.http_status(), error.api_error_code(), error.api_error_subcode()), (400, 100, 33))
        self.assertEqual(error.api_error_type(), "GraphMethodException")

    def test_a_proof_of_the_secret(self):
        signed = self.client(self.facebook["token"], secret="sandbox-app-secret")
        self.assertEqual(IGUser(self.facebook["id"], api=signed).api_get()["id"], self.facebook["id"])
        batch = signed.new_batch()
        answers = []
        IGUser(self.facebook["id"], api=signed).api_get(batch=batch, success=answers.append)
        self.assertIsNone(batch.execute())
        self.assertEqual([answer.json()["id"] for answer in answers], [self.facebook["id"]])
        guessed = self.client(self.facebook["token"], secret="a guess")
        error = self.refusal(IGUser(self.facebook["id"], api=guessed).api_get)
        self.assertEqual((error.api_error_code(), error.api_error_type()), (100, "GraphMethodException"))

    def test_errors_keep_their_facts(self):
        error = self.refusal(self.create, image_url=self.media("picture.png"))
        self.assertEqual((error.api_error_code(), error.api_error_subcode()), (36001, 2207005))
        self.assertIs(error.api_transient_error(), False)
        error = self.refusal(self.create, caption="no medium")
        self.assertEqual(error.api_error_message(), "(#100) The parameter image_url is required.")
        error = self.refusal(self.client("nonsense").call, "GET", ("me",))
        self.assertEqual((error.api_error_code(), error.api_error_type()), (190, "OAuthException"))
        self.assertIn("invalid_token", error.http_headers()["WWW-Authenticate"])
        self.sandbox.control("tokens", account=self.facebook["name"], revoked=True)
        error = self.refusal(self.account.api_get)
        self.assertEqual((error.api_error_code(), error.api_error_subcode()), (190, 458))


if __name__ == "__main__":
    unittest.main()
