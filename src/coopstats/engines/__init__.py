"""For a register that outgrows one machine: the store as a folder of Parquet, and the same questions on another engine over it.

`publish` writes the folder, `published` knows it again; `dialect` turns a question into Spark's SQL and `spark` asks it.
docs/scaling.md says when each step is worth it.
"""
