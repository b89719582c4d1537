"""The script of the page of stock charts; what it needs is in a module, so that a run makes nothing anew."""

from stock import draw

draw()
