"""The compiler: a syntax tree becomes Python source, and that a function over variables.

``code`` writes expressions, ``statements`` the rest, ``emit`` keeps the lines, ``support`` is what the code calls while it
runs. No text of an author ever becomes code: names are checked words, everything else goes by a table of constants.
"""
