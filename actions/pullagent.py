"""Pullagent: gets an agent for an inbound contact."""

from studio.sdk import Action, Context, Outcome, text


class Pullagent(Action):
    """Gets an agent of a skill out of what they do, so that an inbound contact finds one [documented].

    AgentFound is taken where an agent of the skill is available, or could be got out of the dialer: they are available
    now [documented; who is pulled: choice]. Agents with a contact, with work after one, or who are unavailable are left
    alone: NoAgentFound [who is pulled: choice]. It does not queue the contact; Reqagent does [inferred]. A skill that
    the world does not have: Error, with _ERR [choice].
    """

    kind = "PULLAGENT"
    branches = ("Default", "AgentFound", "NoAgentFound", "Error")

    Skill = text(about="number or name of the skill [documented]")

    def run(self, context: Context) -> Outcome:
        agents = context.world.agents
        skill = agents.skill(self.Skill(context), context.contact)
        return "AgentFound" if agents.pull(skill.key) else "NoAgentFound"
