"""The envelope of a locked backup: sealed and opened, with a passphrase or a recovery code.

A random key seals the text. That key lies in the file twice, once locked with the passphrase and once with the recovery
code (PBKDF2-SHA-256, 600,000 rounds), so that a passphrase can be changed and the text need not be sealed again. Both
seals are AES-256-GCM, with what the thing is bound to it. The browser has the same in `js/src/judge/envelope.ts`; both
are held together by `tests/vectors/envelope.json`.
"""

import hashlib
import json
import os
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import ValidationError

from powerwith.model import Envelope, LockedKey
from powerwith.payload import canonical
from powerwith.signs import SIGNS

ROUNDS = 600_000
SIZE_LIMIT = 8_000_000
"""The largest envelope that is opened, in characters: a backup of 5 MB in base 64, and some room."""

CODE_SIGNS = 32
"""Signs of a recovery code that carry its 160 bits; two more check them."""

_PRIME = 1021
_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_.,-]")

Random = Callable[[int], bytes]


class EnvelopeError(Exception):
    """An envelope that cannot be opened, with its place and a way out."""


def is_envelope(text: str) -> bool:
    """Whether this says of itself that it is one."""
    head = text.lstrip("\ufeff \t\r\n")[:1]
    return head == "{" and '"powerwith-envelope"' in text


def seal(text: str, *, passphrase: str, recovery: str, random: Random = os.urandom) -> str:
    """The envelope of a backup's text. The same text and the same random bytes make the same envelope."""
    key = random(32)
    keys = [_locked("passphrase", plain(passphrase), key, random), _locked("recovery", signs(recovery), key, random)]
    iv = random(12)
    head = {"format": "powerwith-envelope", "v": 1, "holds": "powerwith-backup"}
    sealed = AESGCM(_for(key, "envelope")).encrypt(iv, text.encode(), canonical(head).encode())
    return canonical({**head, "keys": keys, "iv": _base64(iv), "sealed": _base64(sealed)})


def unseal(text: str, secret: str, name: str = "This file") -> str:
    """What an envelope holds, opened by its passphrase or recovery code. Raises EnvelopeError with one sentence."""
    envelope = _read(text, name)
    by, tried = _told(secret, name)
    for locked in envelope.keys:
        if locked.by == by and (key := _opened(locked, tried)):
            return _text(envelope, key, name)
    what = "recovery code" if by == "recovery" else "passphrase"
    other = "the passphrase" if by == "recovery" else "the recovery code"
    raise EnvelopeError(f"{name}: that {what} does not open it. Try again, or use {other}.")


def new_recovery_code(random: Random = os.urandom) -> str:
    """160 random bits to write down, in groups of four signs, the last two for checking."""
    number = int.from_bytes(random(20))
    made = "".join(SIGNS[number >> (5 * place) & 31] for place in range(CODE_SIGNS - 1, -1, -1))
    whole = made + _check(made)
    return "-".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def plain(passphrase: str) -> str:
    """A passphrase in the one form in which it counts, whatever keyboard it came from."""
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFKC", passphrase)).strip(" ")


def signs(code: str) -> str | None:
    """The signs of a recovery code without its check, or `None` if one of them is not what it was."""
    all_signs = _signs(code)
    if not re.fullmatch(rf"[{SIGNS}]{{{CODE_SIGNS + 2}}}", all_signs):
        return None
    made, check = all_signs[:CODE_SIGNS], all_signs[CODE_SIGNS:]
    return made if _check(made) == check else None


def _signs(code: str) -> str:
    return _BETWEEN.sub("", code).upper().translate(str.maketrans("OIL", "011"))


def _told(secret: str, name: str) -> tuple[Literal["passphrase", "recovery"], str]:
    """Which of the two this is. A code with a slip in it is told, since guessing on would cost time."""
    if made := signs(secret):
        return "recovery", made
    groups = re.fullmatch(r"\s*(?:[A-Za-z0-9]{4}[ -]+){7,}[A-Za-z0-9]{1,4}\s*", secret)
    if groups or re.fullmatch(r"[A-Z0-9]{30,38}", _BETWEEN.sub("", secret)):
        raise EnvelopeError(f"{name}: that recovery code has a slip in it. Compare it with your page, group by group.")
    return "passphrase", plain(secret)


def _check(made: str) -> str:
    total = 0
    for sign in made:
        total = (total * 32 + SIGNS.index(sign)) % _PRIME
    return SIGNS[total // 32] + SIGNS[total % 32]


def _read(text: str, name: str) -> Envelope:
    broken = EnvelopeError(f"{name}: part of it is missing or was changed. Use another copy of this backup.")
    if len(text) > SIZE_LIMIT:
        raise EnvelopeError(f"{name}: it is larger than 8 MB. A backup of a journal is much smaller: choose that one.")
    try:
        value = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise EnvelopeError(
            f"{name}: it is not JSON, or it was cut off. "
            "Choose the file you downloaded from My journal, and download it again if you can."
        ) from None
    if not isinstance(value, dict) or value.get("format") != "powerwith-envelope":
        raise broken
    v = value.get("v")
    if isinstance(v, int) and v > 1:
        raise EnvelopeError(
            f"{name}: it was locked by a newer version of this course (envelope {v}). Open it with the newer version."
        )
    try:
        return Envelope.model_validate_json(json.dumps(value))
    except ValidationError:
        raise broken from None


def _locked(by: Literal["passphrase", "recovery"], secret: str | None, key: bytes, random: Random) -> dict[str, Any]:
    if secret is None:
        raise ValueError("a recovery code must be whole to lock with it")
    salt, iv = random(16), random(12)
    head = {"by": by, "kdf": "PBKDF2-SHA-256", "rounds": ROUNDS, "salt": _base64(salt)}
    made = AESGCM(_stretched(secret, salt, ROUNDS)).encrypt(iv, key, _bound(head))
    return {**head, "iv": _base64(iv), "key": _base64(made)}


def _opened(locked: LockedKey, secret: str) -> bytes | None:
    head = locked.model_dump(include={"by", "kdf", "rounds", "salt"})
    stretched = _stretched(secret, b64decode(locked.salt), locked.rounds)
    try:
        return AESGCM(stretched).decrypt(b64decode(locked.iv), b64decode(locked.key), _bound(head))
    except InvalidTag:
        return None


def _text(envelope: Envelope, key: bytes, name: str) -> str:
    head = envelope.model_dump(include={"format", "v", "holds"})
    cipher = AESGCM(_for(key, "envelope"))
    try:
        found = cipher.decrypt(b64decode(envelope.iv), b64decode(envelope.sealed), canonical(head).encode())
        return found.decode()
    except (InvalidTag, UnicodeDecodeError):
        raise EnvelopeError(
            f"{name}: it was changed or damaged after it was made, so nothing of it was used. "
            "Use another copy of this backup."
        ) from None


def _stretched(secret: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", secret.encode(), salt, rounds, 32)


def _for(key: bytes, what: str) -> bytes:
    """A key of its own for each use, so that none of them weakens another."""
    return HKDF(SHA256(), 32, salt=None, info=f"powerwith {what}".encode()).derive(key)


def _bound(head: dict[str, Any]) -> bytes:
    return canonical({"format": "powerwith-key", "v": 1, **head}).encode()


def _base64(content: bytes) -> str:
    return b64encode(content).decode()
