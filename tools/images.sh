#!/bin/sh
# Refait les images du README à partir des exemples : Word rendu par LibreOffice, HTML rendu par Chromium.
# Emploi : sh tools/images.sh [commande sia-docs]   (par défaut .venv/bin/sia-docs)
set -eu
cd "$(dirname "$0")/.."
sia=${1:-.venv/bin/sia-docs}
images=docs/images
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$images"

generate() { # exemple phase
  $sia generer contrat "examples/$1/dossier.yaml" --phase "$2" --dans "$work/$1" --formats docx,html --remplacer >/dev/null
  mv "$work/$1"/*.docx "$work/$1.docx"
  mv "$work/$1"/*.html "$work/$1.html"
}

pdf() { # exemple
  soffice -env:UserInstallation="file://$work/profil" --headless --convert-to pdf --outdir "$work" "$work/$1.docx" >/dev/null 2>&1
}

# La dernière page qui contient un texte : le sommaire, au début, le contient aussi.
page_of() { # pdf texte
  total=$(pdfinfo "$1" | awk '/^Pages:/ { print $2 }')
  page=$total
  while [ "$page" -gt 1 ]; do
    if pdftotext -f "$page" -l "$page" "$1" - | grep -qF "$2"; then break; fi
    page=$((page - 1))
  done
  echo "$page"
}

png() { # pdf page nom
  pdftoppm -png -r 64 -f "$2" -l "$2" -singlefile "$1" "$images/$3"
}

generate embolie-pulmonaire consultation
pdf embolie-pulmonaire
file=$work/embolie-pulmonaire.pdf
png "$file" 1 couverture
png "$file" "$(page_of "$file" 'Cet engagement se cumule')" article
png "$file" "$(page_of "$file" 'Minutes de service')" annexe

generate embolie-pulmonaire attribution
pdf embolie-pulmonaire
png "$file" 2 manques

generate scribe attribution
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/chromium" \
  --window-size=820,760 --screenshot="$PWD/$images/html.png" "file://$work/scribe.html" >/dev/null 2>&1

# Pour les patients : une affiche, une page de notice, une fiche ; puis la page de l'intranet.
sepsis=examples/alerte-sepsis/dossier.yaml
$sia generer information "$sepsis" --dans "$work/patients" --charte examples/charte/charte.yaml \
  --documents N1-AFFICHE-A3,N3-NOTICE,N2-FICHE --formats docx --remplacer >/dev/null
for name in n1-affiche-a3:affiche n3-notice:notice n2-fiche:fiche; do
  mv "$work/patients/${name%%:*}"*.docx "$work/${name##*:}.docx"
  pdf "${name##*:}"
done
pdftoppm -png -r 36 -singlefile "$work/affiche.pdf" "$images/affiche"
png "$work/notice.pdf" "$(page_of "$work/notice.pdf" 'Dessin plein')" notice
png "$work/fiche.pdf" 1 fiche
$sia generer mentions "$sepsis" examples/traduction/dossier.yaml --dans "$work" --remplacer >/dev/null
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/chromium" \
  --window-size=820,760 --screenshot="$PWD/$images/mention.png" \
  "file://$work/mentions-ia.html#systeme=vigiflux-sepsis&usage=B&document=compte_rendu" >/dev/null 2>&1

ls -l "$images"
total=$(cat "$images"/*.png | wc -c)
[ "$total" -lt 800000 ] || { echo "Les images pèsent $total octets : 800 000 au plus." >&2; exit 1; }
