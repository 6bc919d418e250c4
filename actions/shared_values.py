"""Putvalue, Getvalue, Getlist, Remvalue, Clearlist: values that contacts leave for one another."""

from studio.sdk import Action, Context, Outcome, SnippetError, boolean, number, plain, text, to_text, variable

SCOPE = "BusinessUnit, Skill, Contact or Script: who sees the value; BusinessUnit if empty [the first two observed in exports, else choice]"
NAME = "name of the list; letter case does not count [documented]"
METHODS = {"replaceall": "ReplaceAll", "append": "Append", "insert": "Insert"}
OCCURRENCES = {"first": "First", "last": "Last", "all": "All"}
#: Hours that a value lasts at least [documented].
SHORTEST = 1.0


class Putvalue(Action):
    """Stores a value under a name that other contacts know [documented].

    The five actions of shared values see each other's lists only where Scope and Name are the same; letter case of the name
    does not count [documented]. Scope Skill keeps a list for each skill (``__skill``), Contact for each contact, Script for
    each main script; any other scope is one of its own for the whole business unit [choice].
    A value that is not persistent vanishes when the contact that stored it is released, each one when its time is over
    [documented]; what a contact stores after its release stays until it ends [choice]. Above 1,000 appends to a list within
    24 hours nothing is appended [documented]; Default is taken all the same, and the stream of events tells [choice].
    """

    kind = "PUTVALUE"

    Scope = plain(about=SCOPE)
    Name = text(required=True, about=NAME)
    Value = text(about="what is stored, as text; an array is one value [choice]")
    Method = plain("ReplaceAll", about="ReplaceAll, Append (at the end) or Insert (at the front) [documented]")
    Persistent = boolean(about="True: it stays when the contact is released [documented]")
    TTLhrs = number("24", about="hours until it vanishes, 1 to 168 [documented]; beyond those the nearer one [choice]")

    def run(self, context: Context) -> Outcome:
        scope, whose, name = _place(self, context, self.Scope(context), self.Name(context))
        method = _choice("Method", METHODS, self.Method(context))
        hours = min(max(float(self.TTLhrs(context)), SHORTEST), context.platform.value_hours)
        stored = context.world.values.put(
            context.contact.id, scope, whose, name, self.Value(context),
            method=method, persistent=self.Persistent(context), hours=hours,
        )  # fmt: skip
        what = "shared value stored" if stored else "shared value not stored: the list takes no more at present"
        context.report("world", text=what, scope=scope, name=name, method=method)
        return "Default"


class Getvalue(Action):
    """Gives the first value of a list and takes it out; NoData if there is none [documented].

    With NoData the variable gets DefaultValue [inferred].
    """

    kind = "GETVALUE"
    branches = ("Default", "NoData")

    Scope = plain(about=SCOPE)
    Name = text(required=True, about=NAME)
    Variable = variable(about="gets the value [documented]")
    DefaultValue = text(about="the value with NoData, at most 200 characters [documented]; more are cut [choice]")
    Remove = boolean("True", about="False: the value stays in the list [documented]")

    def run(self, context: Context) -> Outcome:
        scope, whose, name = _place(self, context, self.Scope(context), self.Name(context))
        found = context.world.values.first(scope, whose, name, remove=self.Remove(context))
        if found is None:
            most = context.platform.default_value_characters
            context.put(self.Variable, self.DefaultValue(context)[:most])
            return "NoData"
        context.put(self.Variable, found)
        return "Default"


class Getlist(Action):
    """Gives all values of a list as an array, that is as text with pipes between them; nothing is taken out [documented].

    NoData if there is none [inferred]; the variable is empty then and the count 0 [choice].
    """

    kind = "GETLIST"
    branches = ("Default", "NoData")

    Scope = plain(about=SCOPE)
    Name = text(about=NAME)
    Variable = variable(about="gets the array [documented]")
    ItemCountVar = variable(about="gets how many values there are [documented]")

    def run(self, context: Context) -> Outcome:
        scope, whose, name = _place(self, context, self.Scope(context), self.Name(context))
        found = context.world.values.all(scope, whose, name)
        context.put(self.Variable, "|".join(found))
        context.put(self.ItemCountVar, len(found))
        return "Default" if found else "NoData"


class Remvalue(Action):
    """Takes values out of a list that are equal to Value; NotFound if there is none [documented].

    Letter case counts in values [choice].
    """

    kind = "REMVALUE"
    branches = ("Default", "NotFound")

    Scope = plain(about=SCOPE)
    Name = text(required=True, about=NAME)
    Value = text(about="what is taken out [documented]")
    Occurrence = plain("All", about="First, Last or All of those that are equal [documented]")

    def run(self, context: Context) -> Outcome:
        scope, whose, name = _place(self, context, self.Scope(context), self.Name(context))
        occurrence = _choice("Occurrence", OCCURRENCES, self.Occurrence(context))
        gone = context.world.values.remove(scope, whose, name, self.Value(context), occurrence)
        return "Default" if gone else "NotFound"


class Clearlist(Action):
    """Empties all lists of the scope [documented], or with a Name that list alone [choice].

    What was appended to a cleared list counts no more for the limit of Putvalue [choice].
    """

    kind = "CLEARLIST"

    Scope = plain(about=SCOPE)
    Name = text(about="the only list to empty; empty: all of the scope [choice]")

    def run(self, context: Context) -> Outcome:
        scope, whose = _scope(context, self.Scope(context))
        name = self.Name(context).strip()
        gone = context.world.values.clear(scope, whose, name)
        context.report("world", text="shared values cleared", scope=scope, name=name, values=gone)
        return "Default"


def _scope(context: Context, scope: str) -> tuple[str, str]:
    """The scope, and whose it is."""
    scope = scope.strip() or "BusinessUnit"
    match scope.lower():
        case "skill":
            return scope, to_text(context.get("__skill"))
        case "contact":
            return scope, context.contact.id
        case "script":
            return scope, context.contact.main.script.name
    return scope, ""


def _place(action: Action, context: Context, scope: str, name: str) -> tuple[str, str, str]:
    name = name.strip()
    if not name:
        raise SnippetError(f"{action.kind.capitalize()} has no Name")
    return *_scope(context, scope), name


def _choice(property: str, known: dict[str, str], given: str) -> str:
    found = known.get(given.strip().lower())
    if found is None:
        raise SnippetError(f"{given!r} is no {property}: it is one of {', '.join(known.values())}")
    return found
