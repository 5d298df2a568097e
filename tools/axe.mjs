// Accessibilité : node tools/axe.mjs FICHIER.html…
// Imprime un rapport JSON ; sort avec 1 s'il y a une violation, une requête ou un débordement, 2 si l'outil échoue.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openFile, withBrowser } from "./navigateur.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const WIDTHS = [1280, 320]; // 320 px also stands for a zoom of 400 % on 1280 px

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("usage : node tools/axe.mjs FICHIER.html…");
  process.exit(2);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function check(browser, file, width) {
  const { page, requests } = await openFile(browser, pathToFileURL(resolve(file)).href, { width });
  try {
    await page.evaluate(axe);
    const result = await page.evaluate(
      (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
      TAGS,
    );
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    const summary = (rules) =>
      rules.map(({ id, impact, help, nodes }) => ({
        id,
        impact,
        help,
        nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(" "), failureSummary })),
      }));
    return {
      file,
      width,
      violations: summary(result.violations),
      incomplete: summary(result.incomplete).map(({ id, nodes }) => ({ id, nodes: nodes.length })),
      passes: result.passes.length,
      requests,
      overflow: Math.max(0, overflow),
    };
  } finally {
    await page.close();
  }
}

try {
  const reports = await withBrowser(async (browser) => {
    const all = [];
    for (const file of files) for (const width of WIDTHS) all.push(await check(browser, file, width));
    return all;
  });
  console.log(JSON.stringify(reports, null, 1));
  const failed = reports.some((r) => r.violations.length || r.requests.length || r.overflow > 0);
  process.exitCode = failed ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
