"""Benchmarks: scripts that measure and print, and never fail for being slow."""
