"""Contacttakeover: a caller who calls again takes the place of their callback."""

import re

from studio.sdk import Action, Context, Outcome, boolean, plain, text, variable


class Contacttakeover(Action):
    """Queues the contact in the place of the contacts that wait to be called at its number, and ends those [documented].

    It acts as Reqagent as well: where none waits the contact is queued as a new one [documented; none: inferred]. Of several
    the place of the one with the highest priority counts, and its id is told; all of them are released with cause code 242
    [documented]. PubVarName and PubVarValue, one each or arrays, are stored in the database for each of them [documented].
    The abandoned flag is told on the event stream [choice]. A skill that the world does not have: _ERR and Default [choice].
    """

    kind = "CONTACTTAKEOVER"

    PhoneNumber = text("{ANI}", about="number that is looked for [documented]")
    Skill = text("Default", about="number or name of the skill [documented]")
    SetAbandon = boolean(about="True: those that are ended count as abandoned in reports [documented]")
    PubVarName = text(about="names to store for those that are ended, `|` between them [documented]")
    PubVarValue = text(about="their values, in the same order [documented]")
    TakenOverContactIDVar = variable(about="gets the id of the contact whose place was taken; else empty [documented]")
    ScreenPopSource = plain(about="what pops up at the agent; kept, not used [observed in exports]")
    ScreenPopURL = text(about="the page that pops up; kept, not used [observed in exports]")
    Sequence = text(about="played to the agent; kept, not used [observed in exports]")
    ZipTone = plain(about="a tone for the agent; kept, not used [observed in exports]")

    def run(self, context: Context) -> Outcome:
        names = [each.strip() for each in re.split(r"\|", self.PubVarName(context))]
        values = self.PubVarValue(context).split("|") if len(names) > 1 else [self.PubVarValue(context)]
        values += [""] * (len(names) - len(values))
        published = {name: value for name, value in zip(names, values, strict=False) if name}
        taken = context.world.agents.take_over(
            context.contact,
            self.PhoneNumber(context),
            self.Skill(context),
            abandoned=self.SetAbandon(context),
            published=published,
        )
        context.put(self.TakenOverContactIDVar, taken)
        return "Default"
