"""pystagram: every parameter in the query, Python's own spelling of Booleans, its defaults sent along."""

import unittest

from pystagram import PystagramGraphApi
from pystagram.components.containers import (
    CarouselContainer, ImageContainer, ReelContainer, StoryContainer, VideoContainer,
)
from pystagram.components.fields import CommentFields, ContainerFields, MediaFields
from pystagram.helpers.errors import PystagramApiError, PystagramOAuthError

from rehearsal import VERSION, Rehearsal


class Pystagram(Rehearsal):
    def setUp(self):
        super().setUp()
        self.api = PystagramGraphApi(self.sandbox.read("platform")["appID"], "sandbox-app-secret", self.facebook["token"])
        self.api.base_url = f"{self.sandbox.url}/{VERSION}"
        # Left alone it asks for the second page again and again.
        self.api.MAX_PAGES = 1

    def create(self, container):
        return self.api.user.media.create(container).data["id"]

    def publish(self, container):
        return self.api.user.media_publish.create(container).data["id"]

    def wait(self, container):
        return self.poll(lambda: self.api.container.get(container, ContainerFields.STATUS_CODE).data["status_code"])

    def read(self, medium, *fields):
        return self.api.media.get(medium, list(fields)).data

    def test_the_account_is_found(self):
        self.assertEqual(self.api.get_user_id(), self.facebook["id"])
        self.assertEqual(set(self.api.me.get().data), {"name", "id"})

    def test_an_image_with_its_defaults(self):
        medium = self.publish(self.create(ImageContainer(self.media("square.jpg"), caption="Brot & Butter #1")))
        fields = [field for field in MediaFields if field != MediaFields.OWNER]
        read = self.read(medium, *fields, MediaFields.OWNER)
        self.assertEqual((read["caption"], read["media_type"]), ("Brot & Butter #1", "IMAGE"))
        self.assertNotIn("children", read)
        listed = self.api.user.media.get(limit=1).data
        self.assertEqual([post["id"] for post in listed["data"]][0], medium)

    def test_a_carousel(self):
        children = [
            self.create(ImageContainer(self.media("square.jpg"), is_carousel_item=True)),
            self.create(VideoContainer(self.media("film.mp4"), is_carousel_item=True)),
        ]
        for child in children:
            self.wait(child)
        medium = self.publish(self.create(CarouselContainer(",".join(children), caption="Pair")))
        slides = self.api.media.children.get(medium).data
        self.assertEqual(len(slides["data"]), 2)
        self.assertEqual(self.read(medium, MediaFields.CHILDREN)["children"], slides)

    def test_a_reel_under_the_name_meta_gave_it(self):
        container = ReelContainer(self.media("film.mp4"), caption="Loaf")
        with self.assertRaises(PystagramOAuthError) as refusal:
            self.create(container)
        self.assertEqual((refusal.exception.code, refusal.exception.error_subcode), (100, 2207023))
        container.media_type = "REELS"
        made = self.create(container)
        self.assertEqual(self.wait(made), ["IN_PROGRESS", "FINISHED"])
        self.assertEqual(self.read(self.publish(made), MediaFields.MEDIA_PRODUCT_TYPE)["media_product_type"], "REELS")

    def test_stories(self):
        image = self.publish(self.create(StoryContainer(image_url=self.media("tall.jpg"))))
        made = self.create(StoryContainer(video_url=self.media("film.mp4")))
        self.wait(made)
        video = self.publish(made)
        self.assertEqual([story["id"] for story in self.api.user.stories.get().data["data"]], [video, image])

    def test_comments(self):
        medium = self.publish(self.create(ImageContainer(self.media("square.jpg"))))
        comment = self.api.media.comments.create(medium, "Hello").data["id"]
        reply = self.api.comment.replies.create(comment, "Hello too").data["id"]
        self.assertEqual([found["id"] for found in self.api.media.comments.get(medium).data["data"]], [comment])
        self.assertEqual([found["id"] for found in self.api.comment.replies.get(comment).data["data"]], [reply])
        read = self.api.comment.get(comment, list(CommentFields)).data
        self.assertEqual((read["text"], read["media"]["id"]), ("Hello", medium))
        self.assertEqual(self.api.comment.update(comment, hide=True).data, {"success": True})
        self.assertEqual(self.api.media.update(medium, comment_enabled=False).data, {"success": True})
        self.assertIs(self.read(medium, MediaFields.IS_COMMENT_ENABLED)["is_comment_enabled"], False)
        self.assertEqual(self.api.comment.delete(comment).data, {"success": True})
        self.assertEqual(self.api.media.comments.get(medium).data, {"data": []})

    def test_the_limit_and_a_longer_token(self):
        limit = self.api.user.content_publishing_limit.get(fields="config,quota_usage").data["data"][0]
        self.assertEqual(limit, {"config": {"quota_total": 100, "quota_duration": 86400}, "quota_usage": 0})
        self.assertEqual(self.api.oauth.access_token.get().data["token_type"], "bearer")

    def test_a_dead_token(self):
        with self.assertRaises((PystagramOAuthError, PystagramApiError)) as refusal:
            self.api.me.get(access_token="nonsense")
        self.assertEqual(refusal.exception.code, 190)


if __name__ == "__main__":
    unittest.main()
