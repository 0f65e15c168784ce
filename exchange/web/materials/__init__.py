"""Pages of the reference: the tree of materials and the European List of Waste."""
