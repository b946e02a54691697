"""What a locked journal shows: its keys, locked up themselves, and a file that says only what it holds."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from powerwith.model.base import Record

_QUADS = r"(?:[A-Za-z0-9+/]{4})*"
Bytes12 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{16}$")]
Bytes16 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{22}==$")]
Bytes48 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{64}$")]
Base64 = Annotated[
    str, StringConstraints(pattern=rf"^{_QUADS}(?:[A-Za-z0-9+/]{{2}}==|[A-Za-z0-9+/]{{3}}=)?$", min_length=24)
]


class LockedKey(Record):
    """The journal's key (32 random bytes), locked with what a secret comes to."""

    by: Literal["passphrase", "recovery"] = Field(description="Which secret opens it.")
    kdf: Literal["PBKDF2-SHA-256"] = Field(description="How a key is made of the secret.")
    rounds: int = Field(ge=600_000, le=10_000_000, description="How often, so that guessing takes time.")
    salt: Bytes16
    iv: Bytes12
    key: Bytes48 = Field(description="AES-256-GCM of the 32 bytes; the fields above are bound to it.")


class Lock(Record):
    """The keys of a locked journal, as they lie beside it."""

    format: Literal["powerwith-lock"]
    v: Literal[1]
    keys: tuple[LockedKey, ...] = Field(min_length=1, max_length=2)


class Envelope(Record):
    """A locked file. Whoever has the passphrase or the recovery code of its day can open it."""

    format: Literal["powerwith-envelope"]
    v: Literal[1]
    holds: Literal["powerwith-backup"] = Field(description="What is in it; bound to what is sealed.")
    keys: tuple[LockedKey, ...] = Field(min_length=1, max_length=2)
    iv: Bytes12
    sealed: Base64 = Field(description="AES-256-GCM of the text in UTF-8.")
