"""From a dossier and the library to a document tree."""
