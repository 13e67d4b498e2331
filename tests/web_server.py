"""Debian's nginx and Caddy on loopback, with the settings of `deploy/`."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from email.message import Message
from pathlib import Path

from doors import ROOT, absent

OWN = ROOT / ".venv" / "servers"
MODULE = OWN / "usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
CONFIG = """\
{module}
daemon off;
worker_processes 1;
{user}
pid {scratch}/pid;
error_log {scratch}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {scratch}/a;
    proxy_temp_path {scratch}/b;
    fastcgi_temp_path {scratch}/c;
    uwsgi_temp_path {scratch}/d;
    scgi_temp_path {scratch}/e;
    server {{
        listen 127.0.0.1:{port};
        root {to}/current;
        {brotli}
        include {settings};
        include {to}/nginx-redirects*.conf;
    }}
}}
"""
Answer = tuple[int, Message, bytes]


CADDYFILE = """\
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    root * {to}/current
    import {settings}
    import {to}/caddy-redirects*.caddy
}}
"""


def program(name: str) -> str:
    """A server's or rsync's program, or a reason why not."""
    own = (OWN / "usr" / place / name for place in ("sbin", "bin"))
    found = next((str(path) for path in own if path.exists()), shutil.which(name))
    if not found:
        absent(f"{name}: tests/install-servers.sh could not fetch one")
    return found


def serving(to: Path, scratch: Path, name: str = "nginx") -> tuple[subprocess.Popen[bytes], int]:
    """Start nginx or Caddy on a free port; it serves `to/current`."""
    port = free_port()
    scratch.mkdir(exist_ok=True)
    command = _nginx(to, scratch, port) if name == "nginx" else _caddy(to, scratch, port)
    environ = {**os.environ, "HOME": str(scratch), "XDG_DATA_HOME": str(scratch)}
    with (scratch / "said.log").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environ)
    if wait_for(port, process):
        return process, port
    process.kill()
    process.wait()
    logs = (scratch / "said.log", scratch / "error.log")
    raise RuntimeError("".join(log.read_text("utf-8") for log in logs if log.exists()))


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None) -> bool:
    """Wait until somebody answers on a port; tell whether that happened."""
    for _ in range(400):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return True
        if process and process.poll() is not None:
            break
        time.sleep(0.05)
    return False


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _nginx(to: Path, scratch: Path, port: int) -> tuple[str, ...]:
    nginx = program("nginx")
    has_brotli = MODULE.exists() and str(OWN) in nginx
    config = scratch / "nginx.conf"
    config.write_text(
        CONFIG.format(
            module=f"load_module {MODULE};" if has_brotli else "",
            brotli="brotli_static on;" if has_brotli else "",
            user="user root;" if os.getuid() == 0 else "",
            scratch=scratch,
            port=port,
            to=to,
            settings=ROOT / "deploy/nginx.conf",
        )
    )
    return nginx, "-p", str(scratch), "-e", str(scratch / "error.log"), "-c", str(config)


def _caddy(to: Path, scratch: Path, port: int) -> tuple[str, ...]:
    config = scratch / "Caddyfile"
    config.write_text(CADDYFILE.format(port=port, to=to, settings=ROOT / "deploy/huiyin.caddy"))
    return program("caddy"), "run", "--adapter", "caddyfile", "--config", str(config)


def asked(port: int, path: str, **headers: str) -> Answer:
    """One request and its answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=sent)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, answer.headers, content
