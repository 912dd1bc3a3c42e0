"""The inspector of pages finds each fault it is there for, and nothing wrong with a good page."""

import time

import pytest

from tests.inspect_page import CHECKS, inspect
from tests.inspect_page.headers import CHECKS as HEADER_CHECKS

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
}
GOOD = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Find a course – Riverside Recovery College</title>
  <meta name="description" content="Courses for everyone">
  <link rel="stylesheet" href="/static/css/site.css">
  <link rel="canonical" href="https://college.example/courses">
  <script type="application/ld+json">{"@type": "Course", "name": "Sleep &amp; rest"}</script>
  <script src="/static/js/site.js" defer></script>
</head>
<body>
  <a class="skip" href="#main">Skip to the main part</a>
  <header><a href="/"><svg viewBox="0 0 9 9" aria-hidden="true"><path d="M0 0"/></svg> Home</a>
    <nav aria-label="Main"><ul><li><a href="/courses">Courses</a></li></ul></nav></header>
  <main id="main">
    <h1>Find a course</h1>
    <p>Everyone waits patiently on the inpatient ward; none of it is a test.
      No course for <q>{{ DNA }} &amp;lt;</q>. <a href="https://charity.example/">Elsewhere</a></p>
    <h2 id="when">When</h2>
    <h3>Days</h3>
    <h2>More</h2>
    <dl><div><dt>When</dt><dd>Mondays</dd></div></dl>
    <ol><li>One</li><li>Two</li></ol>
    <img src="/static/images/hill.svg" alt="">
    <table><caption>Dates</caption>
      <thead><tr><th scope="col">Day</th><th scope="col">Time</th></tr></thead>
      <tbody><tr><th scope="row">Monday</th><td>10:30</td></tr></tbody></table>
    <form action="/courses"><label for="q">Search</label> <input id="q" name="q" value="{{ None">
      <button>Show courses</button></form>
    <form method="post" action="/classes/1/ask">
      <input type="hidden" name="csrf_token" value="token">
      <fieldset aria-describedby="hint"><legend>How can we reach you?</legend>
        <p id="hint">One way is enough.</p>
        <label><input type="radio" name="contact_by" value="phone"> By phone</label></fieldset>
      <input aria-label="Your number" name="phone" type="tel">
      <select aria-labelledby="when" name="day"><option>Monday</option></select>
      <label for="needs">What would help?</label>
      <textarea id="needs" name="needs">Traceback, patient</textarea>
      <button type="submit">Save my place</button></form>
    <details><summary>Who reads this</summary><p>The office.</p></details>
  </main>
  <footer><p><a href="/help-now">Get help now</a></p></footer>
</body>
</html>
"""


def look(html: str = GOOD, status: int = 200, headers=HEADERS, path: str = "/courses") -> list[str]:
    return inspect(html, status=status, headers=headers, path=path)


def checks_in(findings: list[str]) -> set[str]:
    return {finding.split(": ")[1] for finding in findings}


def test_a_good_page_passes():
    assert look() == []


MAIN = '<main id="main">'
FAULTS = [
    # The check that should notice, what is taken from the good page, what is put in its place.
    ("strict_html", "<!doctype html>\n", ""),
    ("strict_html", "</h3>", ""),
    ("strict_html", MAIN, f"{MAIN}<p><div>no</div></p>"),
    ("strict_html", MAIN, f'{MAIN}<p class="a" class="b">twice</p>'),
    ("strict_html", MAIN, f'{MAIN}<a href="/"><a href="/">a</a></a>'),
    ("strict_html", '<label for="q">', '<form action="/x"></form><label for="q">'),
    ("ids", '<h2 id="when">', '<h2 id="when"><span id="when">x</span>'),
    ("ids", "<h3>", '<h3 id="a b">'),
    ("ids", "<h3>", '<h3 id="">'),
    ("one_heading_opens_the_title", "<h3>Days</h3>", "<h1>Find a course</h1>"),
    ("one_heading_opens_the_title", "<h1>Find a course</h1>", ""),
    ("one_heading_opens_the_title", "<h1>Find a course</h1>", "<h1></h1>"),
    ("one_heading_opens_the_title", "<title>Find a course", "<title>Courses"),
    ("error_in_title", "<title>", "<title>Error: "),
    ("language", ' lang="en"', ""),
    ("heading_levels", "<h3>Days</h3>", "<h4>Days</h4>"),
    ("sections_have_a_heading", "<p>Everyone", "<section>a</section><p>Everyone"),
    ("one_main", '<main id="main">', '<main id="main"></main><main>'),
    ("one_main", '<main id="main">', '<div id="main">', "</main>", "</div>"),
    ("skip_link", '<a class="skip" href="#main">Skip to the main part</a>', ""),
    ("skip_link", 'href="#main"', 'href="#nowhere"'),
    ("skip_link", "<header>", '<header id="top">', 'href="#main"', 'href="#top"'),
    ("help_is_near", "/help-now", "/help-later"),
    ("references", 'aria-describedby="hint"', 'aria-describedby="hint gone"'),
    ("references", 'aria-labelledby="when"', 'aria-labelledby="gone"'),
    ("references", "<details>", '<details aria-controls="gone">'),
    ("references", 'href="https://charity.example/"', 'href="#gone"'),
    ("references", 'href="https://charity.example/"', 'href="#"'),
    ("lists", "<li>One</li>", "<p>One</p>"),
    ("lists", "<li>One</li>", "One"),
    ("lists", "<dl><div>", "<dl><p>a</p><div>"),
    ("lists", "<h3>Days</h3>", "<li>Days</li>"),
    ("tables", "<caption>Dates</caption>", ""),
    ("tables", "<caption>Dates</caption>", "<caption></caption>"),
    ("tables", '<th scope="row">', "<th>"),
    ("images", ' alt=""', ""),
    ("images", "<button>", '<input type="image" src="/x.png"><button>'),
    ("labels", '<label for="q">Search</label>', ""),
    ("labels", '<label for="q">Search</label>', '<label for="q"></label>'),
    ("labels", ' aria-label="Your number"', ' title="Your number"'),
    ("labels", ' aria-labelledby="when"', ""),
    ("labels", '<label for="needs">What would help?</label>', ""),
    ("labels_lead_somewhere", 'for="needs"', 'for="gone"'),
    ("labels_lead_somewhere", 'for="needs"', 'for="hint"'),
    ("labels_lead_somewhere", "<legend>", "<legend><label>Lost</label>"),
    ("fieldsets", "<legend>How can we reach you?</legend>", ""),
    ("fieldsets", "<legend>How", "<p>First</p><legend>How"),
    ("buttons", 'type="submit">', 'type="send">'),
    ("buttons", 'type="submit">', 'type="button">'),
    ("buttons", "<button>Show courses</button>", ""),
    ("buttons", "Show courses", ""),
    ("buttons", "<h3>", "<button>Lost</button><h3>"),
    ("tokens", '<input type="hidden" name="csrf_token" value="token">', ""),
    ("tokens", 'name="csrf_token" value="token"', 'name="csrf_token"'),
    ("tokens", '<form action="/courses">', '<form><input type="hidden" name="csrf_token">'),
    ("nested_controls", ">Show courses<", '><a href="/">Show courses</a><'),
    ("nested_controls", ">Elsewhere<", "><button type=button>Elsewhere</button><"),
    ("nested_controls", "Who reads this", '<a href="/">Who reads this</a>'),
    ("inline_code", "<h3>", '<h3 style="color: red">'),
    ("inline_code", "<h3>", '<h3 onclick="go()">'),
    ("inline_code", "</head>", "<style>p {}</style></head>"),
    ("inline_code", "</head>", "<script>go()</script></head>"),
    ("inline_code", ' src="/static/js/site.js"', ""),
    ("inline_code", "https://charity.example/", "javascript:go()"),
    ("data_blocks", '"Course", ', '"Course", , '),
    ("other_hosts", 'href="/static/css', 'href="https://cdn.example/css'),
    ("other_hosts", 'rel="canonical"', 'rel="preload" as="style"'),
    ("other_hosts", 'src="/static/js', 'src="//cdn.example/js'),
    ("other_hosts", 'src="/static/images', 'src="https://cdn.example/images'),
    ("other_hosts", ' alt=""', ' alt="" srcset="/a.png 1x, https://cdn.example/a.png 2x"'),
    ("leftovers", "Mondays", "None"),
    ("leftovers", "Mondays", "Undefined"),
    ("leftovers", "Mondays", "{{ day }}"),
    ("leftovers", "Mondays", "}}"),
    ("leftovers", "Mondays", "{% if day"),
    ("leftovers", "Mondays", "%(day)s"),
    ("leftovers", "Mondays", "Sleep &amp;amp; rest"),
    ("leftovers", "Mondays", "&amp;lt;b>"),
    ("leftovers", "Mondays", "Traceback (most recent call last)"),
    ("leftovers", "Courses for everyone", "None"),
    ("leftovers", "Your number", "%(which)s"),
    ("unkind_words", "Mondays", "For each Patient"),
    ("unkind_words", "Mondays", "Other patients"),
    ("unkind_words", "Mondays", "Marked as DNA"),
    ("unkind_words", "Mondays", "An invalid day"),
    ("unkind_words", "Mondays", "An\n error occurred"),
    ("unkind_words", "<button>Show courses</button>", '<input type="submit" value="Submit">'),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]} {fault[2][:40]}")
def test_each_check_catches_its_fault(fault):
    check, *changes = fault
    html = GOOD
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in html
        html = html.replace(old, new)
    assert check in checks_in(look(html))


BAD_HEADERS = [
    ("content_type", "Content-Type", "text/html"),
    ("other_headers", "X-Content-Type-Options", None),
    ("other_headers", "Referrer-Policy", None),
    ("other_headers", "Referrer-Policy", "unsafe-url"),
    ("other_headers", "Cross-Origin-Opener-Policy", "unsafe-none"),
    ("other_headers", "Permissions-Policy", None),
    ("strict_transport_security", "Strict-Transport-Security", "max-age=31536000"),
    ("content_security_policy", "Content-Security-Policy", None),
]
POLICY_FAULTS = [
    ("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
    ("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
    ("script-src 'self'", "script-src *"),
    ("script-src 'self'", "script-src 'self' data:"),
    ("default-src 'none'", "default-src https:"),
    ("default-src 'none'; ", ""),
    ("; frame-ancestors 'none'", ""),
    ("frame-ancestors 'none'", "frame-ancestors 'self'"),
    ("base-uri 'none'; ", ""),
    ("form-action 'self'; ", ""),
]


@pytest.mark.parametrize(("check", "name", "value"), BAD_HEADERS)
def test_each_header_is_missed(check, name, value):
    sent = {key: each for key, each in (HEADERS | {name: value}).items() if each is not None}
    assert checks_in(look(headers=sent)) == {check}


@pytest.mark.parametrize(("old", "new"), POLICY_FAULTS)
def test_a_loose_policy_is_noticed(old, new):
    policy = HEADERS["Content-Security-Policy"].replace(old, new)
    assert policy != HEADERS["Content-Security-Policy"]
    findings = look(headers=HEADERS | {"Content-Security-Policy": policy})
    assert checks_in(findings) == {"content_security_policy"}


def test_header_names_may_be_written_in_any_case():
    assert look(headers={name.upper(): value for name, value in HEADERS.items()}) == []


def test_https_asks_for_strict_transport_security():
    path = "https://college.example/courses"
    assert checks_in(look(path=path)) == {"strict_transport_security"}
    assert look(headers=HEADERS | {"Strict-Transport-Security": "max-age=1"}, path=path) == []


def test_a_form_that_came_back_says_so_in_the_title():
    assert checks_in(look(status=422)) == {"error_in_title"}
    assert look(GOOD.replace("<title>", "<title>Error: "), status=422) == []


def test_every_check_has_a_fault_that_shows_it_works():
    shown = {fault[0] for fault in FAULTS} | {each[0] for each in BAD_HEADERS}
    assert shown == {check.__name__ for check in (*CHECKS, *HEADER_CHECKS)}


def test_findings_are_remembered_by_page_and_told_with_the_path():
    seen: dict[str, list[str]] = {}
    bad = GOOD.replace(' lang="en"', "")
    first = inspect(bad, status=200, headers=HEADERS, path="/a", seen=seen)
    again = inspect(bad, status=200, headers=HEADERS, path="/b", seen=seen)
    assert first == ["/a: language: <html> has no lang"]
    assert again == ["/b: language: <html> has no lang"]
    assert len(seen) == 1


@pytest.mark.parametrize(
    "html", ["", "\0", "<", "plain words", "<table><li><a", "<svg><p>", "<!--"]
)
def test_rubbish_is_found_wanting_without_falling_over(html):
    assert "strict_html" in checks_in(look(html))


def test_is_quick_enough_to_do_for_every_page():
    times = []
    for _ in range(5):
        start = time.perf_counter()
        look()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.025
