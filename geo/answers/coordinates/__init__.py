"""One reader of coordinates for every door: the fields of a page, a CSV, a workbook, a command.

``written`` reads the numbers that a person or a program writes, ``systems`` knows the systems they
may be in, ``position`` tells where that is; ``headings`` which columns of a file hold them,
``encodings`` and ``grids`` open the file, ``points_file`` reads it.
"""
