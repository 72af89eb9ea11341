"""What a message may have meant: a command is asked about with one button, a complaint is met with what is kept."""

from __future__ import annotations

from actions.reply import Reply, things
from actions.routing import COMPLAINT
from actions.turn import Turn

ASKED = {
    "stop_remembering": ("stop noting things", "Stop noting"),
    "go_off_the_record": ("go off the record, until this conversation ends", "Off the record"),
    "resume_remembering": ("remember things again", "Remember again"),
    "set_level_quiet": ("keep it short from now on", "Keep it short"),
    "set_level_acknowledge": ("only show what I noted, and ask nothing", "Just acknowledge"),
    "set_level_attentive": ("come back to what you tell me, and ask things now and then", "You can ask"),
    "set_level_invested": ("ask after plans and goals, too", "Know my story"),
}
"""What each command would do, and its button."""


def meet_meant(turn: Turn, reply: Reply) -> None:
    """Asks whether the command is meant, which nothing but the button obeys; or says what is kept, and where."""
    if turn.meant == COMPLAINT:
        kept = sum(memory.status == "current" for memory in reply.memory.memories(turn.user_id))
        state = "on" if reply.profile.remembering == "on" else "off"
        reply.say(f"utter_complaint_{state}", count=things(kept))
    elif turn.meant in ASKED:
        what, title = ASKED[turn.meant]
        reply.say("utter_do_you_mean", buttons=[{"title": title, "payload": f"/{turn.meant}"}], what=what)
    else:
        reply.say("utter_sensitive_how", setting=reply.profile.sensitive)
