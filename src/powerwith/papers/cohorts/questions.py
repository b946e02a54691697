"""What a group can talk about beside each picture: what, so what, now what. Never who."""

ABOUT = {
    "choice": (
        "What does each of these replies let the other person do next?",
        "So when, and for whom, would the second reply be the better one?",
        "Now what will you listen for in your next talk?",
    ),
    "sort": (
        "What did each side see in the card that split the group?",
        "So what would the same words do in another room?",
        "Now what wording would you settle on together?",
    ),
    "scale": (
        "What at work pulls the low ones down: time, forms, rules or skill?",
        "So what would the people you work with have rated differently?",
        "Now what is one thing in how we work that could change before the next rating?",
    ),
    "change": (
        "What else happened between the two times?",
        "So what would you need to see before you said that the course did it?",
        "Now what should stay, and what should be done otherwise?",
    ),
    "beside": (
        "What do we hear in our replies that we did not see in our rating, or the other way round?",
        "So which of the two would the people you work with trust more, and why?",
        "Now what could you ask a colleague to listen for in your next talk?",
    ),
    "turn": (
        "What had been said just before the ways parted?",
        "So what did each way cost the other person?",
        "Now what sentence would you like to have ready at that turn?",
    ),
    "marked": (
        "What makes these words so easy to say when time is short?",
        "So what do they do in the ear of somebody who feels judged already?",
        "Now what would you rather say, word for word?",
    ),
    "appeals": (
        "What does the coach not see when it marks these words?",
        "So when would the marked words be the kind ones?",
        "Now what should the authors of this rule be told?",
    ),
    "replies": (
        "What is easier to rate in a reply, and what is easier to feel?",
        "So what would somebody who got such a reply have marked?",
        "Now what will you try in the next reply you write?",
    ),
    "vignette": (
        "What did the loaded phrases make you see first?",
        "So where do such phrases live in our forms and templates?",
    ),
    "marker": (
        "What did that one detail make you see first?",
        "So which of our forms ask for it before anybody has met the person?",
    ),
    "other": (
        "What stands out to you?",
        "So what does it mean for the people you work with?",
        "Now what is one change, by whom and when?",
    ),
}
"""By the kind of picture."""
