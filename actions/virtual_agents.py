"""Virtual agents on the phone: VoiceBot Exchange, Voicebot Stream."""

from studio.sdk import text

from ._outside import Outside


class VoiceBotExchange(Outside):
    """Hands one turn of a call to a virtual agent; it stands in a loop [documented].

    PromptAndCollectNextResponse is for an answer after which the contact speaks again, ReturnControlToScript for the
    end of the conversation, Error for a fault; all of them should be connected [documented]. What a virtual agent
    answers is not known here [choice].
    """

    kind = "VOICEBOTEXCHANGE"
    branches = ("Default", "PromptAndCollectNextResponse", "ReturnControlToScript", "Error")
    does = "virtual agent"


class VoiceBotStream(Outside):
    """Connects a call with a virtual agent by a stream of sound [documented].

    What it says is not known here [choice].
    """

    kind = "VOICEBOTSTREAM"
    does = "virtual agent"

    virtualAgentId = text(about="name of the virtual agent [documented]")
    CustomPayloadToBot = text(about="data for the virtual agent, as JSON [documented]")
