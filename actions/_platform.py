"""What the actions that call the platform's own API have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from studio.sdk import Action, Context, Dynamic, Outcome, Property, Setter, from_plain, text, to_text, variable

from ._lists import parts


class PlatformCall(Action):
    """A call in the name of a security user.

    The property that says who names a variable, without braces; the user in braces is taken too. Where no valid user is
    set the branch is InvalidSecurityUser, with _ERR; an action without that branch takes Default.
    """

    #: Properties that name the user, the variable for the result, and that for details of an error; "" where there is none.
    user_in: ClassVar[str] = "SecurityUser"
    result_in: ClassVar[str] = ""
    errors_in: ClassVar[str] = ""

    def run(self, context: Context) -> Outcome:
        user = self.user(context)
        outcome, why = context.world.directory.access.refuses(context.engine, user, self.kind_here)
        if outcome:
            return self.refused(context, outcome, why)
        return self.call(context, context.world.directory, user)

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        """What the action does once it may."""
        raise NotImplementedError

    def user(self, context: Context) -> str:
        """Who calls: the value of the variable that the property names, or the property's own text."""
        source = getattr(self, self.user_in)(context).strip() or "SecurityUser"
        found = context.named(source)
        if found is None and context.world.directory.access.is_stated(source):
            found = source
        return to_text(found).strip()

    def refused(self, context: Context, outcome: str, why: str) -> Outcome:
        """Take a branch for what went wrong: _ERR says it, the result is an empty object."""
        context.fail(f"{outcome}: {why}" if why else outcome)
        self.put(context, self.result_in, Dynamic())
        self.put(context, self.errors_in, Dynamic.of({"message": why or outcome}))
        return outcome if outcome in self.branches else "Default"

    def answered(self, context: Context, data: Any) -> Outcome:
        """Give the result and take Success, or Default in an action without that branch."""
        self.put(context, self.result_in, from_plain(data))
        self.put(context, self.errors_in, Dynamic())
        return "Success" if "Success" in self.branches else "Default"

    def put(self, context: Context, property: str, value: Any) -> None:
        """Put a value into the variable that a property names."""
        if property:
            context.put(getattr(self, property), value)


# ------------------------------------------------------------------------------------ properties that they share
def security_user(default: str = "", source: str = "observed in exports") -> Property[str]:
    """Who calls. Where a kind has no default of its own, a blank one is SecurityUser all the same."""
    about = "name of the variable that Setsecurityuser has filled"
    if default:
        return text(default, about=f"{about} [documented]")
    return text(about=f"{about}; empty: SecurityUser [{source}; empty: choice]")


def wanted_members(source: str = "inferred") -> Property[str]:
    """Which members of a record are wanted, for :func:`chosen`."""
    return text(about=f"members that are wanted, with commas; empty: all [{source}]")


def error_details(source: str = "inferred") -> Property[Setter | None]:
    """Where details of an error go."""
    return variable(about=f"variable for an object with the message of an error, else empty [{source}]")


# ---------------------------------------------------------------------------------------------------- records
def chosen(record: dict[str, Any], fields: str) -> dict[str, Any]:
    """A record with the wanted members only, a list of names with commas; all of them where none are named."""
    wanted = {each.lower() for each in parts(fields)}
    return {name: value for name, value in record.items() if not wanted or name.lower() in wanted}


def portion(records: list[Any], skip: str, top: str, order: str = "") -> list[Any]:
    """Part of the records: sorted by a member, ``desc`` behind it turns round; some left out, at most so many given."""
    name, _, direction = order.strip().partition(" ")
    if name:
        # Texts and numbers do not mix: each kind is sorted by itself.
        def key(record: dict[str, Any]) -> tuple[str, Any]:
            value = next((each for member, each in record.items() if member.lower() == name.lower()), "")
            return ("", value) if isinstance(value, (int, float)) else ("text", str(value).lower())

        records = sorted(records, key=key, reverse=direction.strip().lower() == "desc")
    first, most = _count(skip) or 0, _count(top)
    return records[first:] if most is None else records[first : first + most]


def _count(written: str) -> int | None:
    """A whole number of 0 or more; None for anything else."""
    digits = written.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
