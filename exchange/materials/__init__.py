"""Materials: the tree, its wording, the waste codes that go with it, and what a unit weighs."""
