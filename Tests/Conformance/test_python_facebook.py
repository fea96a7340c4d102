"""python-facebook-api (sns-sdks): typed models of its own over every answer."""

import unittest

from pyfacebook import FacebookError, GraphAPI, IGBusinessApi

from rehearsal import VERSION, Rehearsal


class PythonFacebook(Rehearsal):
    def setUp(self):
        super().setUp()
        self.api = IGBusinessApi(
            access_token=self.facebook["token"], instagram_business_id=self.facebook["id"],
            base_url=self.sandbox.url + "/", version=VERSION,
        )

    def create(self, **parameters):
        return self.api.post_object(self.facebook["id"], "media", data=parameters)["id"]

    def wait(self, container):
        return self.poll(lambda: self.api.container.get_info(container).status_code)

    def publish(self, container):
        return self.api.post_object(self.facebook["id"], "media_publish", data={"creation_id": container})["id"]

    def post(self, caption, image="square.jpg"):
        return self.publish(self.create(image_url=self.media(image), caption=caption))

    def test_accounts_are_found_through_the_pages(self):
        graph = GraphAPI(access_token=self.facebook["token"], base_url=self.sandbox.url + "/", version=VERSION)
        me = graph.get_object("me", fields="id,name")
        pages = graph.get_connection("me", "accounts")
        page = pages["data"][0]
        self.assertEqual(set(page), {"access_token", "category", "category_list", "name", "id", "tasks"})
        self.assertEqual(set(pages["paging"]["cursors"]), {"before", "after"})
        self.assertEqual(graph.exchange_long_lived_page_access_token(me["id"], self.facebook["token"]), pages)
        self.assertEqual(graph.exchange_page_access_token(page["id"]), page["access_token"])
        linked = graph.get_object(page["id"], fields="instagram_business_account")
        self.assertEqual(linked, {"instagram_business_account": {"id": self.facebook["id"]}, "id": page["id"]})
        user = self.api.user.get_info()
        self.assertEqual(user.id, self.facebook["id"])
        self.assertEqual((user.media_count, type(user.followers_count)), (0, int))

    def test_an_image_post_reads_back(self):
        container = self.create(image_url=self.media("square.jpg"), caption="Stollen, frisch #advent")
        self.assertEqual(self.wait(container), ["FINISHED"])
        medium = self.publish(container)
        self.assertNotEqual(medium, container)
        info = self.api.container.get_info(container, fields="id,status,status_code", return_json=True)
        self.assertEqual(
            info,
            {"id": container, "status": "Published: Media has been successfully published.", "status_code": "PUBLISHED"},
        )
        post = self.api.media.get_info(medium)
        self.assertEqual((post.id, post.caption, post.media_type), (medium, "Stollen, frisch #advent", "IMAGE"))
        self.assertEqual((post.comments_count, post.like_count), (0, 0))
        self.assertIsNone(post.children)
        self.assertRegex(post.timestamp, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$")
        self.assertRegex(post.permalink, r"/p/[\w-]{11}/$")
        picture = self.api.session.get(post.media_url)
        self.assertEqual((picture.status_code, picture.headers["Content-Type"]), (200, "image/jpeg"))

    def test_a_carousel_of_images_and_a_video(self):
        children = [
            self.create(image_url=self.media("square.jpg"), is_carousel_item=True),
            self.create(video_url=self.media("film.mp4"), media_type="VIDEO", is_carousel_item=True),
            self.create(image_url=self.media("portrait.jpg"), is_carousel_item="true", alt_text="A loaf"),
        ]
        for child in children:
            self.assertEqual(self.wait(child)[-1], "FINISHED")
        parent = self.create(media_type="CAROUSEL", children=",".join(children), caption="Three")
        self.assertEqual(self.wait(parent)[-1], "FINISHED")
        medium = self.publish(parent)
        album = self.api.media.get_info(medium)
        self.assertEqual((album.media_type, album.caption), ("CAROUSEL_ALBUM", "Three"))
        slides = album.children.data
        self.assertEqual([slide.media_type for slide in slides], ["IMAGE", "VIDEO", "IMAGE"])
        self.assertEqual([slide.thumbnail_url is None for slide in slides], [True, False, True])
        self.assertEqual(len({slide.permalink for slide in slides} | {album.permalink}), 4)
        edge = self.api.media.get_children(medium, return_json=True)
        self.assertEqual(set(edge), {"data"}, "the list of slides has no pages")
        self.assertEqual([slide["id"] for slide in edge["data"]], [slide.id for slide in slides])

    def test_a_reel_is_polled_and_lands_in_the_feed(self):
        container = self.create(media_type="REELS", video_url=self.media("film.mp4"), caption="Turning", thumb_offset=500)
        self.assertEqual(self.wait(container), ["IN_PROGRESS", "FINISHED"])
        medium = self.publish(container)
        reel = self.api.media.get_info(
            medium, fields="media_type,media_product_type,is_shared_to_feed,permalink,thumbnail_url,owner,shortcode,username"
        )
        self.assertEqual((reel.media_type, reel.media_product_type, reel.is_shared_to_feed), ("VIDEO", "REELS", True))
        self.assertTrue(reel.permalink.endswith(f"/reel/{reel.shortcode}/"))
        self.assertEqual(reel.owner.id, self.facebook["id"])

    def test_stories_of_both_kinds(self):
        image = self.create(media_type="STORIES", image_url=self.media("tall.jpg"))
        video = self.create(media_type="STORIES", video_url=self.media("film.mp4"))
        self.wait(video)
        published = [self.publish(image), self.publish(video)]
        stories = self.api.user.get_stories(fields="id,media_type,media_product_type,permalink,timestamp", return_json=True)
        self.assertEqual([story["id"] for story in stories["data"]], published[::-1])
        self.assertEqual({story["media_product_type"] for story in stories["data"]}, {"STORY"})
        self.assertEqual([story["media_type"] for story in stories["data"]], ["VIDEO", "IMAGE"])
        self.assertEqual(set(stories["paging"]), {"cursors"})
        self.assertEqual(self.api.user.get_media().data, [], "stories are no part of the profile")
        self.sandbox.advance(86_400)
        self.assertEqual(self.api.user.get_stories(return_json=True), {"data": []})

    def test_pages_of_media(self):
        posts = [self.post(f"Number {number}") for number in range(5)][::-1]
        first = self.api.get_connection(self.facebook["id"], "media", fields="id,caption", limit=2)
        self.assertEqual(set(first["paging"]), {"cursors", "next"})
        second = self.api.session.get(first["paging"]["next"]).json()
        self.assertEqual(set(second["paging"]), {"cursors", "next", "previous"})
        last = self.api.session.get(second["paging"]["next"]).json()
        self.assertEqual(set(last["paging"]), {"cursors", "previous"})
        self.assertEqual([post["id"] for page in (first, second, last) for post in page["data"]], posts)
        self.assertEqual(self.api.session.get(second["paging"]["previous"]).json()["data"], first["data"])
        every = self.api.user.get_media(fields="id", count=None, limit=2)
        self.assertEqual([post.id for post in every.data], posts)

    def test_comments_and_replies(self):
        medium = self.post("Say something")
        first = self.api.post_object(medium, "comments", data={"message": "First"})["id"]
        self.sandbox.advance(60)
        visitor = self.sandbox.control("comments", media=medium, username="visitor", text="Where?")["id"]
        replies = []
        for number in range(3):
            self.sandbox.advance(60)
            replies.append(self.api.post_object(visitor, "replies", data={"message": f"Here {number}"})["id"])

        comments = self.api.media.get_comments(medium, fields="id,text,username,user,hidden,like_count,replies{id,text}")
        self.assertEqual([comment.id for comment in comments.data], [visitor, first])
        self.assertEqual([comment.user and comment.user.id for comment in comments.data], [None, self.facebook["id"]])
        self.assertEqual([reply.id for reply in comments.data[0].replies.data], replies[::-1])
        self.assertIsNone(comments.data[1].replies, "a list of none is left out")
        answers = self.api.comment.get_replies(visitor, count=None, limit=2)
        self.assertEqual([reply.id for reply in answers.data], replies[::-1])
        page = self.api.get_connection(visitor, "replies", limit=2)
        self.assertEqual(set(page["paging"]), {"cursors", "next"})
        self.assertEqual(set(page["paging"]["cursors"]), {"after"})
        self.assertEqual(list(page["data"][0]), ["timestamp", "text", "id"])
        self.assertEqual(set(self.api.session.get(page["paging"]["next"]).json()), {"data"})

        self.assertEqual(self.api.post_object(visitor, data={"hide": "true"}), {"success": True})
        self.assertTrue(self.api.get_object(visitor, fields="hidden")["hidden"])
        self.assertEqual(self.api.delete_object(replies[0]), {"success": True})
        reply = self.api.reply.get_info(replies[1], fields="id,text,media,username")
        self.assertEqual((reply.media.id, reply.text), (medium, "Here 1"))
        self.assertEqual(self.api.media.get_info(medium).comments_count, 4)

        self.assertEqual(self.api.post_object(medium, data={"comment_enabled": "false"}), {"success": True})
        self.assertIs(self.api.media.get_info(medium, fields="is_comment_enabled").is_comment_enabled, False)
        with self.assertRaises(FacebookError):
            self.api.post_object(medium, "comments", data={"message": "Too late"})

    def test_the_publishing_limit(self):
        self.post("One")
        limit = self.api.user.get_content_publishing_limit(return_json=True)
        self.assertEqual(limit, {"data": [{"config": {"quota_total": 100, "quota_duration": 86400}, "quota_usage": 1}]})
        self.assertEqual(
            self.api.get_connection(self.facebook["id"], "content_publishing_limit"), {"data": [{"quota_usage": 1}]}
        )

    def test_a_medium_is_deleted(self):
        medium = self.post("Gone soon")
        self.assertEqual(self.api.delete_object(medium), {"success": True, "deleted_id": medium})
        with self.assertRaises(FacebookError) as refusal:
            self.api.media.get_info(medium, fields="id")
        self.assertEqual((refusal.exception.code, refusal.exception.error_subcode), (100, 33))

    def test_usage_is_read_from_the_headers(self):
        self.api.user.get_info()
        usage = self.api.rate_limit.get_limit(object_id=self.facebook["id"], rate_limit_type="instagram")
        self.assertEqual(usage.type, "instagram")
        self.assertEqual(usage.estimated_time_to_regain_access, 0)

    def test_a_token_is_examined(self):
        app = GraphAPI(
            app_id=self.sandbox.read("platform")["appID"], app_secret="sandbox-app-secret", application_only_auth=True,
            base_url=self.sandbox.url + "/", access_token_url=f"{self.sandbox.url}/oauth/access_token", version=VERSION,
        )
        token = app.debug_token(self.facebook["token"])["data"]
        self.assertEqual((token["type"], token["is_valid"], token["expires_at"]), ("USER", True, 0))
        self.assertIn("instagram_content_publish", token["scopes"])
        self.assertIn({"scope": "instagram_basic", "target_ids": [self.facebook["id"]]}, token["granular_scopes"])
        longer = app.exchange_long_lived_user_access_token(self.facebook["token"])
        self.assertEqual(set(longer), {"access_token", "token_type", "expires_in"})
        self.assertEqual(
            app.get_object("me", access_token=longer["access_token"]),
            app.get_object("me", access_token=self.facebook["token"]),
        )

    def test_looking_up_many_at_once_is_over(self):
        with self.assertRaises(FacebookError) as refusal:
            self.api.media.get_batch(ids=[self.facebook["id"]])
        self.assertEqual(refusal.exception.code, 100)


if __name__ == "__main__":
    unittest.main()
