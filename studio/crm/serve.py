"""Serving a lead source on a port of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable

from studio.crm.source import LeadSource


def serve(source: LeadSource, host: str, port: int, started: Callable[[str], None] | None = None) -> None:
    """Serve a lead source until the process is interrupted, by real time.

    Port 0 takes a free one. ``started`` is told the service's address once the port is open. Raises OSError where the
    port can't be had.
    """
    import uvicorn

    from studio.crm.service import crm_app

    with open_port(host, port) as listener:
        if started:
            started(address_of(listener))
        settings = uvicorn.Config(crm_app(source), log_level="warning", access_log=False, lifespan="off")
        uvicorn.Server(settings).run(sockets=[listener])


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket, or OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def address_of(listener: socket.socket) -> str:
    """The address of a listening socket as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
