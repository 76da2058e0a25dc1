// What several tests do with the page.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

import { launch, open, root, serve, text } from "./browser.mjs";

const pictures = join(root, "docs/screenshots");

/** A server, a browser and a folder for the tests of a file. */
export function stage() {
  const on = {};
  before(async () => {
    assert.ok(process.env.MESHWRIGHT, "MESHWRIGHT names the native program");
    on.server = await serve();
    on.browser = await launch();
    on.folder = mkdtempSync(join(tmpdir(), "meshwright-story-"));
    mkdirSync(pictures, { recursive: true });
  });
  after(async () => {
    await on.browser?.close();
    on.server?.close();
    rmSync(on.folder, { recursive: true, force: true });
  });
  on.open = (options) => open(on.browser, on.server, options);
  return on;
}

/** A picture for the documentation. */
export const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });

/** What `press` makes the page download. */
export async function downloaded(page, press) {
  const waits = page.waitForEvent("download");
  await press();
  const download = await waits;
  return readFileSync(await download.path());
}

/** Fails where the bundle is not the one of the native program, byte for byte. */
export async function same(folder, page, zip, language = "en") {
  const source = join(folder, "mesh.yaml");
  const out = join(folder, "mesh.zip");
  writeFileSync(source, await text(page));
  rmSync(out, { force: true });
  const args = ["render", source, "--lang", language, "--zip", "-o", out];
  execFileSync(process.env.MESHWRIGHT, args, { stdio: "ignore" });
  assert.ok(zip.equals(readFileSync(out)), "the zip is not the one of the native program");
}

/** An empty document. */
export async function empty(page) {
  await page.getByRole("button", { name: /Empty A mesh/ }).click();
  await page.locator(".empty").waitFor();
}

/** Opens a topology as a file. */
export async function importText(page, name, source) {
  const buffer = Buffer.from(source);
  const file = { name, mimeType: "text/plain", buffer };
  await page.locator('input[type="file"]').setInputFiles(file);
}

/** Where the card of a cluster is on the screen. */
export async function middle(page, name) {
  const box = await page.locator(`g.card[data-name="${name}"] .face`).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box };
}

/** Clicks on a cluster. */
export async function select(page, name) {
  const at = await middle(page, name);
  await page.mouse.click(at.x, at.y);
}
