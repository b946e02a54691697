"""Answers for a peer of the coach: JSON lines {"id", "text"} in, {"id", "codes"} out.

    python bench/peers.py vader|textblob

Both score a whole text as pleasant or unpleasant. Unpleasant counts here as a harm (CONFRONT), pleasant as a help
(AFFIRM), each from 0.05 on, the cut VADER's authors advise.
"""

import json
import sys

CUT = 0.05


def main() -> None:
    """Read, score, write."""
    if sys.argv[1] == "vader":
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        analyzer = SentimentIntensityAnalyzer()

        def score(text: str) -> float:
            return float(analyzer.polarity_scores(text)["compound"])

    else:
        from textblob import TextBlob

        def score(text: str) -> float:
            return float(TextBlob(text).sentiment.polarity)

    for line in sys.stdin:
        given = json.loads(line)
        found = score(given["text"])
        codes = ["CONFRONT"] if found <= -CUT else ["AFFIRM"] if found >= CUT else []
        print(json.dumps({"id": given["id"], "codes": codes}))


if __name__ == "__main__":
    main()
