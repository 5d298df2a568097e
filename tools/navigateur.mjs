// Ouvre Chromium sans interface, sans réseau, avec un profil neuf, supprimé à la fin.
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

export function chromium() {
  const path = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    process.env.CHROMIUM,
    "/usr/bin/chromium",
    ...NAMES.flatMap((name) => path.map((folder) => join(folder, name))),
  ];
  for (const candidate of candidates) {
    if (!candidate) continue;
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // not here: try the next one
    }
  }
  throw new Error("Chromium introuvable : installez-le ou donnez son chemin dans la variable CHROMIUM.");
}

export async function withBrowser(work) {
  const profile = mkdtempSync(join(tmpdir(), "sia-docs-chromium-"));
  let browser;
  try {
    browser = await puppeteer.launch({
      executablePath: chromium(),
      userDataDir: profile,
      headless: true,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    return await work(browser);
  } finally {
    await browser?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

// Une page qui n'obtient rien du réseau ; `requests` garde ce que le document a demandé en plus de lui-même.
export async function openFile(browser, url, { width = 1280, height = 900 } = {}) {
  const page = await browser.newPage();
  const requests = [];
  await page.setViewport({ width, height });
  await page.setBypassCSP(true); // for the script of axe, not for the document, which has none
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.url() === url || request.url().startsWith("data:")) return request.continue();
    requests.push(request.url());
    return request.abort();
  });
  await page.goto(url, { waitUntil: "load" });
  return { page, requests };
}
