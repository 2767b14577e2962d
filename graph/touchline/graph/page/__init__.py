"""The page: a graph of claims as one offline, interactive HTML file.

>>> from touchline.graph.page import to_html
>>> "<html" in to_html([])
True
"""

from touchline.graph.page.render import to_html

__all__ = ["to_html"]
