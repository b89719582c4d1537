"""From a file that somebody else wrote to agreements of a dataset: read with forbearance, judged strictly, taken whole or not at all."""
