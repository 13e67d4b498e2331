"""Headers: the one policy a server must send, written for each kind of server.

The files in `deploy/` are written from here; a test says that they are current.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

SECURITY = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera",
            "display-capture", "fullscreen", "geolocation", "gyroscope", "hid", "magnetometer",
            "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
            "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip
REVALIDATE = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
# What carries the hash of its bytes in its name never changes.
HASHED = (
    r"^/(?:assets/[^/]+\.[0-9a-f]{10}\.css|media/[0-9a-f]{12}-[^/]+"
    r"|search/(?:terms|people)/[^/]+|search/pages/[^/]+/[^/]+|search/(?:facets|traditional)\.[a-z2-7]{6}\.[a-z]+)$"
)


def has_hash(path: str) -> bool:
    """Tell whether a file's name carries the hash of its bytes."""
    return re.search(HASHED, f"/{path}") is not None


def files_for_hosts(
    written: Iterable[str], redirects: Mapping[str, str], noindex: bool = False
) -> dict[str, bytes]:
    """Return the files that hosts of static sites read, by path: `_headers` and `_redirects`.

    Args:
        written: Every file of the site.
        redirects: Old address → new address, an empty one for what is gone.
        noindex: Whether search engines shall stay away, as from a preview.
    """
    hashed = sorted(path for path in written if has_hash(path))
    files = {"_headers": headers_file(hashed, noindex), "_redirects": redirects_file(redirects)}
    return {path: content for path, content in files.items() if content}


def hidden(folder: Path, written: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield every page as it asks search engines to stay away; not every host sends our headers.

    Args:
        folder: The site.
        written: Its files.
    """
    mark = b'<head>\n<meta name="robots" content="noindex">'
    for path in written:
        if path.endswith(".html"):
            yield path, (folder / path).read_bytes().replace(b"<head>", mark, 1)


def headers_file(hashed: Sequence[str], noindex: bool = False) -> bytes:
    """Return `_headers`, which Netlify, Cloudflare Pages and others of their kind read.

    Args:
        hashed: Paths of files whose names carry their hash.
        noindex: Whether search engines shall stay away, as from a preview.
    """
    lines = ["/*"]
    lines += [f"  {name}: {value}" for name, value in SECURITY.items()]
    lines += [f"  Cache-Control: {REVALIDATE}"]
    lines += ["  X-Robots-Tag: noindex, nofollow"] if noindex else []
    for path in hashed:
        lines += ["", f"/{path}", "  ! Cache-Control", f"  Cache-Control: {IMMUTABLE}"]
    return ("\n".join(lines) + "\n").encode()


def redirects_file(redirects: Mapping[str, str]) -> bytes:
    """Return `_redirects`: old address → new address, an empty one for what is gone."""
    rows = (f"{old} {new} 301" if new else f"{old} /404.html 410" for old, new in redirects.items())
    return "".join(f"{row}\n" for row in rows).encode()


def deploy_files() -> dict[str, str]:
    """Return the text of each server's configuration by its path from the repository's root."""
    return {"deploy/nginx.conf": nginx(), "deploy/huiyin.caddy": caddy()}


def nginx() -> str:
    """Return the nginx configuration."""
    security = "\n".join(f'add_header {name} "{value}" always;' for name, value in SECURITY.items())
    return _NGINX.format(
        security=security, hashed=HASHED, immutable=IMMUTABLE, revalidate=REVALIDATE
    )


def write_redirects(release: Path, folder: Path) -> None:
    """Write what nginx and Caddy must know of a release's moved addresses into a folder.

    Args:
        release: A release; its `_redirects` says what moved. It may have none.
        folder: Where `nginx-redirects.conf` and `caddy-redirects.caddy` go.
    """
    told = release / "_redirects"
    rows = told.read_text("utf-8").splitlines() if told.is_file() else []
    nginx = caddy = ""
    for old, new, status in map(str.split, rows):
        leads_on = status == "301"
        nginx += f"location = {old} {{ return {f'301 {new}' if leads_on else '410'}; }}\n"
        caddy += f"{f'redir {old} {new} 301' if leads_on else f'error {old} 410'}\n"
    for name, text in (("nginx-redirects.conf", nginx), ("caddy-redirects.caddy", caddy)):
        beside = folder / f"{name}.new"
        beside.write_text(text, "utf-8")
        beside.replace(folder / name)


def caddy() -> str:
    """Return the Caddy configuration. Its answers to errors need the headers said again."""
    security = [f"\t{name} `{value}`" for name, value in SECURITY.items()]
    return _CADDY.format(
        security="\n".join(security),
        security_of_errors="\n".join(f"\t{line}" for line in security),
        hashed=HASHED,
        immutable=IMMUTABLE,
        revalidate=REVALIDATE,
    )


_NGINX = """\
# 回音网站的 nginx 设置，由 scripts/write_help.py 写出，请不要直接改。
# 用法见 docs/publishing.md：把这个文件放到服务器上，在自己的 server 里 include 它，
# 并且写一行 root /srv/huiyin/current;  （换成 publish.py --to 的文件夹加上 /current）。
#
# current 是一个链接，发布时一次改名就换到新版本，nginx 不用重启。
# 有改过的地址时，再 include 一次 publish.py --to 的文件夹里的 nginx-redirects.conf。

charset utf-8;
index index.html;
error_page 404 410 /404.html;
absolute_redirect off;
server_tokens off;

# 事先压缩好的 .gz。有 brotli 模块时，再加一行 brotli_static on; 。
gzip_static on;
gzip_vary on;

{security}
add_header Cache-Control $huiyin_cache always;

# 名字里带内容指纹的文件永远不变；别的文件每次都问一声有没有变（没变就是 304）。
set $huiyin_cache "{revalidate}";
if ($uri ~ "{hashed}") {{
    set $huiyin_cache "{immutable}";
}}

location / {{
    try_files $uri $uri/ =404;
}}

# 压缩文件和服务器用的文件不单独给人看。
location ~ \\.(?:gz|br)$ {{
    return 404;
}}
location ~ ^/_(?:headers|redirects)$ {{
    return 404;
}}
location ~ /\\. {{
    return 404;
}}

types {{
    text/html                   html;
    text/css                    css;
    text/javascript             js;
    application/json            json;
    application/xml             xml;
    application/manifest+json   webmanifest;
    application/octet-stream    bin;
    text/calendar               ics;
    text/csv                    csv;
    text/plain                  txt;
    image/svg+xml               svg;
    image/png                   png;
    image/jpeg                  jpg jpeg;
    image/webp                  webp;
    image/avif                  avif;
}}
charset_types text/css text/javascript text/calendar text/csv text/plain application/json
    application/xml application/manifest+json;
"""

_CADDY = """\
# 回音网站的 Caddy 设置，由 scripts/write_help.py 写出，请不要直接改。
# 用法见 docs/publishing.md：在自己的 Caddyfile 里写
#   renda.example.com {{
#       root * /srv/huiyin/current
#       import /opt/huiyin/deploy/huiyin.caddy
#       import /srv/huiyin/caddy-redirects*.caddy
#   }}
header {{
{security}
\t-Server
}}

# 名字里带内容指纹的文件永远不变；别的文件每次都问一声有没有变（没变就是 304）。
@hashed path_regexp {hashed}
header @hashed Cache-Control "{immutable}"
@others not path_regexp {hashed}
header @others Cache-Control "{revalidate}"

# 压缩文件和服务器用的文件不单独给人看。
@inside path *.gz *.br /_headers /_redirects /.*
error @inside 404

encode gzip
file_server {{
\tprecompressed br gzip
}}
handle_errors {{
\theader {{
{security_of_errors}
\t\tCache-Control "{revalidate}"
\t\t-Server
\t}}
\trewrite * /404.html
\tfile_server
}}
"""
