"""The live preview: ``roadmap serve``.

Two kinds of processes. The server (``command``, ``server``, ``session``, ``watch``,
``workers``) answers the browser, watches the files and never imports what an author may
edit, so that no mistake can end it. The workers (``worker``, ``drawing``) import all of
it: one draws the page that is asked for, one checks the project and makes what needs all
pages. A worker that hangs or dies is replaced; edited Python code replaces them as well.

Modules of this package that the server uses import nothing else of ``macros``.
"""
