"""Run one command that never outlives whoever asked for it.

Started as `python -I -S guard.py COMMAND…`, one for each child, so it imports little and
nothing of ours.  Standard input is a socket to the supervisor.  Downwards each byte is a
signal number for the command, where SIGKILL means its whole group; end of file means that the
supervisor is gone, and is the same as SIGKILL.  Upwards go `pid N` and, when the command has
ended and nothing of it is left, `end STATUS` (as from waitpid).
"""

import os
import select
import signal
import sys

SUPERVISOR = 0  # file descriptor
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
_RESTORED = ("SIGTERM", "SIGINT", "SIGHUP", "SIGPIPE", "SIGXFSZ", "SIGCHLD")


def main(argv: list[str]) -> None:
    """Start the command, pass orders on until it ends, and leave nothing behind."""
    # Orders come through the socket: a signal sent to everybody in a control group is not one.
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    bell, ringer = os.pipe()
    os.set_blocking(ringer, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(ringer)
    pid = _start(argv)
    _tell(f"pid {pid}")
    status = _watch(pid, bell)
    _bury(pid)
    _tell(f"end {status}")


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":  # other systems have nothing like it: the socket must do
        import ctypes  # noqa: PLC0415 - first used here, before the fork

        ctypes.CDLL(None).prctl(option, value)


def _start(argv: list[str]) -> int:
    guard = os.getpid()
    pid = os.fork()
    if pid:
        _own_group(pid)
        return pid
    try:
        _own_group(0)
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != guard:  # it died before prctl could see it
            os._exit(1)
        signal.set_wakeup_fd(-1)
        for name in _RESTORED:
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), SUPERVISOR)
        os.closerange(3, 256)
        os.execvp(argv[0], argv)  # noqa: S606 - no shell is the point
    except OSError as error:
        os.write(2, f"cannot start {argv[0]}: {error.strerror}\n".encode())
    finally:
        os._exit(127)


def _own_group(pid: int) -> None:
    try:
        os.setpgid(pid, pid)
    except OSError:  # parent and child both do it, whoever comes first
        return


def _watch(pid: int, bell: int) -> int:
    """Return the command's wait status once it has ended."""
    watched = [SUPERVISOR, bell]
    while True:
        ready = select.select(watched, [], [])[0]
        if bell in ready:
            os.read(bell, 512)
        ended = _reap(pid)
        if ended is not None:
            return ended
        if SUPERVISOR in ready and not _obey(pid):
            watched.remove(SUPERVISOR)


def _obey(pid: int) -> bool:
    try:
        orders = os.read(SUPERVISOR, 64)
    except ConnectionResetError:
        orders = b""
    for order in orders or (signal.SIGKILL,):
        _kill(pid, order)
    return bool(orders)


def _kill(pid: int, number: int) -> None:
    try:
        if number == signal.SIGKILL:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
    except OSError:  # it ended meanwhile
        return


def _reap(pid: int) -> "int | None":
    try:
        while True:
            ended, status = os.waitpid(-1, os.WNOHANG)
            if ended in (pid, 0):
                return status if ended else None
    except ChildProcessError:
        return None


def _bury(pid: int) -> None:
    """Kill what the command left: its group, and whoever falls to us as their parents die."""
    _kill(pid, signal.SIGKILL)
    while True:
        for orphan in _children():
            os.kill(orphan, signal.SIGKILL)
        try:
            os.wait()
        except ChildProcessError:
            return


def _children() -> list[int]:
    # Not /proc/self/task/*/children: kernels may be built without it.
    if sys.platform != "linux":
        return []
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and _ours(name)]  # noqa: PTH208


def _ours(pid: str) -> bool:
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:  # noqa: PTH123 - pathlib costs 15 ms
            return int(stat.read().rpartition(b")")[2].split()[1]) == os.getpid()
    except OSError:
        return False


def _tell(line: str) -> None:
    try:
        os.write(SUPERVISOR, f"{line}\n".encode())
    except OSError:  # nobody listens any more
        return


if __name__ == "__main__":
    main(sys.argv[1:])
