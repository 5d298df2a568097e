
// Choisir, lire, copier. Les mots viennent des données ; ici on ne fait que les mettre bout à bout.
"use strict";

const donnees = JSON.parse(document.getElementById("donnees").textContent);
const { messages } = donnees;
const $ = (id) => document.getElementById(id);
const PRES_FILTRE = 8; // au-delà, la liste des systèmes se cherche
const ATTENTE_ANNONCE_MS = 700; // on n’annonce pas la phrase à chaque lettre tapée
const INVISIBLES = /[\u200b\u200c\u2060\u00ad]/g; // sans texte : retirés, comme dans un dossier
const INTERDITS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufdd0-\ufdef]|[\ufffe\uffff]|\p{Cs}/u;

function creer(balise, proprietes = {}, ...enfants) {
  const element = Object.assign(document.createElement(balise), proprietes);
  element.append(...enfants);
  return element;
}

// -- la phrase -----------------------------------------------------------------------------------

// « a », « a, et b », « a, b, et c » : les mots du lien viennent des données.
function enumerer(genre, elements) {
  const { entre, dernier } = donnees.liens[genre];
  const debut = elements.slice(0, -1).join(entre);
  return debut ? debut + dernier + elements.at(-1) : elements.join("");
}

function nommer({ titre, nom, fonction, ...formes }, preposition) {
  if (formes[preposition]) return formes[preposition]; // connu : écrit d’avance
  const [avant, entre] = donnees.titres.find(({ code }) => code === titre)[preposition];
  return avant + nom + entre + fonction;
}

function composer({ systemes, variante, type, professionnels }) {
  const gabarit = donnees.gabarits[donnees.phrases[variante.code][type][Number(systemes.length > 1)]];
  const listes = {
    s: systemes.map(({ s }) => s),
    f: [...new Set(systemes.map(({ f }) => f))],
    p: professionnels.map((personne) => nommer(personne, variante.preposition)),
  };
  return {
    texte: gabarit.map((morceau) => (Array.isArray(morceau) ? enumerer(morceau[0], listes[morceau[0]]) : morceau)).join(""),
    complet: gabarit.filter(Array.isArray).every(([genre]) => systemes.every(({ manque }) => !manque.includes(genre))),
  };
}

// -- les choix -----------------------------------------------------------------------------------

function caseACocher(type, name, value, texte, detail) {
  const bouton = creer("input", { type, name, value });
  const mots = creer("span", {}, texte);
  if (detail) mots.append(creer("small", {}, detail));
  return creer("label", { className: "reponse" }, bouton, mots);
}

function champ(libelle, controle) {
  return creer("div", { className: "champ" }, creer("label", { htmlFor: controle.id }, libelle), controle);
}

const present = () => {
  const ligne = caseACocher("checkbox", "present", "oui", messages.present);
  ligne.classList.add("present");
  return ligne;
};

let saisies = 0;

function saisie({ titre = "", nom = "", fonction = "" } = {}) {
  saisies += 1;
  const premier = saisies === 1;
  const titres = creer("select", { id: `titre-${saisies}`, name: "titre" });
  for (const { code, nom: mots } of donnees.titres) titres.append(new Option(mots, code));
  if (donnees.titres.some(({ code }) => code === titre)) titres.value = titre;
  const texte = (id, value) =>
    creer("input", { type: "text", id: `${id}-${saisies}`, name: id, value, maxLength: 300, spellcheck: false });
  const groupe = creer(
    "fieldset",
    { className: "professionnel libre" },
    creer("legend", {}, premier ? messages.saisie : messages.saisie_suivante),
    creer(
      "div",
      { className: "saisie" },
      champ(messages.titre, titres),
      champ(messages.nom, texte("nom", nom)),
      champ(messages.fonction, texte("fonction", fonction)),
    ),
    present(),
  );
  if (!premier) {
    const retirer = creer("button", { type: "button", className: "discret" }, messages.retirer);
    retirer.addEventListener("click", () => {
      groupe.remove();
      $("ajouter").focus();
      afficher();
    });
    groupe.append(retirer);
  }
  return groupe;
}

function coches(nom) {
  return [...document.querySelectorAll(`input[name="${nom}"]:checked`)].map(({ value }) => value);
}

function responsables(systemes) {
  const rangs = new Set(systemes.flatMap(({ responsables: siens }) => siens));
  return [...rangs].map((rang) => donnees.professionnels[rang]);
}

const systemesChoisis = () => coches("systeme").map((rang) => donnees.systemes[rang]);

// Comme dans un dossier : « inconnu » n’est pas un nom.
function propre(texte) {
  const net = texte.replace(INVISIBLES, "").normalize("NFC").trim();
  return donnees.inconnus.includes(net.toLowerCase()) ? "" : net;
}

function professionnelsChoisis() {
  const choisis = [];
  for (const groupe of document.querySelectorAll(".professionnel")) {
    const present = groupe.querySelector("input[name=present]").checked;
    const connu = groupe.querySelector("input[name=connu]");
    if (connu) {
      if (connu.checked) choisis.push({ ...donnees.professionnels[connu.value], present });
      continue;
    }
    const lire = (nom) => propre(groupe.querySelector(`[name=${nom}]`).value);
    const [nom, fonction] = [lire("nom"), lire("fonction")];
    if (nom || fonction) choisis.push({ titre: lire("titre"), nom, fonction, present });
  }
  return choisis;
}

// Une personne n’est nommée qu’une fois.
function uniques(personnes) {
  const cle = ({ titre, nom, fonction }) => JSON.stringify([titre, nom, fonction]);
  return [...new Map(personnes.map((personne) => [cle(personne), personne])).values()];
}

function manques(role, professionnels) {
  if (professionnels.length === 0) return [messages[`manque_${role}`]];
  return professionnels.flatMap(({ nom, fonction, present }) => {
    const dire = (cle) => [messages[cle].replace("{nom}", () => nom).replace("{fonction}", () => fonction)];
    if (INTERDITS.test(nom + fonction)) return dire("caractere");
    if (!nom) return dire("manque_nom");
    if (!fonction) return dire("manque_fonction");
    return role === "present" && !present ? dire("manque_presence") : [];
  });
}

const convient = (code, systemes) => systemes.every(({ sauf }) => !sauf.includes(code));

// Pourquoi il n’y a pas d’usage : pas encore de réponse, ou aucune phrase commune à ces systèmes.
function manqueUsage(systemes) {
  if (donnees.variantes.some(({ code, sans_systeme: sans }) => !sans && convient(code, systemes))) return messages.manque_usage;
  return systemes.length > 1 ? messages.manque_phrase_commune : messages.manque_phrase;
}

// Les choix, la phrase s’ils suffisent, sinon ce qui manque.
function lire() {
  const variante = donnees.variantes.find(({ code }) => code === coches("variante")[0]);
  const systemes = systemesChoisis();
  const choisis = uniques(professionnelsChoisis());
  const parDefaut = variante?.role === "superviseur" && choisis.length === 0 ? responsables(systemes) : [];
  const professionnels = parDefaut.length ? parDefaut : choisis;
  const raisons = [];
  if (systemes.length === 0 && !variante?.sans_systeme) raisons.push(messages.manque_systeme);
  if (!variante) raisons.push(manqueUsage(systemes));
  else raisons.push(...manques(variante.role, professionnels));
  const commencee = systemes.length > 0 || Boolean(variante);
  const phrase = raisons.length
    ? { texte: "", complet: true }
    : composer({
        systemes: variante.sans_systeme ? [] : systemes,
        variante,
        type: $("document").value,
        professionnels,
      });
  return { systemes, variante, raisons, commencee, parDefaut: parDefaut.length > 0, ...phrase };
}

// -- l’affichage ---------------------------------------------------------------------------------

let dernier = "";
let minuteur;

function annoncer(texte, delai = 0) {
  clearTimeout(minuteur);
  minuteur = setTimeout(() => {
    $("annonce").textContent = texte;
  }, delai);
}

// Une phrase qui ne convient pas à l’un des systèmes ne reste pas choisie, d’où que vienne le choix.
function ecarter() {
  const systemes = systemesChoisis();
  for (const bouton of document.querySelectorAll("input[name=variante]:checked")) {
    bouton.checked = convient(bouton.value, systemes);
  }
}

// Ce qui ne se pose pas pour ces systèmes ne se montre pas.
function montrerLesReponses(systemes, variante) {
  for (const bouton of document.querySelectorAll("input[name=variante]")) {
    const possible = systemes.length
      ? convient(bouton.value, systemes)
      : donnees.systemes.some((systeme) => convient(bouton.value, [systeme]));
    bouton.closest(".reponse").hidden = !possible;
  }
  const leurs = new Set(systemes.flatMap(({ responsables: siens }) => siens));
  for (const groupe of document.querySelectorAll(".professionnel")) {
    const connu = groupe.querySelector("input[name=connu]");
    const choisi = connu ? connu.checked : true;
    groupe.hidden = Boolean(connu) && !choisi && !leurs.has(Number(connu.value));
    groupe.querySelector(".present").hidden = variante?.role !== "present" || !choisi;
  }
}

function afficher() {
  ecarter();
  const { systemes, variante, raisons, commencee, parDefaut, texte, complet } = lire();
  montrerLesReponses(systemes, variante);
  $("titre-professionnel").textContent = messages[`question_${variante ? variante.role : "aucun"}`];
  $("par-defaut").hidden = !parDefaut;
  $("phrase").textContent = texte;
  $("phrase").hidden = !texte;
  $("incomplet").hidden = complet;
  $("attente").hidden = commencee;
  $("raisons").hidden = !commencee || Boolean(texte);
  $("raisons").replaceChildren(...raisons.map((raison) => creer("li", {}, raison)));
  for (const bouton of document.querySelectorAll("[type=submit], #copier-texte")) {
    bouton.setAttribute("aria-disabled", String(!texte));
  }
  const etat = texte ? `${messages.annonce} ${texte}` : commencee ? raisons.join(" ") : "";
  if (etat === dernier) return;
  dernier = etat;
  $("fait").hidden = true;
  annoncer(etat, ATTENTE_ANNONCE_MS);
}

// -- la copie ------------------------------------------------------------------------------------

const echapper = (texte) =>
  texte.replace(/[&<>]/g, (signe) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[signe]);

// Repli des navigateurs sans presse-papiers moderne : une copie de la phrase sélectionnée.
function copierSelection(texte, html) {
  const selection = getSelection();
  const etendue = document.createRange();
  etendue.selectNodeContents($("phrase"));
  selection.removeAllRanges();
  selection.addRange(etendue);
  let remis = false;
  const remettre = (evenement) => {
    evenement.preventDefault();
    evenement.clipboardData.setData("text/plain", texte);
    if (html) evenement.clipboardData.setData("text/html", html);
    remis = true;
  };
  document.addEventListener("copy", remettre, { once: true });
  const fait = document.execCommand("copy") && remis;
  document.removeEventListener("copy", remettre);
  if (fait) selection.removeAllRanges(); // sinon la phrase reste sélectionnée : il suffit de taper Ctrl + C
  return fait;
}

async function copier(texte, html) {
  try {
    if (html) {
      const objet = (type, contenu) => new Blob([contenu], { type });
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/html": objet("text/html", html),
          "text/plain": objet("text/plain", texte),
        }),
      ]);
    } else {
      await navigator.clipboard.writeText(texte);
    }
    return true;
  } catch {
    return copierSelection(texte, html);
  }
}

async function copierPhrase(riche) {
  const { texte, raisons } = lire();
  if (!texte) {
    annoncer(raisons.join(" "));
    $("attente").hidden = true;
    $("raisons").hidden = false;
    $("resultat").scrollIntoView({ block: "nearest" });
    return;
  }
  const html = riche ? `<p lang="fr">${echapper(texte)}</p>` : "";
  const message = (await copier(texte, html)) ? messages.copie : messages.copie_a_la_main;
  $("fait").textContent = message;
  $("fait").hidden = false;
  $("resultat").scrollIntoView({ block: "nearest" });
  annoncer(message);
}

// -- le départ -----------------------------------------------------------------------------------

for (const [rang, { nom, detail }] of donnees.systemes.entries()) {
  $("systemes").append(caseACocher("checkbox", "systeme", rang, nom, detail));
}
for (const { code, question, aide } of donnees.variantes) {
  $("variantes").append(caseACocher("radio", "variante", code, question, aide));
}
for (const { id, nom } of donnees.documents) $("document").append(new Option(nom, id));
for (const [rang, professionnel] of donnees.professionnels.entries()) {
  const groupe = creer("div", { className: "professionnel connu" });
  groupe.append(caseACocher("checkbox", "connu", rang, professionnel.libelle), present());
  $("professionnels").append(groupe);
}

// Un favori peut porter les choix habituels : #systeme=…&usage=…&document=…&titre=…&nom=…&fonction=…
const favori = new URLSearchParams(location.hash.slice(1));
const habituel = {
  titre: favori.get("titre") ?? undefined,
  nom: favori.get("nom") ?? undefined,
  fonction: favori.get("fonction") ?? undefined,
};
$("professionnels").append(saisie(habituel));
for (const bouton of document.querySelectorAll("input[name=systeme]")) {
  const demandes = favori.getAll("systeme");
  bouton.checked = donnees.systemes.length === 1 || demandes.includes(donnees.systemes[bouton.value].id);
}
for (const bouton of document.querySelectorAll("input[name=variante]")) {
  bouton.checked = bouton.value === favori.get("usage");
}
if (donnees.documents.some(({ id }) => id === favori.get("document"))) {
  $("document").value = favori.get("document");
}

$("filtre").hidden = donnees.systemes.length <= PRES_FILTRE;
const simple = (texte) => texte.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
$("filtre-texte").addEventListener("input", ({ target }) => {
  for (const ligne of $("systemes").children) {
    const choisi = ligne.querySelector("input").checked;
    ligne.hidden = !choisi && !simple(ligne.textContent).includes(simple(target.value.trim()));
  }
});
$("filtre-texte").addEventListener("keydown", (evenement) => {
  if (evenement.key !== "Enter") return;
  evenement.preventDefault();
  const restants = [...$("systemes").children].filter(({ hidden }) => !hidden);
  const cible = restants.map((ligne) => ligne.querySelector("input")).find(({ checked }) => !checked);
  if (cible) {
    cible.focus();
    cible.click();
  }
});

// Un autre système : ce qui a été dit du précédent (usage, professionnel, présence) ne vaut plus.
function recommencer() {
  for (const bouton of document.querySelectorAll("[name=variante], [name=connu], [name=present]")) bouton.checked = false;
  const [premiere, ...autres] = document.querySelectorAll(".professionnel.libre");
  for (const groupe of autres) groupe.remove();
  const titres = premiere.querySelector("[name=titre]");
  titres.selectedIndex = 0;
  if (donnees.titres.some(({ code }) => code === habituel.titre)) titres.value = habituel.titre;
  for (const nom of ["nom", "fonction"]) premiere.querySelector(`[name=${nom}]`).value = habituel[nom] ?? "";
}

let choisisAvant = coches("systeme").length;
$("systemes").addEventListener("change", () => {
  if (choisisAvant) recommencer();
  choisisAvant = coches("systeme").length;
});
$("choix").addEventListener("input", afficher);
$("choix").addEventListener("change", afficher);
$("choix").addEventListener("submit", (evenement) => {
  evenement.preventDefault();
  copierPhrase(true);
});
$("choix").addEventListener("keydown", (evenement) => {
  // Dans une liste déroulante, Entrée n’envoie pas le formulaire : elle copie ici comme ailleurs.
  if (evenement.key !== "Enter" || evenement.target.localName !== "select") return;
  evenement.preventDefault();
  copierPhrase(true);
});
$("copier-texte").addEventListener("click", () => copierPhrase(false));
$("ajouter").addEventListener("click", () => {
  const groupe = saisie();
  $("professionnels").append(groupe);
  afficher();
  groupe.querySelector("select").focus();
});

afficher();
const depart = donnees.systemes.length === 1 ? "variante" : "systeme";
document.querySelector(`input[name=${depart}]`)?.focus({ preventScroll: true });
