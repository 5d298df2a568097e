#!/bin/sh
# Crée l'environnement Python. Debian livre Python sans « venv » : virtualenv prend alors le relais,
# installé à part pour ne rien changer au Python du système.
set -eu
python=$1
folder=$2
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 ou plus récent est nécessaire." >&2
  exit 1
}
if "$python" -m venv "$folder" 2>/dev/null; then
  exit 0
fi
rm -rf "$folder"
"$python" -m pip install --quiet --disable-pip-version-check --target build/virtualenv virtualenv
PYTHONPATH=build/virtualenv "$python" -m virtualenv --quiet "$folder"
