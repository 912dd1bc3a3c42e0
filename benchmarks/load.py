"""Asks a running college for catalogue pages, and says how quickly it answers.

RECOVERYCOLLEGE_THROTTLE=off make run
python benchmarks/load.py [--url http://127.0.0.1:8000] [--requests 2000] [--at-once 8]
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import queue
import statistics
import threading
import time
from urllib.parse import urlsplit

PAGES = (
    "/",
    "/courses",
    "/courses?page=2",
    "/courses?q=sleep",
    "/courses?q=anxeity",
    "/courses?strand=rebuilding-life&places=1",
    "/courses/understanding-anxiety",
    "/classes/100",
    "/support",
)


def main() -> None:
    options = arguments()
    place = urlsplit(options.url)
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for page in itertools.islice(itertools.cycle(PAGES), options.requests):
        waiting.put(page)
    seconds: list[float] = []
    failed: list[str] = []
    asking = [
        threading.Thread(target=ask, args=(place.hostname, place.port, waiting, seconds, failed))
        for _ in range(options.at_once)
    ]
    began = time.perf_counter()
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    tell(seconds, failed, time.perf_counter() - began)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--at-once", type=int, default=8)
    return parser.parse_args()


def ask(
    host: str | None,
    port: int | None,
    waiting: queue.SimpleQueue[str],
    seconds: list[float],
    failed: list[str],
) -> None:
    """One visitor with one connection, page after page."""
    connection = http.client.HTTPConnection(host or "127.0.0.1", port, timeout=30)
    while True:
        try:
            page = waiting.get_nowait()
        except queue.Empty:
            connection.close()
            return
        began = time.perf_counter()
        try:
            connection.request("GET", page, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as problem:
            failed.append(f"{page}: {type(problem).__name__}")
            connection.close()
            continue
        seconds.append(time.perf_counter() - began)
        if answer.status != 200:
            failed.append(f"{page}: {answer.status}")


def tell(seconds: list[float], failed: list[str], took: float) -> None:
    if not seconds:
        print(f"no answer; {failed[0] if failed else 'nothing was asked'}")
        return
    cuts = statistics.quantiles(seconds, n=20) if len(seconds) > 1 else seconds * 19
    print(f"{len(seconds)} answers in {took:.1f} s: {len(seconds) / took:.0f} requests/s")
    print(f"median {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms, {len(failed)} failed")
    for line in sorted(set(failed))[:10]:
        print(f"  {line}")


if __name__ == "__main__":
    main()
