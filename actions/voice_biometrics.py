"""Voice biometrics: a voiceprint is asked for, taken and compared. What the service finds is not known here."""

from studio.sdk import boolean, text

from ._outside import Outside


class StartVoiceBioAudio(Outside):
    """Begins to stream sound to the voice biometrics service [documented]. Nothing is sent [choice]."""

    kind = "STARTVOICEBIOAUDIO"
    does = "voice biometrics audio"

    VoiceBioProfileId = text(about="id of the profile [documented]")
    scriptParams = text(about="values for the service [documented]")
    stopaudiostream = boolean(about="whether the stream is ended [documented]")


class VoiceBioStatus(Outside):
    """Asks whether the contact has a voiceprint [documented]. No answer comes [choice]."""

    kind = "GET_VOICEBIO_STATUS"
    does = "voice biometrics status"

    VoiceBioProfileId = text(about="id of the profile [documented]")
    PersonId = text(about="who the contact is [documented]")
    scriptParams = text(about="values for the service [documented]")


class VoiceBioEnrollment(Outside):
    """Sends sound to take a voiceprint of the contact [documented]. Nothing is sent [choice]."""

    kind = "VOICEBIO_ENROLLMENT"
    does = "voice biometrics enrollment"

    VoiceBioProfileId = text(about="id of the profile [documented]")
    PersonId = text(about="who the contact is [documented]")
    VoiceBioSessionID = text(about="id of the session with the service [documented]")
    scriptParams = text(about="values for the service [documented]")
    stopaudiostream = boolean(about="whether the stream is ended [documented]")


class VoiceBioAuthentication(Outside):
    """Sends sound to compare the contact's voice with the voiceprint [documented]. Nothing is sent [choice]."""

    kind = "VOICEBIO_AUTHENTICATION"
    does = "voice biometrics authentication"

    VoiceBioProfileId = text(about="id of the profile [documented]")
    PersonId = text(about="who the contact is [documented]")
    VoiceBioSessionID = text(about="id of the session with the service [documented]")
    scriptParams = text(about="values for the service [documented]")
    stopaudiostream = boolean(about="whether the stream is ended [documented]")


class VoiceBioResult(Outside):
    """Gives the answer of the voice biometrics service [documented]. No answer comes [choice]."""

    kind = "GET_VOICEBIO_RESULT"
    does = "voice biometrics result"

    VoiceBioProfileId = text(about="id of the profile [documented]")
    VoiceBioSessionID = text(about="id of the session with the service [documented]")
    scriptParams = text(about="values for the service [documented]")
