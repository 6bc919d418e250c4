"""``studio crm``."""

from __future__ import annotations

from pathlib import Path

from studio.cli import report
from studio.cli.examples import examples


def serve_crm(leads: Path | None, store: str, host: str, port: int) -> int:
    """Serve the CRM until interrupted; the exit code."""
    from studio.crm.seed import LeadsFileError, read_leads
    from studio.crm.serve import serve
    from studio.crm.store import Crm, CrmUnavailable

    try:
        host.encode("idna")
    except UnicodeError:
        report.say(f"no address to listen on: {host!r}")
        return 2

    def started(address: str, crm: Crm) -> None:
        report.say(f"{crm.summary()['leads']:,} leads at {address} (its guide: {address}/); stop it with Ctrl-C")

    try:
        rows = read_leads(leads or examples() / "create_prospects" / "leads.csv")
        serve(host, port, rows, store, started)
    except LeadsFileError as fault:
        report.say(str(fault))
        return 2
    except CrmUnavailable as fault:
        report.say(str(fault))
        return 2
    except ImportError as fault:
        report.say(f"the store of the CRM needs a driver that is not installed: {fault.name}")
        return 2
    except OSError as fault:
        report.say(f"can't listen on {host}:{port}: {fault.strerror or fault}")
        return 2
    except KeyboardInterrupt:
        report.say("stopped")
    return 0
