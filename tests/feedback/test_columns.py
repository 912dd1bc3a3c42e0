"""Tables as people save them."""

from __future__ import annotations

import pytest

from recoverycollege.feedback.rules.columns import (
    Unclear,
    before_and_after,
    numbers,
    read_table,
)


def columns(content: str | bytes, *named: str):
    table = read_table(content.encode() if isinstance(content, str) else content)
    return numbers(table, before_and_after(table, *named))


EXPECTED = [[1.5, None, 4.0], [2.0, 3.0, None]]


@pytest.mark.parametrize(
    "content",
    [
        "before,after\n1.5,2\n,3\n4,\n",
        "\ufeffbefore,after\r\n1.5,2\r\nNA,3\r\n4,n/a\r\n\r\n",
        "before;after\n1,5;2\n;3\n4;\n",
        "before\tafter\n1,5\t2\n\t3\n4\t\n",
        '"Name, first";pre;post\nAnn;1,5;2,0\nBob;;3\nCy;4;\n',
        '"before","after"\n"1,5","2"\n"","3"\n"4",""\n',
        "after,x,before\n2,a,1.5\n3,b,\n,c,4\n",
        "id,first,second,third\n1,1.5,2,9\n2,,3,9\n3,4,,9\n",
        "note,first,second\nwell,1.5,2\nfine,.,3\n,4\n",
        "1.5,2\n,3\n4,\n",
        "before,after\n\n1.5,2\n\n,3\n4\n",
        "before , After\n 1.5 ,2\n,\xa03\n4,-\n",
    ],
)
def test_what_is_understood(content) -> None:
    assert columns(content) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encodings(encoding) -> None:
    content = "früher;später\n1,5;−2\n" if encoding != "cp1252" else "früher;später\n1,5;-2\n"
    assert columns(content.encode(encoding), "FRÜHER", "später") == [[1.5], [-2.0]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The file is empty"),
        ("  \n\n", "The file is empty"),
        ("before\n1\n", "Two columns with numbers are needed. There is: before"),
        ("before,after\n1,2\nx,3\n", "Line 3, column before: “x” is not a number"),
        ('note,before,after\n"two\nlines",1,2\nb,3,y\n', "Line 4, column after: “y” is not"),
        ("before,after\n1,inf\n", "Line 2, column after: “inf” is not a number"),
        ("before,after\n1,1e300\n", "Line 2, column after: 1e300 is too large"),
        ("before,after\n1,5,2\n", "Line 2 has 3 cells, the header 2"),
        ("before;after\n1,5;2.5\n", "Line 2 has 1,5, and line 2 has 2.5: use one decimal sign"),
        ("before;after\n1,234;2\n", "Line 2 has 1,234: that may be a thousand"),
        ("before;after\n1.234,5;2\n", "Line 2, column before: “1.234,5” is not a number"),
    ],
)
def test_what_is_not(content, words) -> None:
    with pytest.raises(Unclear, match=words.replace("(", r"\(")):
        columns(content)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (("gone", "b"), "There is no column gone. There is: a, b, B"),
        (("a", None), "Name both columns"),
        (("a", "A"), "the same column"),
    ],
)
def test_columns_that_were_named(named, words) -> None:
    with pytest.raises(Unclear, match=words):
        columns("a,b,B\n1,2,3\n", *named)


def test_a_column_whose_name_is_there_twice() -> None:
    with pytest.raises(Unclear, match="2 columns are called B"):
        columns("a,b,b\n1,2,3\n", "a", "B")
