"""`digest completion`: what a shell needs to complete commands, options and names."""

import os

import click
from click.shell_completion import (
    BashComplete,
    ShellComplete,
    add_completion_class,
    get_completion_class,
)
from click.shell_completion import split_arg_string as split

ASKED = "_DIGEST_COMPLETE"  # set by a shell that wants to know how a line may go on
SHELLS = ("bash", "zsh", "fish")

# Bash takes `person:priya` for three words: it is given the line as it was typed, and of an
# answer only what stands behind the last colon.
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' line=${COMP_LINE:0:COMP_POINT} cut= type value
    local word=${line##*[[:space:]]}
    word=${word#-*=}
    [[ $COMP_WORDBREAKS == *:* && $word == *:* ]] && cut=${word%%:*}:
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("${value#"$cut"}"); [[ $value == *: ]] && compopt -o nospace ;;
        esac
    done < <(COMP_LINE=$line %(complete_var)s=bash_complete "$1")
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class Bash(BashComplete):
    """Bash with colons in words."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the whole words of the line behind the command, and the one that is begun."""
        line = os.environ["COMP_LINE"]
        words = split(line)
        begun = "" if line[-1:].isspace() or not words else words.pop()
        return words[1:], begun


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what SHELL needs to complete commands, options, paths and names of the settings.

    \b
    eval "$(digest completion bash)"                # in ~/.bashrc
    eval "$(digest completion zsh)"                 # in ~/.zshrc, after compinit
    digest completion fish | source                 # in ~/.config/fish/config.fish
    """
    click.echo(_kind(shell)(context.find_root().command, {}, "digest", ASKED).source())


def learn() -> None:
    """Have click answer Bash in our way, where a shell asks."""
    add_completion_class(Bash)


def _kind(shell: str) -> type[ShellComplete]:
    learn()
    return get_completion_class(shell) or Bash
