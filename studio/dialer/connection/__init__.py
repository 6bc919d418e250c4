"""Personal Connection as the actions of scripts see it: sources, prospects and skills behind one port."""
