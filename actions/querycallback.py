"""Querycallback: does a number wait to be called already?"""

from studio.sdk import Action, Context, Outcome, text


class Querycallback(Action):
    """CallbacksFound where a contact waits to be called at this number for this skill, else NoCallbacksFound [documented].

    Number and skill both have to match [documented]. Numbers are compared by their digits [choice]. A skill that the world
    does not have: _ERR and Default [choice].
    """

    kind = "QUERYCALLBACK"
    branches = ("Default", "CallbacksFound", "NoCallbacksFound")

    PhoneNumber = text("{ANI}", about="number that is looked for [documented]")
    Skill = text(about="number or name of the skill; Default or empty: the contact's own [documented; empty: choice]")

    def run(self, context: Context) -> Outcome:
        found = context.world.agents.callbacks(self.PhoneNumber(context), self.Skill(context), context.contact)
        return "CallbacksFound" if found else "NoCallbacksFound"
