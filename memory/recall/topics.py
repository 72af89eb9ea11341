"""What everyday requests and preferences are about: "suggest a jacket" and "wool makes me itch" are both about clothes.

Data: a topic, the words that point to it, and a sentence that it must find. A new topic is a new row.
"""

from __future__ import annotations

import re

from memory.caches import cached

TOPICS: tuple[tuple[str, str, str], ...] = (
    ("food", r"eat\w*|food|dish\w*|meals?|restaurants?|cuisine|cook\w*|recipes?|snacks?|drinks?|breakfast|lunch|dinner|dining|diet\w*|vegan|"
     r"vegetarian|pescatarian|plant-based|spicy|curry|curries|meat|pork|beef|fish|seafood|nuts?|gluten|dairy|cheese|lactose|sugar|alcohol|wine|beer|coffee|tea|"
     r"protein|desserts?|bak(?:e|ed|ing|ery)|nutrition\w*|halal|kosher|buffets?|flavou?rs?|pizza|pasta|salads?|soups?", "which dish should I try?"),
    ("eating out", r"restaurants?|dining|dine|bars?|caf[eé]s?|nightlife|pubs?|loud|noisy|crowded|atmosphere|buffets?|places? to eat|brunch|menus?",
     "I avoid noisy bars"),
    ("travel", r"trips?|travel\w*|visit\w*|vacations?|holidays?|tours?|tourist\w*|destinations?|sights?|museums?|hotels?|hostels?|guesthouses?|accommodations?|resorts?|"
     r"flights?|fly|flying|airlines?|planes?|cruises?|beach\w*|itinerar\w+|abroad|explore|landmarks?|theme parks?|camping|airbnb|trains?|coach|luggage|seasick|carsick", "I'm planning a trip to Peru"),
    ("outdoors", r"hik(?:e|es|ing)|outdoors?|adventur\w+|climb\w*|camping|mountains?|heights|nature|strenuous|swim\w*|water|diving|ski\w*|beach\w*|walks?|walking|trails?|national parks?|viewpoints?",
     "heights make my knees go soft"),
    ("films and series", r"films?|movies?|tv|series|shows?|watch\w*|documentar\w+|episodes?|seasons?|horror|scary|comed(?:y|ies)|dramas?|animated|anime|thrillers?|sitcoms?|"
     r"cinema|violence|gore|subtitles?|actors?|sci-fi|supernatural|fantasy|nightmares", "what film could we see?"),
    ("music", r"music|songs?|bands?|concerts?|albums?|listen\w*|jazz|metal|rap|rock|playlists?|festivals?|dance|dancing|clubs?|lyrics|singers?", "which concert is on?"),
    ("books", r"books?|novels?|read|reads|reading|authors?|audiobooks?|podcasts?|poetry|e-?readers?|stor(?:y|ies)", "I read on paper only"),
    ("games", r"games?|gam(?:ing|ers?)|rpgs?|multiplayer|puzzles?|consoles?|nintendo|playstation|xbox|shooters?|single-player|vr|grinding", "can you suggest a board game?"),
    ("clothes", r"clothes|clothing|wear\w*|fashion\w*|outfits?|shoes?|boots?|sneakers?|heels|jackets?|coats?|dress\w*|suits?|jeans|shirts?|sweaters?|leather|wool\w*|silk|"
     r"fur|fabrics?|cotton|jewel\w+|accessor\w+|handbags?|bags?|patterns?|prints?|colou?rs?|styl(?:e|ish)|trend\w*|logos?|second[- ]?hand", "wool makes me itch"),
    ("skin and hair", r"skin\w*|make-?up|cosmetics?|beauty|hair\w*|scalp|shampoos?|conditioners?|moisturi[sz]ers?|serums?|lotions?|creams?|soaps?|fragrances?|perfumes?|unscented|scent\w*|nails?|"
     r"sunscreen|acne|eczema|cruelty-free|parabens?|sulfates?|retinol|silicones?|mascara|lipsticks?|tested on animals", "which shampoo should I buy?"),
    ("exercise", r"workouts?|exercis\w+|gyms?|fitness|fit|cardio|running|jog\w*|yoga|pilates|weights?|strength|muscles?|training|sports?|swim\w*|cycling|hiit|stretch\w*|"
     r"injur\w+|knees?|back|high-impact|jump\w*|aerobics?|stamina|calories", "which gym is good?"),
    ("vehicles", r"cars?|vehicles?|suvs?|sedans?|trucks?|vans?|motorcycles?|motorbikes?|bicycles?|bikes?|electric|hybrids?|evs?|diesel|petrol|engines?|driv(?:e|es|ing)|"
     r"mileage|fuel\w*|convertibles?|plug-in|tesla|charg(?:e|ing)", "which car fits a family?"),
    ("pets", r"pets?|dogs?|cats?|pupp(?:y|ies)|kittens?|breeds?|leash\w*|crates?|cages?|birds?|canar(?:y|ies)|parrots?|aquariums?|reptiles?|rabbits?|hamsters?|guinea pigs?|vets?|groom\w*|"
     r"adopt\w*|shelters?|shed\w*|litter|barking|fences?|animals?", "should I get a canary?"),
    ("learning", r"learn\w*|stud(?:y|ies|ying)|courses?|class(?:es)?|lectures?|exams?|tests?|textbooks?|tutor\w*|teach\w*|school|homework|assignments?|memori[sz]\w+|flashcards?|"
     r"visual|hands-on|by doing|group work|lessons?|languages?|university|college|revise|practice|concentrate|dyslexi\w+", "how should I study for the exam?"),
    ("home", r"home|house|flat|apartments?|furniture|decor\w*|rooms?|kitchen|bedroom|garden\w*|plants?|curtains|rugs?|sofas?|lamps?|windowsill|landlord|neighbou?rhoods?", "what plant would suit my flat?"),
    ("technology", r"phones?|laptops?|computers?|tablets?|apps?|software|cameras?|headphones|speakers?|smart ?watch\w*|gadgets?|devices?|screens?|privacy", "which phone is good?"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words, _ in TOPICS)
_PREFERENCE = re.compile(
    r"\b(?:prefer\w*|love|like|enjoy|adore|hate|avoid|can't|cannot|dislike|aversion|refuse|fan of|into|interested|fear|scared|afraid|phobia|"
    r"only|strictly|uncomfortable|never|allerg\w*|intolerant|sensitive|don't|do not|no interest|favou?rite)\b",
    re.I,
)


@cached(20_000)
def topics(text: str) -> frozenset[str]:
    """The topics that a text's words point to."""
    return frozenset(name for name, pattern in _COMPILED if pattern.search(text))


@cached(20_000)
def is_preference(text: str) -> bool:
    """It says what somebody likes, avoids or cannot have."""
    return bool(_PREFERENCE.search(text.replace("\u2019", "'")))


def shared(one: str, other: str) -> float:
    """How many topics two texts share, 0..1: the cosine of their sets of topics."""
    first, second = topics(one), topics(other)
    return len(first & second) / float(len(first) * len(second)) ** 0.5 if first and second else 0.0
