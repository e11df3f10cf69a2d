"""The strength of a command follows the strength of its proof."""

from digest.model.command import Choose, Parsed, SetDue, SetOwner, TakeBack

SEVERAL = 3  # commands of one message that are no bulk change yet


def beyond_weak(request: Parsed) -> str:
    """Return what of a request needs full proof; empty where the reply address is enough."""
    if any(isinstance(command.action, SetDue) for command in request.commands):
        return "a date is moved"
    if any(isinstance(command.action, SetOwner | Choose) for command in request.commands):
        return "an owner or an option is chosen"
    if any(isinstance(wish, TakeBack) for wish in request.wishes):
        return "a reply is taken back"
    if len(request.commands) > SEVERAL:
        return f"more than {SEVERAL} commands"
    return ""
