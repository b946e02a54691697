"""Reads a reply the way every rule sees it: words, sentences, what is asked and what is quoted.

A twin of `js/src/judge/pattern.ts`. The letters are listed here by range instead of leaving them to a
regular expression's idea of a word, because Python's and the browser's ideas differ outside English.
"""

import re
from dataclasses import dataclass

LETTERS = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u037d\u037f-\u0386\u0388-\u060b"
    "\u060d-\u061a\u0620-\u06d3\u06d5-\u0963\u0966-\u1fff\u2c00-\u2dff\u3041-\ud7ff\uf900-\ufdff\ufe70-\ufefc"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff"
)
WORD = re.compile(f"[{LETTERS}]+(?:['\u2019\u02bc][{LETTERS}]+)*")
SPACE = " \t\n\r\f\v\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000"
STOP = "[.!?\u2026\u061f\u3002\uff01\uff1f]+"
CLOSER = "[\"'\u201d\u2019\u00bb)\\]]*"
END = re.compile(f"{STOP}{CLOSER}(?=[{SPACE}])|[!?\u061f\uff01\uff1f]+")
NEWLINE = re.compile("[\n\r\u2028\u2029]")
CLOSE = re.compile(f"{CLOSER}{STOP}")
PAUSE = re.compile(f"[,;:(\u2014\u2013\u2026]|\\.\\.\\.|[{SPACE}]-+[{SPACE}]")
ASKS = re.compile("[?\u061f\uff1f]")
SHOUTS = re.compile("[!\uff01]")

ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am", "'s": "is"}
"""Contractions are read in full, so one pattern finds `you are` and `you're`. Possessives come along and do no harm."""

WHOLE = {
    "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "ain't": "is not",
    "let's": "let us", "gonna": "going to", "gotta": "got to", "wanna": "want to", "didnt": "did not",
    "dont": "do not", "doesnt": "does not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
    "werent": "were not", "hasnt": "has not", "havent": "have not", "couldnt": "could not",
    "shouldnt": "should not", "wouldnt": "would not", "cant": "can not", "wont": "will not",
    "youre": "you are", "youve": "you have", "youll": "you will", "theyre": "they are", "thats": "that is",
    "whats": "what is", "ive": "i have", "im": "i am", "lets": "let us",
    "realize": "realise", "realized": "realised", "realizing": "realising", "recognize": "recognise",
    "recognized": "recognised", "apologize": "apologise",
}  # fmt: skip

ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "st", "vs", "eg", "ie"})
SINGLE = re.compile("[a-z]")
QUOTES = {'"': "double", "\u201c": "double", "\u201d": "double", "\u00ab": "double", "\u00bb": "double",
          "'": "single", "\u2018": "single", "\u2019": "single"}  # fmt: skip
SAYING = frozenset({"say", "ask", "answer", "reply", "try", "write"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` to `last`, both included; `start` to `end` in code points with its full stop."""

    first: int
    last: int
    start: int
    end: int
    is_question: bool
    is_shout: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Parallel lists, one item a token; several tokens may share the word they stand in (`didn't`)."""

    tokens: list[str]
    starts: list[int]
    ends: list[int]
    paused: list[bool]
    quoted: list[bool]
    sentence: list[int]
    sentences: list[Sentence]


def read(text: str) -> Reading:
    """Split a reply into tokens and sentences. Takes time in proportion to its length."""
    words = [(m.start(), m.end()) for m in WORD.finditer(text)]
    edges = [0, *(edge for word in words for edge in word), len(text)]
    gaps = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    in_quotes = _quoted(text, words, gaps)
    reading = Reading([], [], [], [], [], [], [])
    opened = 0
    for i, (start, end) in enumerate(words):
        tokens = spell_out(text[start:end])
        reading.tokens.extend(tokens)
        reading.starts.extend([start] * len(tokens))
        reading.ends.extend([end] * len(tokens))
        reading.paused.extend([gaps[i] != " " and bool(PAUSE.search(gaps[i]))] + [False] * (len(tokens) - 1))
        reading.quoted.extend([in_quotes[i]] * len(tokens))
        reading.sentence.extend([len(reading.sentences)] * len(tokens))
        follows = text[words[i + 1][0]] if i + 1 < len(words) else ""
        if not follows or (gaps[i + 1] != " " and _ends(gaps[i + 1], tokens[-1], follows)):
            reading.sentences.append(_sentence(reading, opened, end, gaps[i + 1]))
            opened = len(reading.tokens)
    return reading


def _sentence(reading: Reading, opened: int, end: int, after: str) -> Sentence:
    stop = CLOSE.match(after)
    close = end + (stop.end() if stop else 0)
    last = len(reading.tokens) - 1
    return Sentence(opened, last, reading.starts[opened], close, bool(ASKS.search(after)), bool(SHOUTS.search(after)))


def spell_out(word: str) -> list[str]:
    """A word as the rules see it: small letters, straight apostrophes, contractions in full."""
    word = word.lower().replace("\u2019", "'").replace("\u02bc", "'")
    if word in WHOLE:
        return WHOLE[word].split(" ")
    cut = word.rfind("'")
    if cut > 0:
        if word.endswith("n't") and len(word) > 3:
            return [word[:-3], "not"]
        if word[cut:] in ENDINGS:
            return [*spell_out(word[:cut]), ENDINGS[word[cut:]]]
    return [word]


def _ends(gap: str, token: str, follows: str) -> bool:
    """Whether a sentence ends in the gap between two words."""
    if NEWLINE.search(gap):
        return True
    stop = END.search(gap)
    if not stop:
        return False
    mark = stop.group()
    if ASKS.search(mark) or SHOUTS.search(mark):
        return True
    if "\u2026" in mark or "..." in mark:
        return not (follows == follows.lower() and follows != follows.upper())
    return not (token in ABBREVIATIONS or (token != "i" and SINGLE.fullmatch(token)))


def _quoted(text: str, words: list[tuple[int, int]], gaps: list[str]) -> list[bool]:
    """For each word whether somebody else is being quoted. A reply that is one long quotation is the writer's own."""
    marks = [False] * len(words)
    opened: dict[str, int] = {}
    for i, gap in enumerate(gaps):
        if gap == " ":
            continue
        for at, mark in enumerate(gap):
            kind = QUOTES.get(mark)
            if not kind:
                continue
            before_word = at + 1 == len(gap) and i < len(words)
            attached = at == 0 and i > 0
            if kind == "single":
                opens = before_word and not attached and mark != "\u2019"
            else:
                opens = mark in "\u201c\u00ab" or (mark == '"' and kind not in opened)
            if opens:
                opened[kind] = i
            elif kind in opened:
                first = opened.pop(kind)
                if not _is_own(text, words, first):
                    marks[first:i] = [True] * (i - first)
    return [False] * len(words) if all(marks) else marks


def _is_own(text: str, words: list[tuple[int, int]], first: int) -> bool:
    """`I would say “…”` introduces the writer's own words."""
    before = [token for start, end in words[max(0, first - 3) : first] for token in spell_out(text[start:end])]
    return bool(before) and before[-1] in SAYING and "i" in before
