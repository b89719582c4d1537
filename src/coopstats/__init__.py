"""Cooperation agreements of Moroccan territorial authorities: a curated dataset, its questions and its dashboard."""
