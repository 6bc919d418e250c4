"""What helps an agent while a contact lasts: Agent Assist, workflows of a CRM."""

from ._outside import Outside


class AgentAssist(Outside):
    """Connects the contact with an application that helps the agent [documented].

    It goes on at once; nothing comes back [choice].
    """

    kind = "AGENTASSIST"
    does = "agent assist"


class WorkflowExecute(Outside):
    """Runs a workflow of a CRM [documented].

    Its properties are not known: nothing is run, and Default is taken [choice].
    """

    kind = "AGTINT_WRKFLO_EXE"
    does = "workflow"


class WorkflowConfiguration(Outside):
    """Sets up the workflows of the agent's application [documented].

    Its properties are not known: it has no effect [choice].
    """

    kind = "AGTINT_WRKFLO_CONFIG"
    does = "workflow configuration"
