"""The pages of the manual that are made: of actions, of what is tested, of events, policies and limits.

``python -m studio.manual`` writes them in a checkout; a test holds them to what the code says.
"""
