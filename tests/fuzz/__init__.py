"""Made-up bad input: where it comes from, and what is true of every answer.

``inputs.py`` makes it up, ``answers.py`` judges what the project says to it,
``worker.py`` asks in processes with limits, ``python -m tests.fuzz`` asks thousands of
times and counts. ``tests/test_properties.py`` lets Hypothesis ask a few hundred times.
"""
