import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser, SIZES } from "../test/e2e/browser.ts";
import { run } from "../test/e2e/start.run.ts";
import { wipe } from "./demo/wipe.ts";

/*
 * Makes the picture of the README: the demo network's good sample, checked on the web app.
 *
 *   npm run picture
 */
const PICTURE = join(import.meta.dirname, "../docs/verify.png");
const HIGH = 1_150;

const dataDir = await mkdtemp(join(tmpdir(), "peerseal-picture-"));
const network = run("scripts/start.ts", [], { PORT: "0", PEERSEAL_DATA_DIR: dataDir });
try {
  const [, address = ""] = await network.saying(/Peerseal is ready at (\S+) /);
  const browser = await launchBrowser();
  try {
    const size = { width: SIZES.desktop.width, height: HIGH };
    const page = await (await browser.newContext({ locale: "en-GB", viewport: size })).newPage();
    await page.goto(`${address}/verify`);
    const files = page.locator('input[type="file"]').first();
    await files.waitFor({ state: "attached" });
    await files.setInputFiles(join(dataDir, "samples", "good.peerseal.json"));
    await page.locator(".band").first().waitFor();
    await page.locator("#result").scrollIntoViewIfNeeded();
    await page.screenshot({ path: PICTURE });
    process.stderr.write(`picture: ${PICTURE}\n`);
  } finally {
    await browser.close();
  }
} finally {
  await network.kill("SIGTERM");
  await wipe(dataDir);
  await rm(dataDir, { recursive: true, force: true });
}
