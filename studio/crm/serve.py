"""Serving the CRM on a port of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable

from studio.crm.store import Crm


def serve(
    host: str,
    port: int,
    rows: Iterable[dict[str, str]],
    store: str = "sqlite://",
    started: Callable[[str, Crm], None] | None = None,
) -> None:
    """Serve leads until the process is interrupted, by real time.

    ``rows`` go into ``store`` first; leads that it knows stay as they are. Port 0 takes a free one.
    ``started`` is told the service's address and its CRM once the port is open. Raises OSError where the port
    can't be had, and CrmUnavailable where the store can't.
    """
    import uvicorn

    from studio.crm.service import crm_app

    with Crm(store) as crm, open_port(host, port) as listener:
        crm.add(rows)
        if started:
            started(address_of(listener), crm)
        settings = uvicorn.Config(crm_app(crm), log_level="warning", access_log=False, lifespan="off")
        uvicorn.Server(settings).run(sockets=[listener])


def open_port(host: str, port: int) -> socket.socket:
    """A listening socket, or OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def address_of(listener: socket.socket) -> str:
    """The address of a listening socket as a URL."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
