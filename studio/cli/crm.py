"""``studio crm``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.cli.examples import examples

if TYPE_CHECKING:
    from studio.crm.source import LeadSource
    from studio.world.crm_settings import CrmSettings


def run_crm(stated: dict[str, Any], world: Path | None, export: Path | None, host: str, port: int) -> int:
    """Serve leads until interrupted, or export them; the exit code. ``stated`` are members of a world file's ``crm``."""
    from studio.crm.store import utc_now

    try:
        host.encode("idna")
    except UnicodeError:
        report.say(f"no address to listen on: {host!r}")
        return 2
    leads: Path | None = stated.get("leads")
    if leads is not None:
        # Beside a file of the user's own its state may be kept, wherever that is.
        stated = stated | {"leads": Path(leads.name)}
    folder = world.parent if world is not None else leads.parent if leads is not None else Path()
    settings = _settings(stated, world)
    if settings is None:
        return 2
    if export is not None and settings.leads is not None and export.resolve() == (folder / settings.leads).resolve():
        report.say(f"{export} is the list itself, which stays as it is; export to another file")
        return 2
    try:
        source = settings.build(utc_now, folder)
    except ValueError as fault:
        report.say(str(fault))
        return 2
    try:
        return _export(source, export) if export is not None else _serve(source, host, port)
    finally:
        source.close()


def _settings(stated: dict[str, Any], world: Path | None) -> CrmSettings | None:
    from pydantic import ValidationError

    from studio.world.crm_settings import CrmSettings

    if world is not None:
        if stated:
            report.say(f"--world says where the leads are; leave out {', '.join(map(_option, stated))}")
            return None
        return _of_world(world)
    if not stated.keys() - {"lease_minutes"}:
        stated = stated | {"leads": examples() / "create_prospects" / "leads.csv"}
    try:
        return CrmSettings.model_validate(stated)
    except ValidationError as fault:
        for each in fault.errors():
            place = ".".join(map(str, each["loc"]))
            report.say(f"{_option(place) + ': ' if place else ''}{each['msg'].removeprefix('Value error, ')}")
        return None


def _option(member: str) -> str:
    return "--" + member.replace("_", "-")


def _of_world(path: Path) -> CrmSettings | None:
    from studio.world.places import read_yaml
    from studio.world.settings import WorldSettings

    settings, problems = read_yaml(path, WorldSettings)
    if problems:
        report.findings(problems, to_error=True)
    if settings is not None and settings.crm is None:
        report.say(f"{path} has no part crm")
    return settings.crm if settings is not None else None


def _serve(source: LeadSource, host: str, port: int) -> int:
    from studio.crm.serve import serve
    from studio.crm.wire import CrmError, CrmUnavailable

    try:
        found = source.summary()
        without = found.get("withoutKey", 0)

        def started(address: str) -> None:
            report.say(f"{found['leads']:,} leads at {address} (its guide: {address}/); stop it with Ctrl-C")
            if without:
                report.say(f"{without:,} rows of the table have no usable key and are no leads")

        serve(source, host, port, started)
    except (CrmError, CrmUnavailable) as fault:
        report.say(str(fault))
        return 2
    except OSError as fault:
        report.say(f"can't listen on {host}:{port}: {fault.strerror or fault}")
        return 2
    except KeyboardInterrupt:
        report.say("stopped")
    return 0


def _export(source: LeadSource, path: Path) -> int:
    from studio.crm.files import write_list
    from studio.crm.source import all_leads
    from studio.crm.wire import CrmError, CrmUnavailable

    if path.suffix.lower() != ".csv":
        report.say(f"{path}: an exported list is a CSV file; give it a name that ends in .csv")
        return 2
    try:
        found = list(all_leads(source))
        with path.open("w", encoding="utf-8", newline="") as file:
            count = write_list(found, file)
    except (CrmError, CrmUnavailable) as fault:
        report.say(str(fault))
        return 2
    except OSError as fault:
        report.say(f"{path}: can't be written: {fault.strerror or fault}")
        return 2
    report.say(f"{count:,} lead{'s' * (count != 1)} written to {path}")
    return 0
