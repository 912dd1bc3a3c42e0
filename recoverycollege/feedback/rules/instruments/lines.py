"""Where in a file each value of a definition stands. Python's own readers of TOML and JSON do not
tell the lines, so the text is walked once more."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

Path = tuple[str | int, ...]
Lines = dict[Path, int]

BARE = re.compile(r"[A-Za-z0-9_-]+")
PLAIN = re.compile(r"[^,\]}\n#]*")
STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?!")', re.S),
    re.compile(r"'''.*?'''(?!')", re.S),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
GAPS = re.compile(r"(?:[\s,]|#[^\n]*)*")  # commas too: what they divide is known
TABLE = re.compile(r"\[\[?")


class Unreadable(ValueError):
    """No TOML or JSON at all; `line` is where the reader gave up."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


def read(text: str, is_json: bool) -> tuple[Any, Lines]:
    """The values, and for each the line where it is named. Raises Unreadable."""
    try:
        values = json.loads(text) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as problem:
        raise Unreadable(problem.lineno, problem.msg) from None
    except tomllib.TOMLDecodeError as problem:
        at = re.search(r"at line (\d+)", str(problem))
        line = int(at[1]) if at else text.count("\n") + 1
        raise Unreadable(line, str(problem)) from None
    walk = _Walk(text)
    if is_json:
        walk.gaps()
        walk.value(())
    else:
        walk.document()
    return values, walk.lines


class _Walk:
    """Goes through a text that is known to be sound."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: Lines = {(): 1}
        self.last: dict[Path, int] = {}  # list of tables → the index of its newest

    def document(self) -> None:
        table: Path = ()
        self.gaps()
        while self.at < len(self.text):
            header = TABLE.match(self.text, self.at)
            if header:
                line = self.line()
                self.at = header.end()
                table = self.table(self.key(), len(header[0]) == 2)
                self.lines.setdefault(table, line)
                self.at += len(header[0])
            else:
                self.pair(table)
            self.gaps()

    def table(self, keys: Path, in_list: bool) -> Path:
        path: Path = ()
        for key in keys[:-1]:
            path = self.newest((*path, key))
        path = (*path, keys[-1])
        if not in_list:
            return path
        self.lines.setdefault(path, self.line())
        self.last[path] = self.last.get(path, -1) + 1
        return self.newest(path)

    def newest(self, path: Path) -> Path:
        return (*path, self.last[path]) if path in self.last else path

    def pair(self, table: Path) -> None:
        line = self.line()
        path = (*table, *self.key())
        if path in self.lines:  # JSON lets a name stand twice, and keeps the last
            raise Unreadable(line, f"{path[-1]} is there twice")
        for known in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:known], line)
        self.at += 1  # the sign between name and value
        self.gaps()
        self.value(path)

    def value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening == "{":
            self.at += 1
            self.gaps()
            while self.text[self.at] != "}":
                self.pair(path)
                self.gaps()
            self.at += 1
        elif opening == "[":
            self.at += 1
            self.gaps()
            index = 0
            while self.text[self.at] != "]":
                self.lines[(*path, index)] = self.line()
                self.value((*path, index))
                self.gaps()
                index += 1
            self.at += 1
        else:
            self.string() or self.skip(PLAIN)

    def key(self) -> Path:
        """A name, or several with points between them; the walk stands at the sign after it."""
        keys: list[str] = []
        while True:
            self.gaps()
            quoted = self.string()
            keys.append(tomllib.loads(f"k = {quoted}")["k"] if quoted else self.skip(BARE))
            self.gaps()
            if self.text[self.at] != ".":
                return tuple(keys)
            self.at += 1

    def string(self) -> str:
        for form in STRINGS:
            if form.match(self.text, self.at):
                return self.skip(form)
        return ""

    def gaps(self) -> None:
        self.skip(GAPS)

    def skip(self, what: re.Pattern[str]) -> str:
        found = what.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1
