"""What is kept only when the person says so: the words by which it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A rule: what it finds is of `kind`; `example` is a sentence that it must find."""

    kind: str
    pattern: re.Pattern[str]
    example: str


def _marks(*rows: tuple[str, str, str]) -> tuple[Mark, ...]:
    return tuple(Mark(kind, re.compile(pattern, re.I), example) for kind, pattern, example in rows)


_SELF = r"(?:i|i'm|i've|im|ive|my|me|we|our|us|he|she|they|his|her|their|mum|mom|dad)\b"

_THEIR = r"(?:my|his|her|their|our|your)"
_KINDRED = r"(?:i'm|i am|im|i was|we're|we are|we were|(?:she|he)(?:'s| is| was)|they're|they are|my (?:\w+ ){0,2}?(?:family|parents?|grandparents|mother|father|mum|mom|dad|nan|gran\w*|husband|wife|partner|boyfriend|girlfriend|kids|children|son|daughter|friend)(?: is| are|'s| was| were))"

SENSITIVE = _marks(
    ("health", r"\b(?:diabet\w+|blood (?:sugar|pressure|clots?|thinners?)|asthma\w*|cancer\w*|tumou?rs?|leuk(?:a)?emia|lymphoma|chemo\w*|radiotherapy|oncolog\w+|biops\w+|benign|malignant|remission|metasta\w+|"
     r"epilep\w+|seizures?|migraines?|arthritis|fibromyalgia|lupus|sclerosis|parkinson\w*|alzheimer\w*|dementia|(?<!a )stroke(?! of)|had a stroke(?! of)|heart (?:attack|disease|condition|failure|is failing|surgery|bypass|murmur|operation)|"
     r"pacemaker|stents?|hypertension|cholesterol|hiv|hepatitis|std|sti|herpes|chlamydia|endometriosis|pcos|crohn\w*|co?eliac|ibs|colitis|thyroid|tuberculosis|covid|copd|emphysema|pneumonia|"
     r"psoriasis|eczema|an(?:a)?emi[ac]|h(?:a)?emophilia|sickle cell|cystic fibrosis|muscular dystrophy|motor neurone|cerebral palsy|down'?s syndrome|gout|sciatica|slipped disc|hernia|gallstones|pancreatitis|cirrhosis|"
     r"dialysis|transplant|transfusion|immuno(?:compromised|suppress\w+)|autoimmune|chronic (?:pain|illness|fatigue|condition)|kidney (?:stones?|disease|failure)|vertigo|tinnitus|glaucoma|cataracts?|"
     r"scoliosis|osteoporosis|concussion|paraly[sz]ed|amputat\w+|prosthe\w+|stoma|catheter|hearing aids?|cochlear|wheelchair|disab(?:led|ility|ilities)|dyslexi\w+|dyspraxi\w+|stammer|stutter|tourette\w*|"
     r"colou?r ?blind|allerg(?:y|ic|ies)|insomnia|sleep apn(?:o)?ea|narcolep\w+|hospitali[sz]ed|intensive care|(?:hip|knee) replacement|surgery|operation on|medication|prescri(?:bed|ption)|diagnos\w+|relaps\w+)\b",
     "I was diagnosed with diabetes"),
    ("health", r"\b(?:(?:i'm|am|is|was|born|went|going|legally|partially|half|'s) (?:blind|deaf|terminally ill|in hospital)(?! (?:to|without|date))|on the (?:autis\w+ )?spectrum|neurodivergent|in (?:the )?hospital (?:with|for|since|after))\b", "my son is on the spectrum"),
    ("health", r"\b(?:depress(?:ion|ive|ants?|ed(?! (?:that|about)))|antidepressants?|anxiety|panic attacks?|bipolar|schizo\w+|psychosis|psychotic|(?:hear|hears|hearing) voices|psych(?:iatric)? wards?|sectioned|nervous breakdown|adhd|autis\w+|asperger\w*|"
     r"ptsd|ocd|traumati[sz]ed|anorexi\w+|bulimi\w+|eating disorder|body dysmorphia|self[- ]harm\w*|cut(?:ting)? myself(?! (?:shaving|off|on|a|some|with|while))|suicid\w+|(?:kill|harm) (?:my|him|her)self|overdos\w+|mental health|burn(?:ed|t)?[- ]?out|phobia|"
     r"therapist|(?:a|my|the|his|her) shrink|in therapy|psychiatrist|psychologist|counsell?ing|rehab|detox|alcoholi[cs]\w*|sober|addicts?|addiction|addicted to (?:drugs?|alcohol|pills|painkillers|heroin|cocaine|crack|meth|gambling|porn|opioids?|nicotine|weed))\b", "I get panic attacks"),
    ("health", r"\b(?:sertraline|prozac|fluoxetine|citalopram|xanax|valium|diazepam|lithium|ritalin|adderall|metformin|statins?|warfarin|beta blockers?|steroids|inhaler|epi-?pen|ozempic|mounjaro|wegovy|insulin|morphine|opioids?|tramadol|codeine|methadone|"
     r"antipsychotics?|hrt|the (?:contraceptive )?pill|iud|vasectomy|hysterectomy|mastectomy|c-section|viagra)\b", "I take sertraline every morning"),
    ("health", r"\b(?:pregnan\w+|miscarr\w+|stillb\w+|abortion|ivf|(?:in)?fertil(?:e|ity)|(?:i|i'm|we're|we are|she's|is|are) expecting(?! (?:a (?:call|parcel|delivery|package|visit\w*|letter|guest)|guests|visitors|company|snow|rain|that|you))\b|trying for a baby|(?:can't|cannot|couldn't|unable to) (?:have|conceive)(?: any)?(?: (?:children|kids|a baby))|"
     r"lost (?:the|our|a|her) baby|post-?(?:natal|partum)|menopaus\w+|my periods?(?: (?:is|are|pain))|period pains?)\b", "my wife is pregnant"),
    ("religion", r"\b(?:christian(?:s|ity)?|catholics?|protestants?|anglican|baptist|methodist|presbyterian|lutheran|evangelical|pentecostal|orthodox|mormons?|jehovah'?s witness(?:es)?|quakers?|amish|scientolog\w+|"
     r"muslims?|islam\w*|sunni|shia|jewish|jews?|judaism|hindu\w*|buddhis\w+|sikh\w*|jain\w*|atheis\w+|agnostic|pagans?|wicca\w*|(?:to|at|my|our|from) (?:the )?(?:church|mosque|synagogue|temple|mass|confession|seminary)|"
     r"bible|quran|koran|torah|scripture|ramadan|eid|diwali|shabb(?:at|os)|sabbath|passover|hanukkah|yom kippur|kosher|halal|hijab|niqab|burqa|kipp?ah|yarmulke|ba[rt] mitzvah|communion|converted to|born again|"
     r"(?:my|his|her|our|lost|losing|left) (?:my |his |her |the )?(?:faith|religion)|pray(?:ed|ing|s|ers?)?|bapti[sz]ed|christened|altar (?:boy|girl)|(?:an?|the|our|my|is|was) (?:imam|rabbi|priest|vicar|pastor|nun|monk|missionary|deacon)|religious|(?:believe|trust) in god|worship\w*)\b", "I am Muslim"),
    ("sexuality", r"\b(?:gay|lesbians?|bisexual|bi(?![- ])|bi$|pansexual|asexual|demisexual|queer|homosexual|heterosexual|straight (?:guy|man|woman)|transgender|trans(?! (?:fats?|music|siberian|atlantic))|transition(?:ed|ing)|non-?binary|genderfluid|gender (?:identity|dysphoria)|lgbtq?\w*|"
     r"(?:i|he|she|they|who|son|daughter|brother|sister|bro|friend|cousin|nephew|niece|dad|mum|mom) (?:\w+ ){0,2}?(?:came|come) out(?: (?:to(?! (?:meet|see|play|eat|visit|the)\b)|as|at|last|this|in|when|about)\b|$)|coming out (?:to|as)|in the closet|closeted|sexuality|sex life|polyamor\w+|open (?:marriage|relationship)|same[- ]sex|two (?:mums|moms|dads)|(?:we|i) (?:are|am|and i are) both (?:wo)?men|both (?:wo)?men$|"
     r"attracted to (?:both |other )?(?:men|women|guys|girls|boys|the same)|(?:into|likes?|fancies|dates?|dating|sleep(?:s|ing)? with) (?:both )?(?:men|women|guys|boys|girls)\b|on hormones|started hormones|top surgery|deadname|virgin(?:ity)?)\b", "I'm gay"),
    ("union", r"(?<!rugby )(?<!european )(?<!credit )(?<!student )(?<!students )(?<!soviet )(?<!western )\b(?:unions?(?! (?:of|jack|square|station|street))|unioni[sz]\w+|shop stewards?|teamsters|(?:on|went on|going on|gone on|call(?:ed)? a) strike|strike (?:vote|action|fund)|picket(?:ing| lines?)?|works council)\b", "I'm a union rep at work"),
    ("ethnicity", rf"\b{_KINDRED} (?:all |both |originally |actually |a |an )?(?:half[- ]|part[- ]|quarter[- ])?(?:black(?! and (?:white|orange|brown|tan|gr[ae]y))|white|brown|asian|hispanic|latin(?:o|a|x)|african[- ]american|native american|indigenous|first nations|aboriginal|m[aā]ori|inuit|s[aá]mi|"
     r"roma|romani|gyps(?:y|ies)|travell?ers?(?: (?:family|community))?$|travell?er (?:family|community)|arabs?|berber|kurdish|kurds?|biracial|mixed(?:[- ]race|[- ]heritage)?(?=$|[,.]| and)|mixed[- ]race|caucasian|person of colou?r|people of colou?r)\b|"
     r"\b(?:my|our|his|her) (?:ethnicity|race|ethnic background|skin colou?r)\b|\b(?:dark|brown|black|light)[- ]skinned\b|\bof (?:african|asian|arab|indian|jewish|caribbean|roma) (?:descent|heritage|origin)\b", "I'm half Asian"),
    ("biometrics", rf"\b(?:(?<!in ){_THEIR} (?:finger ?prints?|thumb ?prints?|palm ?prints?|face ?id|retinas?|iris(?:es)?(?: scan)?|dna(?: (?:test|results?|sample))?|voice ?print|genome|blood (?:type|group))|(?:scan|picture|photo|image)s? of {_THEIR} (?:face|iris|retina|eyes?|palm|hand|finger)|"
     r"(?:fingerprint|face|facial|retina|iris|palm) (?:scan\w*|recognition|reader)|(?:dna|genetic) (?:test\w*|kit|sample|site)|(?:saliva|spit|swab) (?:sample|to|off|in)|23andme|(?:i'm|i am|im|is|are|'s) (?:blood )?(?:type )?(?-i:A|AB|B|O|ab|b|o)[ -]?(?:negative|positive|neg|pos))\b", "my fingerprint is on file"),
    ("criminal record", r"\b(?:convict\w+|criminal (?:record|past|charges?)|felon(?:y|ies)?|misdemeanou?rs?|(?:in|to|from|out of|left) (?:prison|jail)|parole|probation(?! period)|arrested(?! by the)|dui|dwi|did (?:\w+ )?time|(?:did|served|doing|serving) (?:\w+ ){1,3}?(?:years?|months?|weeks?) (?:for|in|inside)|"
     r"restraining order|on bail|ex-con|inmate|sentenced|pleaded guilty|(?:a |police )?caution(?:ed)? for|shoplift\w*|(?:for|of) (?:burglary|theft|assault|fraud|arson|robbery|dealing)|charged with|in court (?:for|over|on)|community service|young offender|drin?k[- ]driving|drunk[- ]driving|police record)\b",
     "I was convicted of theft"),
    ("politics", r"\b(?:republicans?|democrats?|(?<!a )conservatives?|a conservative|a (?:\w+ )?liberal(?! \w)|liberals|leftist|socialists?|communis\w+|libertarian|labour (?:party|voter|member|supporter)|tory|tories|(?:the|for) (?:greens|snp|spd|cdu|afd|ukip|lib dems)|member of the (?:\w+ )?(?:party|greens|spd|cdu|snp|afd)|"
     r"green party|anarchis\w+|marxis\w+|nationalists?|feminis[tm]|(?:anti|pro)-?(?:capitalis\w+|brexit|life|choice|trump|war|immigra\w+|vax\w*|eu)|brexit\w*|remainer|vot(?:e|ed|ing) (?:for|against|leave|remain|labour|green|tory)|(?:don't|didn't|never|always|can't) vote\b|"
     r"(?:left|right)[- ]wing|far[- ](?:left|right)|trump|biden|prime minister|political(?:ly)?|politics|campaign(?:ed|ing)? for|canvass\w+|leaflets? for|protest(?:ed|ing|er|s)?|march(?:ed|ing)? (?:against|for)|on a march|demonstrat(?:ed|ing|ion)|activist|elections?)\b", "I voted for the greens"),
    ("debt", r"\b(?:bailiffs?|(?:went|go|going|am|i'm|is|are|was|were|declared?) bankrupt(?! of)|(?:filed|filing) for bankruptcy|insolven\w+|in debt(?! to)|debt collectors?|loan sharks?|payday loans?|repossess\w+|(?:the|a) food ?bank|wages? (?:is|are|get|being) garnished|behind (?:with|on) (?:the|my|our) (?:rent|mortgage))\b", "the bailiffs came to our house"),
    ("abuse", r"\b(?:(?:husband|wife|partner|boyfriend|girlfriend|ex|dad|father|mum|mom|mother|step\w+|uncle|he|she) (?:\w+ ){0,2}?(?:hits|beats|slaps|chokes|choked|strangled|punches|slapped) (?:me|us|my (?:mum|mom|sister|brother|kids|children))\b(?! (?:up|at|by|in|on|to)\b)|raped|molested|(?:was|been|being|am|is|sexually|physically) abused|abusive|domestic (?:violence|abuse)|women'?s (?:refuge|shelter))\b", "my husband hits me"),
    ("immigration status", r"\b(?:asylum|(?:was|got|be|been|being|gets?|were) deported|deportation|undocumented|refugees?|overstay(?:ed|ing)?|leave to remain|stateless|visa (?:ran out|expired|was (?:refused|denied))|no papers|my green card(?! in)|green card (?:interview|application|hearing)|daca|immigration (?:status|hearing|court|lawyer))\b", "my asylum claim was refused"),
)
_GATE = re.compile(rf"(?:^|\b){_SELF}", re.I)


def sensitivity(clause: str) -> str | None:
    """What makes a clause sensitive, if it speaks of the person or of somebody they know; else None."""
    if not _GATE.search(clause):
        return None
    return next((mark.kind for mark in SENSITIVE if mark.pattern.search(clause)), None)
