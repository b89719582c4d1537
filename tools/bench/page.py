"""The script of the bare page; what it needs is in a module, so that a run makes nothing anew."""

from bare import draw

draw()
