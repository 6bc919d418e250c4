"""Queuevm: queues a recording as a voicemail."""

from studio.sdk import Action, Context, Outcome, Wish, number, text, variable

from ._routing import proficiencies


class Queuevm(Action):
    """Makes a voicemail contact of a recording and puts it into the queue of a skill [inferred from its name and
    properties].

    The contact begins in the skill's script, if the world states one, with FileName, From and To as p1 to p3 and From
    and To as its ANI and DNIS; else it waits and is worked on without a script [choice]. This contact goes on at once
    by Default [inferred]. A skill or an agent that the world does not have: _ERR, the variable is empty, and Default
    [choice].
    """

    kind = "QUEUEVM"

    FileName = text(about="the recording [observed in exports]")
    Skill = text(about="number or name of the skill; empty or Default: the contact's own [observed in exports]")
    From = text(about="who has left it [observed in exports]")
    To = text(about="for whom it is [observed in exports]")
    NewContactIDVar = variable("VMID", about="gets the id of the new contact [observed in exports]")
    TargetAgent = text(about="id of the agent who is wanted [observed in exports]")
    HighProficiency = number("1", about="best proficiency that may take it, 1 to 20 [observed in exports]")
    LowProficiency = number("20", about="worst proficiency that may take it, 1 to 20 [observed in exports]")
    RoutingAttribute = text(about="kept, not used [observed in exports]")

    def run(self, context: Context) -> Outcome:
        context.put(self.NewContactIDVar, "")
        best, worst = proficiencies(self.HighProficiency(context), self.LowProficiency(context))
        wish = Wish(self.Skill(context), self.TargetAgent(context), best=best, worst=worst)
        values = [each(context) for each in (self.FileName, self.From, self.To)]
        about = {"ANI": values[1], "DNIS": values[2]}
        id = context.world.agents.queue_without_call(context.contact, wish, "Voicemail", values, about)
        context.put(self.NewContactIDVar, id)
        return "Default"
