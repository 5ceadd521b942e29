"""One reader of coordinates for every door: the fields of a page, a CSV, a workbook, a command.

``position`` reads what a person writes, ``systems`` tells in which system two numbers are,
``headings`` which columns of a file hold them, ``grids`` opens the file, ``points_file`` reads it.
"""
