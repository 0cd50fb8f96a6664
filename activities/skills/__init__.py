"""Skills that roles take, what members lack of them, and the pool of trainers."""
