"""The compiler: a syntax tree becomes Python source, and that a function over variables.

``expressions`` and ``comparison`` write values, ``statements``, ``loops``, ``cases`` and ``blocks`` the rest, ``names``
knows what a name means, ``emit`` keeps the lines, ``support`` is what the code calls while it runs, ``places`` leads from a
fault back to the author's line. No text of an author ever becomes code: names are checked words, everything else goes by a
table of constants.
"""
