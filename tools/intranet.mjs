// La page de l'intranet dans un navigateur : node tools/intranet.mjs FICHIER.html DEMANDES.json
// Imprime un rapport JSON : le parcours au clavier chronométré, le presse-papiers, et la phrase de chaque combinaison.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./navigateur.mjs";

const [file, asked] = process.argv.slice(2);
if (!file || !asked) {
  console.error("usage : node tools/intranet.mjs FICHIER.html DEMANDES.json");
  process.exit(2);
}
const { parcours, combinaisons, favori, choix } = JSON.parse(readFileSync(asked, "utf8"));
const url = pathToFileURL(resolve(file)).href;

// La page telle que l'hôpital l'ouvre : sa CSP en place, aucun réseau.
async function open(browser, { width = 1280, height = 900, prepare, suite = "" } = {}) {
  const page = await browser.newPage();
  const seen = { requests: [], errors: [] };
  await page.setViewport({ width, height });
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.url().split("#")[0] === url || request.url().startsWith("data:")) return request.continue();
    seen.requests.push(request.url());
    return request.abort();
  });
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) seen.errors.push(message.text());
  });
  if (prepare) await page.evaluateOnNewDocument(prepare);
  await page.goto(url + suite, { waitUntil: "load" });
  return { page, seen };
}

async function clipboard(page) {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (item.types.includes(type) ? (await item.getType(type)).text() : null);
    return { types: item.types, texte: await read("text/plain"), html: await read("text/html") };
  });
}

const sentence = (page) => page.$eval("#phrase", (node) => node.textContent);
const focused = (page) =>
  page.evaluate(() => {
    const { id, name, value, localName } = document.activeElement;
    return name ? `${name}=${value}` : id || localName;
  });

// Une personne sans souris : Tab jusqu'à chaque question, espace ou flèches pour répondre, Entrée pour copier.
async function keyboard(browser, steps) {
  const start = performance.now();
  const { page, seen } = await open(browser);
  const opened = performance.now();
  const path = [await focused(page)];
  let keys = 0;
  const press = async (key) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const reach = async (wanted) => {
    for (let tries = 0; (await focused(page)) !== wanted; tries += 1) {
      if (tries > 60) throw new Error(`${wanted} n'est pas atteint au clavier : ${path.join(" ")}`);
      await press("Tab");
    }
    path.push(wanted);
  };
  for (const { cible, touche, texte } of steps) {
    if (cible) await reach(cible);
    if (touche) await press(touche);
    if (texte) {
      keys += texte.length;
      await page.keyboard.type(texte);
    }
  }
  await press("Enter");
  await page.waitForSelector("#fait:not([hidden])", { timeout: 5000 });
  const done = performance.now();
  const shown = await sentence(page);
  const announced = await page.waitForFunction(() => document.getElementById("annonce").textContent || null);
  return {
    ouverture_ms: Math.round(opened - start),
    choix_et_copie_ms: Math.round(done - opened),
    touches: keys,
    chemin: path,
    phrase: shown,
    annonce: await announced.jsonValue(),
    fait: await page.$eval("#fait", (node) => node.textContent),
    ...(await clipboard(page)),
    ...seen,
    page,
  };
}

// Les mêmes choix dans le DOM, pour comparer beaucoup de phrases à celles de Python.
const choose = ({ systemes, variante, document: type, connus, professionnels, present }) => {
  const set = (node, checked) => {
    if (node.checked !== checked) node.click();
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  for (const node of all("input[name=systeme]")) set(node, systemes.includes(Number(node.value)));
  for (const node of all("input[name=connu]")) set(node, connus.includes(Number(node.value)));
  for (const node of all(".professionnel.libre button")) node.click();
  if (variante) document.querySelector(`input[name=variante][value="${variante}"]`).click();
  while (all(".professionnel.libre").length < professionnels.length) document.getElementById("ajouter").click();
  for (const [rank, group] of all(".professionnel.libre").entries()) {
    const { titre, nom, fonction } = professionnels[rank] ?? { titre: "Dr", nom: "", fonction: "" };
    group.querySelector("[name=titre]").value = titre;
    group.querySelector("[name=nom]").value = nom;
    group.querySelector("[name=fonction]").value = fonction;
  }
  for (const node of all("input[name=present]")) set(node, present);
  const select = document.getElementById("document");
  select.value = type;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  const phrase = document.getElementById("phrase");
  return {
    phrase: phrase.hidden ? null : phrase.textContent,
    raisons: all("#raisons li").map((node) => node.textContent),
    copiable: document.getElementById("copier").getAttribute("aria-disabled") === "false",
  };
};

// On répond à tout pour un système, puis on en change : rien de ce qui a été dit du premier ne doit rester.
async function changeOfSystem(browser, before, after) {
  const { page } = await open(browser, { suite: "#titre=Pr&nom=Ada&fonction=cardiologue" });
  const first = await page.evaluate(choose, before);
  const left = await page.evaluate(
    ({ before: old, after: asked }) => {
      for (const rank of [...old, ...asked]) document.querySelector(`input[name=systeme][value="${rank}"]`).click();
      const all = (selector) => [...document.querySelectorAll(selector)];
      return {
        coches: all("#choix input:checked").map(({ name, value }) => `${name}=${value}`),
        saisis: all(".libre input[type=text], .libre select").map(({ value }) => value),
        phrase: document.getElementById("phrase").textContent,
      };
    },
    { before: before.systemes, after },
  );
  await page.close();
  return { avant: first.phrase, ...left };
}

// Les réponses proposées pour chaque choix de systèmes.
async function offered(browser, choices) {
  const { page } = await open(browser);
  const found = await page.evaluate((lists) => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    return lists.map((ranks) => {
      for (const node of all("input[name=systeme]")) {
        if (node.checked !== ranks.includes(Number(node.value))) node.click();
      }
      return {
        variantes: all("input[name=variante]").filter((node) => node.checkVisibility()).map(({ value }) => value),
        professionnels: all("input[name=connu]").filter((node) => node.checkVisibility()).map(({ value }) => value),
        raisons: all("#raisons li").map((node) => node.textContent),
      };
    });
  }, choices);
  await page.close();
  return found;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

// axe.mjs regarde la page vide ; ici, avec une phrase, puis avec ce qui manque, en large et en étroit.
async function accessibility(browser, complete, refused) {
  const found = [];
  for (const width of [1280, 640, 320]) {
    const { page } = await open(browser, { width });
    await page.evaluate(axe);
    for (const one of [complete, refused]) {
      await page.evaluate(choose, one);
      const { violations } = await page.evaluate(
        (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
        TAGS,
      );
      found.push(...violations.map(({ id, nodes }) => ({ width, id, nodes: nodes.map(({ html }) => html) })));
      const { overflow, small } = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        small: [...document.querySelectorAll("button, input, select")]
          .map((node) => ({ id: node.id || node.name, ...node.getBoundingClientRect().toJSON() }))
          .filter(({ width: w, height: h }) => w > 0 && (w < 24 || h < 24))
          .map(({ id }) => id),
      }));
      if (overflow > 0 || small.length) found.push({ width, overflow, small });
    }
    await page.close();
  }
  return found;
}

try {
  const report = await withBrowser(async (browser) => {
    // Seule la relecture du presse-papiers demande un droit ; la page, elle, n'en demande aucun.
    const session = await browser.target().createCDPSession();
    await session.send("Browser.grantPermissions", { permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    const [complete, refused] = [combinaisons.find(({ copie }) => copie), combinaisons.find(({ refus }) => refus)];
    const { page, ...first } = await keyboard(browser, parcours);
    await page.click("#copier-texte");
    const plain = await clipboard(page);
    await page.close();

    // Un navigateur sans presse-papiers moderne : la copie passe par la sélection.
    const old = await open(browser, {
      prepare: () => Object.defineProperty(navigator, "clipboard", { value: undefined }),
    });
    await old.page.evaluate(() => {
      const set = DataTransfer.prototype.setData;
      globalThis.copied = {};
      DataTransfer.prototype.setData = function (type, text) {
        globalThis.copied[type] = text;
        return set.call(this, type, text);
      };
    });
    await old.page.evaluate(choose, complete);
    await old.page.click("#copier");
    await old.page.waitForSelector("#fait:not([hidden])", { timeout: 5000 });
    const fallback = await old.page.evaluate(() => ({
      ...globalThis.copied,
      fait: document.getElementById("fait").textContent,
    }));
    await old.page.close();

    const many = await open(browser);
    const sentences = [];
    for (const one of combinaisons) sentences.push(await many.page.evaluate(choose, one));
    const injected = await many.page.evaluate(() => document.querySelectorAll("#phrase *, img, iframe, a").length);
    await many.page.close();

    const bookmark = await open(browser, { suite: favori });
    await bookmark.page.click(".professionnel.libre input[name=present]");
    const kept = await sentence(bookmark.page);
    await bookmark.page.close();

    return {
      parcours: first,
      texte_seul: plain,
      repli: fallback,
      phrases: sentences,
      favori: kept,
      changement: await changeOfSystem(browser, complete, [3]),
      proposees: await offered(browser, choix),
      injectes: injected,
      accessibilite: await accessibility(browser, complete, refused),
      ...many.seen,
    };
  });
  console.log(JSON.stringify(report));
} catch (error) {
  console.error(error.stack ?? error.message);
  process.exitCode = 2;
}
