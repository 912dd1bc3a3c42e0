"""Plain text as HTML: the same words, and nothing in them is taken for HTML."""

from __future__ import annotations

import html
import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverycollege.letters.as_html import to_html
from recoverycollege.letters.deliver import deliver_due


def body(text: str) -> str:
    page = to_html(text, language="en", title="A message")
    return page.partition("<body")[2].partition(">")[2].rpartition("</body>")[0].strip()


def tags(text: str) -> set[str]:
    return set(re.findall(r"<(\w+)", body(text)))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Hello Ada,\n\nyour place.", "<p>Hello Ada,</p>\n<p>your place.</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("When:\n- a\n- b\n", "<p>When:</p>\n<ul><li>a</li><li>b</li></ul>"),
        ("- a\nend", "<ul><li>a</li></ul>\n<p>end</p>"),
        ("see http://a.example/x?b=1&c=2.", 'see <a href="http://a.example/x?b=1&amp;c=2">'),
        ("see http://a.example/x.", "http://a.example/x</a>."),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("", ""),
    ],
)
def test_words(text, made):
    assert made in body(text)


def test_a_link_of_its_own_is_large():
    assert "font-size" in body("Press:\n\nhttps://a.example/l/abc\n\nBye")
    assert "font-size" not in body("Press https://a.example/l/abc")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</body></html><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "data:text/html,<b>",
        'http://a.example/"onmouseover="alert(1)',
        "http://a.example/'><img>",
        "http://a.example/<script>",
        "&lt;script&gt;",
        "{body}{lang}",
        "\u202ehttp://a.example",
    ],
)
def test_hostile_words_stay_words(hostile):
    for text in (hostile, f"Hello {hostile},\n\n- {hostile}\n\n{hostile}"):
        assert tags(text) <= {"p", "a", "br", "ul", "li"}
        assert not re.search(r"<[^>]*\bon\w+=", body(text))
        assert all(link.startswith("http") for link in re.findall(r'href="([^"]*)', body(text)))
    assert "<html lang=" in to_html(hostile, language='en"><script>', title=hostile)
    assert "<script" not in to_html(hostile, language='en"><script>', title=hostile)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_every_word_arrives(text):
    made = html.unescape(re.sub(r"<[^>]*>", " ", body(text)))
    assert made.split() == [part for part in re.sub(r"^- ", "", text).split() if part] or (
        "http" in text
    )


def test_it_is_a_whole_and_well_formed_page():
    page = to_html("Hello\n\n- a\n\nhttps://a.example/", language="cy_GB", title="A & B")
    html5lib.HTMLParser(strict=True).parse(page)
    assert '<html lang="cy-GB">' in page
    assert "<title>A &amp; B</title>" in page
    assert "src=" not in page


def test_both_kinds_are_in_the_mail(app, place, mail_server):
    deliver_due()
    [message] = mail_server.messages
    assert message.get_content_type() == "multipart/alternative"
    plain, rich = message.iter_parts()
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    link = re.search(r"http\S+/places/link/\S+", plain.get_content())[0]
    assert f'<a href="{link}">' in rich.get_content()
    assert '<html lang="en">' in rich.get_content()
    words = re.sub(r"<title>.*?</title>|<[^>]*>", " ", rich.get_content(), flags=re.S)
    assert html.unescape(words).split() == plain.get_content().replace("- ", "").split()
