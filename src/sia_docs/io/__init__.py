"""Reading dossiers, writing files: YAML with lines, file names, atomic writes, manifest."""
