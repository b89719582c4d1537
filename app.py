"""The door: learn who reads and what they chose, build the menu, run the page, keep the address true."""

from coopstats.screen.door import open_door

open_door()
