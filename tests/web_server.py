"""Debian's nginx on loopback, with the settings of `deploy/`."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from doors import ROOT

OWN = ROOT / ".venv" / "nginx"
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
Answer = tuple[int, dict[str, str], bytes]


def nginx() -> str:
    """The program, or a reason to skip."""
    found = str(OWN / "usr/sbin/nginx") if OWN.is_dir() else shutil.which("nginx")
    if not found:
        pytest.skip("no nginx: tests/install-nginx.sh could not fetch one")
    return found


def serving(to: Path, scratch: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start nginx on a free port; it serves `to/current`."""
    program = nginx()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scratch.mkdir(exist_ok=True)
    has_brotli = MODULE.exists() and str(OWN) in program
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
    command = (program, "-p", str(scratch), "-e", str(scratch / "error.log"), "-c", str(config))
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return process, port
        if process.poll() is not None:
            break
        time.sleep(0.05)
    process.kill()
    process.wait()
    raise RuntimeError((scratch / "error.log").read_text("utf-8"))


def asked(port: int, path: str, **headers: str) -> Answer:
    """One request and its answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=sent)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), content
