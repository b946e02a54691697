"""Makes envelope.json: texts with their envelopes, and envelopes that open or say why not, for both twins.

.venv/bin/python tests/vectors/make_envelope.py
"""

import hashlib
import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from powerwith import envelope
from powerwith.payload import canonical

HERE = Path(__file__).resolve().parent
BYTES = 32 + 2 * (16 + 12) + 12
"""What sealing draws: the key, salt and start for each of two secrets, and the start for the text."""


class Drawn:
    """Bytes that look random and are the same each time."""

    def __init__(self, seed: str) -> None:
        self.all = b"".join(hashlib.sha256(f"{seed} {i}".encode()).digest() for i in range(8))
        self.at = 0

    def __call__(self, size: int) -> bytes:
        self.at += size
        return self.all[self.at - size : self.at]


PLAIN: dict[str, tuple[str, str]] = {
    "a small journal": ("correct horse battery staple", '{"entries":[],"format":"powerwith-backup","v":1}'),
    "letters of many scripts": ("Zażółć gęślą jaźń 🙂", "Zoë wrote: “Why didn’t you ring?” שלום 🙂\n"),
    "a passphrase from another keyboard": ("  cafe\u0301 au  lait \u2160 please ", "é and Ⅰ"),
    "an empty text": ("twelve signs", ""),
}


def _sealed(name: str, passphrase: str, text: str) -> dict[str, Any]:
    recovery = envelope.new_recovery_code(Drawn(f"{name}, code"))
    drawn = Drawn(name)
    made = envelope.seal(text, passphrase=passphrase, recovery=recovery, random=drawn)
    assert drawn.at == BYTES
    return {
        "name": name, "passphrase": passphrase, "recovery": recovery, "bytes": drawn.all[:BYTES].hex(), "text": text,
        "envelope": made,
    }  # fmt: skip


def _changed(text: str, *path: str | int, to: Any) -> str:
    value = json.loads(text)
    place = value
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to(place[path[-1]]) if callable(to) else to
    return canonical(value)


def _flipped(text: str) -> str:
    content = bytearray(b64decode(text))
    content[len(content) // 2] ^= 1
    return b64encode(bytes(content)).decode()


def _opened(sealed: dict[str, Any]) -> list[tuple[str, str, str]]:
    whole, passphrase, code = sealed["envelope"], sealed["passphrase"], sealed["recovery"]
    slip = code[:3] + ("A" if code[3] != "A" else "B") + code[4:]
    swapped = code[1] + code[0] + code[2:]
    less = json.loads(whole)
    del less["iv"]
    one = json.loads(whole)
    one["keys"] = [key for key in one["keys"] if key["by"] == "passphrase"]
    return [
        ("by its passphrase", whole, passphrase),
        ("by its passphrase with spaces doubled", whole, "  " + passphrase.replace(" ", "  ")),
        ("by its recovery code", whole, code),
        ("by its recovery code as people type it", whole, code.lower().replace("-", " ").replace("0", "o")),
        ("with a mark before its first sign", "\ufeff" + whole, passphrase),
        ("by a passphrase that is another", whole, "correct horse battery stable"),
        ("by nothing", whole, ""),
        ("by a recovery code of another journal", whole, envelope.new_recovery_code(Drawn("another"))),
        ("by a recovery code with a slip", whole, slip),
        ("by a recovery code with two signs exchanged", whole, swapped),
        ("by half a recovery code", whole, code[:38]),
        ("where the recovery code is no key of it", canonical(one), code),
        ("with one bit of its text changed", _changed(whole, "sealed", to=_flipped), passphrase),
        ("with one bit of its start changed", _changed(whole, "iv", to=_flipped), passphrase),
        ("with one bit of its key changed", _changed(whole, "keys", 0, "key", to=_flipped), passphrase),
        ("with one bit of its salt changed", _changed(whole, "keys", 0, "salt", to=_flipped), passphrase),
        ("with its rounds changed", _changed(whole, "keys", 0, "rounds", to=600_001), passphrase),
        ("with fewer rounds than are safe", _changed(whole, "keys", 0, "rounds", to=1000), passphrase),
        ("with rounds that would take for ever", _changed(whole, "keys", 0, "rounds", to=2_000_000_000), passphrase),
        ("cut off in the middle", whole[: len(whole) // 2], passphrase),
        ("with its text cut", _changed(whole, "sealed", to=lambda text: text[:24]), passphrase),
        ("with text that is not base 64", _changed(whole, "sealed", to="not base 64 at all, not at all."), passphrase),
        ("without its start", canonical(less), passphrase),
        ("from a newer version", _changed(whole, "v", to=2), passphrase),
        ("from version nothing", _changed(whole, "v", to=0), passphrase),
        ("that holds something else", _changed(whole, "holds", to="powerwith-share"), passphrase),
        ("with another way to make a key", _changed(whole, "keys", 0, "kdf", to="PBKDF2-SHA-1"), passphrase),
        ("without keys", _changed(whole, "keys", to=[]), passphrase),
        ("with a field nobody knows", canonical(json.loads(whole) | {"hint": "staple"}), passphrase),
        ("that is a list", "[" + whole + "]", passphrase),
    ]


def _outcome(text: str, secret: str) -> dict[str, str]:
    try:
        return {"text": envelope.unseal(text, secret, "backup.json")}
    except envelope.EnvelopeError as error:
        return {"problem": str(error)}


def made() -> str:
    """The text of envelope.json."""
    sealed = [_sealed(name, *each) for name, each in PLAIN.items()]
    opened = [
        {"name": name, "envelope": text, "secret": secret} | _outcome(text, secret)
        for name, text, secret in _opened(sealed[0])
    ]
    return json.dumps({"sealed": sealed, "opened": opened}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (HERE / "envelope.json").write_text(made(), encoding="utf-8")
