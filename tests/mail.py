"""Reads the messages of a finished site with Python's own mail library, which shares nothing with the
program: python3 tests/mail.py output"""

import email
import email.policy
import html
import html.parser
import pathlib
import re
import sys


class Pictures(html.parser.HTMLParser):
    """The address and the alternative text of every picture."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.found.append((dict(attributes)["src"], dict(attributes).get("alt")))


def pictures(text):
    reader = Pictures()
    reader.feed(text)
    return reader.found


def check(folder):
    message = email.message_from_bytes(
        (folder / "newsletter.eml").read_bytes(), policy=email.policy.default
    )
    assert not message.defects, message.defects
    assert message.get_content_type() == "multipart/alternative"
    title = re.search(r"<h1[^>]*>(.*?)</h1>", (folder / "mail.html").read_text("utf-8")).group(1)
    assert message["subject"] == html.unescape(title), (message["subject"], title)
    assert message["date"].datetime is not None
    text, related = message.iter_parts()
    assert text.get_content_type() == "text/plain"
    unix = text.get_content().replace("\r\n", "\n")
    assert unix == (folder / "newsletter.txt").read_text("utf-8")
    assert related.get_content_type() == "multipart/related"
    page, *images = related.iter_parts()
    assert page.get_content_type() == "text/html"
    by_id = {image["content-id"].strip("<>"): image for image in images}
    shown = pictures(page.get_content())
    beside = pictures((folder / "mail.html").read_text("utf-8"))
    assert len(shown) == len(beside) == len(images) > 0
    for (source, words), (address, same) in zip(shown, beside):
        image = by_id[source.removeprefix("cid:")]
        assert image.get_content_type() == "image/png"
        name = address.rsplit("/", 1)[1]
        assert image.get_content() == (folder / name).read_bytes(), name
        assert words == same and re.search(r"\d", words), words
    for part in message.walk():
        assert not part.defects, part.defects


if __name__ == "__main__":
    issues = sorted(pathlib.Path(sys.argv[1]).glob("newsletter/*/newsletter.eml"))
    assert issues, "there is no issue"
    for issue in issues:
        check(issue.parent)
    print(f"{len(issues)} messages are sound")
