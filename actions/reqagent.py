"""Reqagent: queues the contact for an agent."""

from studio.sdk import (
    Action,
    Context,
    Outcome,
    Park,
    Wish,
    number,
    plain,
    priority_of,
    text,
)

from ._routing import proficiencies


class Reqagent(Action):
    """Puts the contact into the queue of a skill and goes on at once by Default; Onanswer comes when an agent takes it
    [documented].

    A second Reqagent for another skill lets it wait for both, one for the same skill changes how it waits there
    [choice]. The queue takes contacts by priority, then by waiting time: the priority begins at InitialPriority and
    grows by Acceleration a minute, counted up each second, up to MaxPriority [documented]. Agents are chosen by
    proficiency, then by how long they have been idle [choice]. The agent who is named in TargetAgent is waited for; if
    they refuse, any agent of the skill may take it [documented]. They need not have the skill [choice].

    A persistent contact (email, and skills whose queue is persistent) rests from here until an agent picks it up: then
    it goes on at Onanswer, and nothing between runs [documented]. On the platform it ends here and is made anew; here
    it stays the same contact, with its id and its variables [choice].

    A skill or an agent that the world does not have, a contact that is released or with an agent already: _ERR is set,
    nothing is queued, and Default is taken [choice].
    """

    kind = "REQAGENT"

    Skill = text("Default", about="number or name of the skill; Default: that of the point of contact [documented]")
    TargetAgent = text(about="id of the agent who is wanted [documented]")
    PriorityManagement = plain(
        "DefaultfromSkill",
        about="`DefaultfromSkill`: the skill says how it is ranked; `Custom`: this action [documented]",
    )
    InitialPriority = number("0", about="priority at first, 0 to 1000 [documented]")
    Acceleration = number("1", about="how much it grows in a minute [documented]")
    Function = text(about="kept, not used [observed in exports]")
    MaxPriority = number("1000", about="what it does not grow beyond [documented]")
    Sequence = text(about="played to the agent; kept, not used [documented]")
    ZipTone = plain("AfterSequence", about="a tone for the agent; kept, not used [documented]")
    ScreenPopSource = plain("DefaultFromSkill", about="what pops up at the agent; kept, not used [documented]")
    ScreenPopURL = text(about="the page that pops up; kept, not used [documented]")
    HighProficiency = number("1", about="best proficiency that may take it, 1 to 20 [documented]")
    LowProficiency = number("20", about="worst proficiency that may take it, 1 to 20 [documented]")
    RoutingAttribute = plain("NotApplicable", about="kept, not used [observed in exports]")

    def run(self, context: Context) -> Outcome:
        custom = self.PriorityManagement(context).strip().lower() == "custom"
        ranked = (self.InitialPriority(context), self.Acceleration(context), self.MaxPriority(context))
        wish = Wish(
            self.Skill(context),
            self.TargetAgent(context),
            priority_of(*ranked) if custom else None,
            *proficiencies(self.HighProficiency(context), self.LowProficiency(context)),
        )
        return Park() if context.world.agents.request(context.contact, wish) else "Default"
