"""Estimated Wait Time: how long the contact will wait."""

import re
from typing import Any

from studio.sdk import Action, Context, Outcome, number, plain, text, variable

#: The skill's property has no name of its own in exports but this.
SKILL = "SkillNo-by-RoutingMode->1:SkillNo>2:SkillNo_QueueNo>3:QueueNo"
#: The minutes that the platform looks back [documented], and those where it is not told.
LONGEST, MINUTES = 30, 15
OUTPUTS = (
    ("EstimateValue", "seconds"),
    ("EstimateRange", "range"),
    ("AdjustedEstimateValue", "adjusted"),
    ("AverageQueue", "average_queue"),
    ("AverageQueueTime", "average_wait"),
    ("AverageArrivalRate", "arrival_rate"),
    ("AverageCallDuration", "average_talk"),
    ("AverageServiceRate", "service_rate"),
    ("LongestWaitTime", "longest_wait"),
    ("StandardDeviationForCallTime", "talk_deviation"),
    ("AgentsOnCalls", "agents_busy"),
    ("CurrentWait", "waited"),
)


class Ewtestimate(Action):
    """Estimates the wait for a skill from what has happened in its queue lately [documented].

    What the platform works out is not told; here it is those ahead of the contact, and the contact, divided by how many were
    taken in a second within the time looked back; nobody taken in that time: by the busy agents and their average duration;
    0 where more agents are free than wait ahead [choice]. All contacts of the queue count, not only those that pass this
    action as on the platform [choice]. Seconds are whole [choice].

    HighConfidence is taken when the history covers at least that percentage of the time looked back, LowConfidence below
    MinConfidence, MedConfidence between them, InvalidEstimate where there is nothing to go by [branches and thresholds:
    documented; of what they are a percentage: choice]. Then every estimate is 0 [choice]. A free agent makes it certain
    [choice]. A skill that the world does not have: _ERR and Default [choice].
    """

    kind = "EWTESTIMATE"
    aliases = ("ESTIMATEDWAITTIME",)
    branches = ("Default", "HighConfidence", "MedConfidence", "LowConfidence", "InvalidEstimate")

    # No Python name can spell it.
    vars()[SKILL] = text(about="number or name of the skill; Default: the contact's own [documented]")
    LookBack = plain("15Min", about="`5Min`, `15Min` or `30Min`: the time looked back [documented]")
    HighConfidence = number("85", about="percentage from which the confidence is high, 1 to 100 [documented]")
    MinConfidence = number("15", about="percentage below which it is low, 1 to 100 [documented]")
    EstimateValue = variable("EWTValue", about="gets the wait of whoever queues now, in seconds [documented]")
    EstimateRange = variable(
        "EWTRange",
        about="gets how far off it may be, in seconds: one standard deviation of the waits [documented; which: choice]",
    )
    AdjustedEstimateValue = variable(
        "EWTAdjEstimateValue", about="gets the wait less what this contact has waited [documented]"
    )
    AverageQueue = variable("EWTAverageQueue", about="gets how many waited on average [documented]")
    AverageQueueTime = variable(
        "EWTAverageQueueTime", about="gets how long they waited on average, in seconds [documented]"
    )
    AverageArrivalRate = variable(
        "EWTAverageArrivalRate", about="gets how many came in a second [documented; a second: choice]"
    )
    AverageCallDuration = variable(
        "EWTAverageCallDuration", about="gets how long a contact took on average, in seconds [documented]"
    )
    AverageServiceRate = variable("EWTAverageServiceRate", about="gets how many were taken in a second [documented]")
    LongestWaitTime = variable("EWTLongestWaitTime", about="gets the longest wait, in seconds [documented]")
    StandardDeviationForCallTime = variable(
        "EWTSDForCallTime", about="gets the standard deviation of how long a contact took [documented]"
    )
    AgentsOnCalls = variable("EWTAgentsOnCalls", about="gets how many agents are busy with the skill [documented]")
    CurrentWait = variable("EWTCurrentWait", about="gets how long this contact has waited, in seconds [documented]")

    def run(self, context: Context) -> Outcome:
        skill = getattr(self, SKILL)(context)
        estimate: Any = context.world.agents.estimate(skill, context.contact, self._minutes(context))
        for name, member in OUTPUTS:
            context.put(getattr(self, name), getattr(estimate, member))
        if estimate.confidence is None:
            return "InvalidEstimate"
        if estimate.confidence >= self.HighConfidence(context):
            return "HighConfidence"
        return "LowConfidence" if estimate.confidence < self.MinConfidence(context) else "MedConfidence"

    def _minutes(self, context: Context) -> float:
        written = re.match(r"\s*(\d{1,4})", self.LookBack(context))
        return float(min(LONGEST, max(1, int(written[1])))) if written else MINUTES
