"""svodka turns obtained returns into figures that can be defended, each with its exact cell."""
