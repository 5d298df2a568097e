"""Writers: each prints the tree in one format, and knows nothing else."""
