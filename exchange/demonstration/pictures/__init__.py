"""Pictures of materials, drawn by this script and nobody's camera: one seed, one picture."""
