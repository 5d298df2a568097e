// Capture d'une page entière : node tools/capture.mjs FICHIER.html sortie.png [largeur] ; sortie.pdf imprime en A4.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openFile, withBrowser } from "./navigateur.mjs";

const [file, output, width = "1280"] = process.argv.slice(2);
if (!file || !output) {
  console.error("usage : node tools/capture.mjs FICHIER.html sortie.png|sortie.pdf [largeur]");
  process.exit(2);
}

try {
  await withBrowser(async (browser) => {
    const { page } = await openFile(browser, pathToFileURL(resolve(file)).href, { width: Number(width) });
    if (output.endsWith(".pdf")) {
      await page.pdf({ path: output, preferCSSPageSize: true, tagged: true, outline: true });
    } else {
      await page.screenshot({ path: output, fullPage: true });
    }
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
