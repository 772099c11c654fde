"""The server: the application at a socket, until it is stopped."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI


def run_server(app: FastAPI, listening: socket.socket) -> None:
    """Serve the application at a bound socket; returns when it is stopped (Ctrl-C).

    A large record is read meanwhile, and not only when its first page is asked for.
    """
    threading.Thread(target=app.state.shelf.listing, daemon=True).start()
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=False, access_log=False
    )
    uvicorn.Server(config).run(sockets=[listening])
