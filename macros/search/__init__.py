"""The index of the site's own search: plain Python from built pages to script files.

``sections.py`` reads a built page, ``words.py`` says what a word is, ``index.py``
makes the index of a site. Nothing here knows MkDocs; what finds and ranks is the
engine in ``docs/assets/javascripts/search-engine.js``.
"""
