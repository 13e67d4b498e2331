"""Compare our search with Pagefind (extended) and stock lunr.py on the same made-up pages.

    python bench/search.py [--suggestions 6000 --news 3200 …] [--queries 50]

Needs `pip install "pagefind[extended]==1.5.2"` in the same environment, and a Chromium. Every
number comes from this one run on this machine; the ratios mean more than the seconds. Without
Pagefind its column stays empty. Writes the section "Search" of docs/benchmarks.md.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from threading import Thread
from time import perf_counter
from urllib.parse import urlsplit

import click
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from huiyin import pipeline  # noqa: E402
from huiyin.demo.congress import Size, write_demo  # noqa: E402
from huiyin.model.site_model import SiteModel  # noqa: E402
from huiyin.render.scripts import search_script  # noqa: E402
from huiyin.search.documents import documents  # noqa: E402
from huiyin.search.index import SearchDocument, search_files  # noqa: E402

BEGIN, END = "<!-- search:begin -->", "<!-- search:end -->"
SHOWN = 10
RECALLED_AT_MOST = 200  # pages; of more, every one would have to be fetched to know its address

OURS = """async ([query, shown]) => {
    const start = performance.now();
    const { client } = await import("/assets/js/search.js");
    const search = await client.openSearch("/");
    const facets = search.facets();
    const answer = await search.ask(query);
    const sheets = await search.read(answer, answer.pages.values(), shown);
    await facets;
    const ms = performance.now() - start;
    return { ms, total: answer.partial ? 0 : answer.pages.length, urls: sheets.map((s) => s.url) };
}"""
AGAIN = """async (query) => {
    const { client } = await import("/assets/js/search.js");
    const search = await client.openSearch("/");
    const start = performance.now();
    const answer = await search.ask(query);
    await search.read(answer, answer.pages.values(), 10);
    return performance.now() - start;
}"""
EVERY = """async (query) => {
    const { client } = await import("/assets/js/search.js");
    const search = await client.openSearch("/");
    const answer = await search.ask(query);
    if (answer.partial) return [];
    return (await search.shelf.sheets(answer.pages)).map((sheet) => sheet.url);
}"""
PAGEFIND = """async ([query, shown]) => {
    const start = performance.now();
    const pagefind = await import("/pagefind/pagefind.js");
    const found = await pagefind.search(query);
    const data = await Promise.all(found.results.slice(0, shown).map((one) => one.data()));
    const ms = performance.now() - start;
    return { ms, total: found.results.length, urls: data.map((one) => one.raw_url ?? one.url) };
}"""
PAGEFIND_EVERY = """async (query) => {
    const pagefind = await import("/pagefind/pagefind.js");
    const found = await pagefind.search(query);
    const data = await Promise.all(found.results.map((one) => one.data()));
    return data.map((one) => one.raw_url ?? one.url);
}"""


@click.command()
@click.option("--deputies", default=600)
@click.option("--stations", default=200)
@click.option("--suggestions", default=6000)
@click.option("--news", default=3200)
@click.option("--queries", default=50)
@click.option("--lunr-pages", default=10_000, help="Stock lunr.py gets no more pages than these.")
@click.option("--write/--no-write", default=True, help="Write docs/benchmarks.md.")
def main(
    deputies: int,
    stations: int,
    suggestions: int,
    news: int,
    queries: int,
    lunr_pages: int,
    write: bool,
) -> None:
    """Measure, print, and write the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = made_up(folder / "demo", Size(deputies, stations, suggestions, news))
        pages = list(documents(model))
        click.echo(f"{len(pages)} pages")
        dice = random.Random(2026)  # noqa: S311
        asked = fragments(pages, queries * 2, dice)
        titles = [page for page in dice.sample(pages, queries * 2) if page.title][:queries]
        columns = {"Huiyin": ours(folder / "ours", model, asked, titles)}
        click.echo(columns["Huiyin"])
        if importlib.util.find_spec("pagefind"):
            columns["Pagefind 1.5.2 extended"] = pagefind(folder / "theirs", pages, asked, titles)
            click.echo(columns["Pagefind 1.5.2 extended"])
        columns["stock lunr.py 0.8"] = stock_lunr(pages[:lunr_pages], asked)
    table = as_table(columns, len(pages), queries)
    click.echo(table)
    if write:
        put(ROOT / "docs" / "benchmarks.md", table)


def made_up(root: Path, size: Size) -> SiteModel:
    """Return a made-up congress."""
    write_demo(root, size, 1)
    checked = pipeline.read_and_judge(root)
    settings = checked.settings
    assert settings
    assert settings.ours.sample
    return pipeline.model_of(checked, settings.ours.sample.today)


def fragments(pages: list[SearchDocument], count: int, dice: random.Random) -> list[str]:
    """Return random fragments of two to six Chinese characters, as readers type them."""
    found: list[str] = []
    while len(found) < count:
        page = dice.choice(pages)
        text = dice.choice((page.title, page.body))
        start = dice.randrange(max(1, len(text) - 6))
        fragment = text[start : start + dice.choice((2, 2, 3, 4, 4, 6))]
        if len(fragment) > 1 and all("\u4e00" <= char <= "\u9fff" for char in fragment):
            found.append(fragment)
    return found


def ours(
    folder: Path, model: SiteModel, asked: list[str], titles: list[SearchDocument]
) -> dict[str, str]:
    """Measure our search, from the records to files on disk."""
    start, before = perf_counter(), getrusage(RUSAGE_SELF)
    pages = list(documents(model))
    files = dict(search_files(pages))
    for path, data in {**files, **search_script(ROOT / "theme")}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    seconds, after = perf_counter() - start, getrusage(RUSAGE_SELF)
    shards = [len(gzip.compress(data)) for path, data in files.items() if "/terms/" in path]
    return {
        "index build, wall": f"{seconds:.1f} s",
        "index build, processor": f"{_processor(before, after):.1f} s",
        "memory the build adds, peak": f"{(after.ru_maxrss - before.ru_maxrss) / 1024:.0f} MB",
        "largest shard, gzip": f"{max(shards) / 1024:.0f} KB",
        **sizes(folder / "search"),
        **in_browser(folder, OURS, EVERY, pages, asked, titles, AGAIN),
    }


def pagefind(
    folder: Path, pages: list[SearchDocument], asked: list[str], titles: list[SearchDocument]
) -> dict[str, str]:
    """Measure Pagefind on the same words as HTML pages."""
    for page in pages:
        path = folder / page.url / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        words = (html.escape(text) for text in (page.title, page.names, page.body))
        title, names, body = words
        path.write_text(
            f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{title}</title>"
            f"<main data-pagefind-body><h1>{title}</h1><p>{names}</p><p>{body}</p></main></html>",
            "utf-8",
        )
    start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pagefind", "--site", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    seconds, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    indexes = (folder / "pagefind" / "index").iterdir()
    return {
        "index build, wall": f"{seconds:.1f} s",
        "index build, processor": f"{_processor(before, after):.1f} s",
        "memory the build adds, peak": f"{after.ru_maxrss / 1024:.0f} MB",
        "largest shard, gzip": f"{max(path.stat().st_size for path in indexes) / 1024:.0f} KB",
        **sizes(folder / "pagefind"),
        **in_browser(folder, PAGEFIND, PAGEFIND_EVERY, pages, asked, titles),
    }


def stock_lunr(pages: list[SearchDocument], asked: list[str]) -> dict[str, str]:
    """Measure lunr.py as it comes, with its own tokeniser and pipeline."""
    import lunr

    records = [{"url": p.url, "title": p.title, "names": p.names, "body": p.body} for p in pages]
    start, before = perf_counter(), getrusage(RUSAGE_SELF)
    index = lunr.lunr("url", ["title", "names", "body"], records)
    data = json.dumps(index.serialize(), ensure_ascii=False).encode()
    seconds, after = perf_counter() - start, getrusage(RUSAGE_SELF)
    held = found = 0
    for query in asked:
        truth = brute(pages, query)
        held += len(truth)
        found += len(truth & {match["ref"] for match in index.search(query)})
    size = len(gzip.compress(data, 6))
    return {
        "index build, wall": f"{seconds:.1f} s",
        "index build, processor": f"{_processor(before, after):.1f} s",
        "largest shard, gzip": f"{size / 1024:,.0f} KB",
        "on disk": f"{len(data) / 1e6:.1f} MB in 1 file",
        "on disk, gzip": f"{size / 1e6:.1f} MB",
        "first query, bytes over the wire (median)": f"{size / 1024:,.0f} KB and its texts",
        "recall of fragments": f"{found / held:.1%}",
    }


def in_browser(
    folder: Path,
    ask: str,
    every: str,
    pages: list[SearchDocument],
    asked: list[str],
    titles: list[SearchDocument],
    again: str = "",
) -> dict[str, str]:
    """Ask in Chromium, each first query in a fresh browser context."""
    first, second, times, warm, calls, more = [], [], [], [], [], []
    held = found = wrong = 0
    with served(folder) as (base, sent), chromium() as browser:
        for one, two in zip(asked[::2], asked[1::2], strict=True):
            with opened(browser, base) as page:
                sent.clear()
                answer = page.evaluate(ask, [one, SHOWN])
                times.append(answer["ms"])
                first.append(sum(sent))
                calls.append(len(sent))
                sent.clear()
                page.evaluate(ask, [two, SHOWN])
                second.append(sum(sent))
                more.append(len(sent))
                if again:
                    warm.append(page.evaluate(again, two))
        with opened(browser, base) as page:
            for query in asked[: len(asked) // 4]:
                truth = brute(pages, query)
                if len(truth) > RECALLED_AT_MOST:
                    continue
                urls = {urlsplit(url).path.strip("/") + "/" for url in page.evaluate(every, query)}
                held += len(truth)
                found += len(truth & urls)
            for target in titles:
                urls = page.evaluate(ask, [target.title, 1])["urls"]
                alike = {page.url for page in pages if page.title == target.title}
                wrong += not urls or urlsplit(urls[0]).path.strip("/") + "/" not in alike
    return {
        "first query, bytes over the wire (median)": f"{statistics.median(first) / 1024:.0f} KB",
        "first query, bytes over the wire (p95)": f"{_p95(first) / 1024:.0f} KB",
        "first query, requests (median)": f"{statistics.median(calls):.0f}",
        "second query, bytes over the wire (median)": f"{statistics.median(second) / 1024:.0f} KB",
        "second query, bytes over the wire (p95)": f"{_p95(second) / 1024:.0f} KB",
        "second query, requests (median)": f"{statistics.median(more):.0f}",
        "first query, time to results (median)": f"{statistics.median(times):.0f} ms",
        "first query, time to results (p95)": f"{_p95(times):.0f} ms",
        **(
            {"answer once all bytes are there (p95)": f"{_p95(warm):.0f} ms"}
            if warm
            else {}
        ),
        "recall of fragments": f"{found / held:.1%}" if held else "",
        "exact titles whose page is first": f"{1 - wrong / len(titles):.0%}",
    }  # fmt: skip


def brute(pages: list[SearchDocument], query: str) -> set[str]:
    """Return the addresses of the pages that hold a text."""
    return {p.url for p in pages if query in p.title or query in p.names or query in p.body}


def sizes(folder: Path) -> dict[str, str]:
    """Return what a folder takes, as it is and compressed."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    whole = sum(path.stat().st_size for path in files)
    packed = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    return {
        "on disk": f"{whole / 1e6:.1f} MB in {len(files):,} files",
        "on disk, gzip": f"{packed / 1e6:.1f} MB",
    }


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder with gzip; yield its address, and what each response's body weighed."""
    sent: list[int] = []

    @cache
    def packed(path: Path) -> bytes:
        return gzip.compress(path.read_bytes(), 9)

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            if self.path == "/":
                body, packing = b"<!doctype html><meta charset=utf-8>", ""
            elif path.is_file():
                whole = path.read_bytes()
                body, packing = min((packed(path), "gzip"), (whole, ""), key=lambda b: len(b[0]))
            else:
                self.send_error(404)
                return
            sent.append(len(body))
            self.send_response(200)
            kind = "text/html" if self.path == "/" else self.guess_type(str(path))
            self.send_header("Content-Type", "text/javascript" if path.suffix == ".js" else kind)
            self.send_header("Content-Length", str(len(body)))
            if packing:
                self.send_header("Content-Encoding", packing)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, base: str) -> Iterator[Page]:
    """Open a page that has seen nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(base)
    yield page
    context.close()


def as_table(columns: dict[str, dict[str, str]], pages: int, queries: int) -> str:
    """Return the results as a Markdown section."""
    rows = list(dict.fromkeys(row for column in columns.values() for row in column))
    lines = [
        f"The same {pages:,} made-up pages for each, {queries} first queries of two to six "
        f"characters, each with {SHOWN} results shown, in one run (`python bench/search.py`). "
        "Bytes are gzip, scripts included; Pagefind's own user interface is not counted. Our build "
        "goes from the records to files on disk, Pagefind's from finished HTML pages.",
        "",
        f"| | {' | '.join(columns)} |",
        f"|---|{'---:|' * len(columns)}",
    ]
    for row in rows:
        cells = (column.get(row, "") for column in columns.values())
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def put(path: Path, table: str) -> None:
    """Replace our section of the document, or add it."""
    text = path.read_text("utf-8") if path.exists() else "# Benchmarks\n"
    section = f"{BEGIN}\n{table}{END}"
    if BEGIN in text:
        before, _, rest = text.partition(BEGIN)
        text = before + section + rest.partition(END)[2]
    else:
        text = f"{text.rstrip()}\n\n## Search\n{section}\n"
    path.write_text(text, "utf-8")


def _processor(before: object, after: object) -> float:
    seconds: Callable[[str], float] = lambda name: getattr(after, name) - getattr(before, name)  # noqa: E731
    return seconds("ru_utime") + seconds("ru_stime")


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


if __name__ == "__main__":
    main()
