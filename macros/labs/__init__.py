"""Labs: what a lesson shows is what is run.

``blocks`` reads the console blocks of a page, ``match`` compares what was shown
with what came, ``tools`` provides the real programs, ``cluster`` starts a real
control plane with simulated nodes, ``run`` goes through a lesson.
"""
