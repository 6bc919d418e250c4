"""A lead source on a port of this machine, for as long as a test needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from studio.crm.serve import address_of, open_port
from studio.crm.service import crm_app
from studio.crm.source import LeadSource


@contextmanager
def served(source: LeadSource) -> Iterator[str]:
    """The address of the service."""
    import uvicorn

    with open_port("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(crm_app(source), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield address_of(listener)
        finally:
            server.should_exit = True
            thread.join()
