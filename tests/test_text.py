"""Text from people is safe to store, to show, to search and to put in a header."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverycollege.text import clean, filename_safe, fold, header_safe, markdown, plain, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Understanding ANXIETY", "understanding anxiety"),
        ("A good night’s sleep", "a good nights sleep"),
        ("A good night's sleep", "a good nights sleep"),
        ("Self-esteem & me", "self esteem me"),
        ("Søren, Åse og Ægir", "soren ase og aegir"),
        ("naïve café", "naive cafe"),
        ("Straße", "strasse"),
        ("Łódź, Đorđe, Þór, œuvre", "lodz dorde thor oeuvre"),
        ("re\u00adcovery", "recovery"),
        ("snake_case  and\ttabs\n", "snake case and tabs"),
        ("İstanbul ﬁnds ½", "istanbul finds 1 2"),
        ("a\u0301 decomposed", "a decomposed"),
        ("🙂", ""),
        ("", ""),
    ],
)
def test_folding(typed, folded):
    assert fold(typed) == folded
    assert words(typed) == folded.split()


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert all(c.isalnum() or c == " " for c in fold(text))


@given(st.text())
def test_folding_does_not_mind_how_accents_are_written(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\n\ntwo", "<p>One</p>\n<p>two</p>"),
        ("**kind** and *calm*", "<p><strong>kind</strong> and <em>calm</em></p>"),
        ("- tea\n- talk", "<ul>\n<li>tea</li>\n<li>talk</li>\n</ul>"),
        ("> hope", "<blockquote>\n<p>hope</p>\n</blockquote>"),
        ("one\\\ntwo", "<p>one<br>\ntwo</p>"),
        ("[us](/contact)", '<p><a href="/contact" rel="noopener">us</a></p>'),
        ("[w](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener">w</a></p>'),
        ("[r](tel:0123)", '<p><a href="tel:0123" rel="noopener">r</a></p>'),
        ("    indented", "<p>indented</p>"),
        ("", ""),
    ],
)
def test_markdown(source, html):
    assert markdown(source) == html


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("# a\n## b\n### c", ["h3", "h4", "h4"]),
        ("## a\n### b\n## c", ["h3", "h4", "h3"]),
        ("#### a\n# b\n##### c", ["h3", "h3", "h4"]),
        ("a\n===\nb\n---", ["h3", "h4"]),
    ],
)
def test_headings_stay_below_the_page_and_skip_no_level(source, tags):
    html = markdown(source)
    assert [html[i + 1 : i + 3] for i in range(len(html)) if html.startswith("<h", i)] == tags


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<p style="color:red" onclick="x()">a</p>',
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        "[a](//elsewhere.example)",
        "[a](/\\elsewhere.example)",
        "[a](elsewhere)",
        "<javascript:alert(1)>",
        "![a](https://elsewhere.example/spy.gif)",
        '[a](/x "onclick=alert(1)")',
    ],
)
def test_markdown_lets_no_harm_through(source):
    html = markdown(source)
    for harm in ("<script", "<img", "<p ", 'href="j', 'href="d', 'href="//', 'href="e', "title="):
        assert harm not in html.lower()


@given(st.text(alphabet="<>[]()!#*`\\/:&; \nab-1\0'\""))
def test_markdown_never_falls_over_and_only_makes_listed_tags(text):
    html = markdown(text)
    for tag in ("<script", "<h1", "<h2", "<img", "<pre", "<code"):
        assert tag not in html
    assert "\n" not in plain(text)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("# Hope\n\nCome *as you\nare*.\n\n- tea\n- talk", "Hope Come as you are. tea talk"),
        ("See [our page](/x).", "See our page."),
        ("tea &amp; talk & more", "tea & talk & more"),
        ("a <b>b</b>", "a <b>b</b>"),
    ],
)
def test_plain(source, line):
    assert plain(source) == line


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("Hello\r\nBcc: all@example.org", "Hello Bcc: all@example.org"),
        ("a\u2028b\u2029c\x85d\x0be", "a b c d e"),
        ("a\0b\x07c", "abc"),
        ("\u202egnihton", "gnihton"),
        ("  Søren 🙂 ", "Søren 🙂"),
        ("x" * 300, "x" * 200),
        ("\ud800half", "half"),
    ],
)
def test_header_safe(typed, safe):
    assert header_safe(typed) == safe


@given(st.text())
def test_a_header_is_one_line(text):
    safe = header_safe(text)
    assert len(safe) <= 200
    assert len(safe.splitlines()) <= 1
    assert not any(unicodedata.category(c) == "Cc" for c in safe)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("A good night’s sleep.ics", "a-good-nights-sleep.ics"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\data\\me.pdf", "c-data-me.pdf"),
        ("Søren & Åse", "soren-ase"),
        ("\0\r\n", "file"),
        ("مرحبا", "file"),
        ("...", "file"),
        ("word " * 60 + ".pdf", ("word-" * 60)[:76].strip("-") + ".pdf"),
    ],
)
def test_filename_safe(name, safe):
    assert filename_safe(name) == safe


@given(st.text())
def test_a_file_name_is_plain(name):
    safe = filename_safe(name)
    assert 0 < len(safe) <= 80
    assert set(safe) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert not safe.startswith((".", "-"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b\x01c\x7fd\x9be", "abcde"),
        ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("e\u0301", "é"),
        ("\udfff", ""),
        ("👩‍👩‍👧 مرحبا", "👩‍👩‍👧 مرحبا"),
    ],
)
def test_clean(typed, kept):
    assert clean(typed) == kept
