"""Messages between the server and its workers: a line of JSON, then as many bytes as it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import IO

Head = dict[str, Any]


def send(stream: IO[bytes], head: Head, body: bytes = b"") -> None:
    """Write one message.

    Raises:
        OSError: nobody reads at the other end, or another thread has closed this one.
    """
    line = json.dumps(head | {"length": len(body)}).encode()
    try:
        stream.write(line + b"\n" + body)
        stream.flush()
    except ValueError as error:  # what Python says of a closed file
        raise BrokenPipeError from error


def receive(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """Read one message; None when the other end has closed or broken off."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    head: Head = json.loads(line)
    body = stream.read(head["length"])
    return (head, body) if len(body) == head["length"] else None
