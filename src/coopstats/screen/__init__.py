"""The screen: the only part of the package that knows Streamlit.

`reader` asks for language and filters and keeps the address true; `menu` lists the pages; `view` is what a page draws
with; `style` turns Streamlit's own look into ours, in both directions.
"""
