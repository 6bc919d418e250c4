"""What must be so whatever happens to a scenario."""

from __future__ import annotations

from typing import Any

from studio.testing.ran import Ran
from studio.testing.scenario import Case
from studio.testing.scenario.judging import judge
from studio.testing.scenario.model import Expect


class Invariants:
    """What a scenario and its file say under ``always``; that no contact fails; and where there are leads, that none is lost."""

    def __init__(self, case: Case) -> None:
        self._always = list(case.always)
        #: What is expected beside what the file says, as a scenario says it.
        self.stated_here: dict[str, Any] = {}
        says_leads = any(each.leads is not None for each in self._always)
        has_leads = case.settings.crm is not None and bool(case.settings.skills or case.settings.sources)
        if has_leads and not says_leads:
            self.stated_here["leads"] = "balanced"
        if self.stated_here:
            self._always.append(Expect.model_validate(self.stated_here))

    def broken(self, ran: Ran) -> list[str]:
        """What is not so in a run, in words."""
        found = [
            f"contact {each.id}, {each.script}, failed: {each.why}"
            for each in ran.result.contacts
            if each.status == "failed"
        ]
        for each in self._always:
            found += [check.why for check in judge(ran, each) if not check.holds]
        return found + [str(each) for each in ran.problems if each.severity == "error"]

    def __str__(self) -> str:
        told = ["no contact fails"]
        for each in self._always:
            said = each.model_dump(exclude_unset=True)
            told += [f"{name}: {value}" for name, value in said.items()]
        return "; ".join(told)
