"""A life: what is told becomes a cast of people, animals, places and things, and what holds of each.

`remember` is the way in, `Picture` what comes of it. Neither stores anything: a picture is made of memories alone.
"""

from memory.life.learned import Change, Learned
from memory.life.means import Means
from memory.life.member import Member, State
from memory.life.nearness import Nearness
from memory.life.picture import Picture
from memory.life.remembering import Remembered, remember
from memory.life.talk import Talk

__all__ = ["Change", "Learned", "Means", "Member", "Nearness", "Picture", "Remembered", "State", "Talk", "remember"]
