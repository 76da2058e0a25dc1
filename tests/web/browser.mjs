// A page in a real browser, with everything noted that must not happen.
//
// MESHWRIGHT_NODE_MODULES is a folder with playwright-core and axe-core, CHROMIUM a browser;
// `cargo xtask web-test` installs the packages of package-lock.json and sets both.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(join(process.env.MESHWRIGHT_NODE_MODULES ?? root, "index.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const types = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};

/** A server of the checkout's page on a free port, without any header that helps the page. */
export function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = join(root, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": types[path.split(".").pop()] });
    response.end(readFileSync(path));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

/** A browser without a screen. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The designer, loaded; `faults` collects what must not happen from then on. */
export async function open(browser, server, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/${options.hash ?? ""}`);
  await page.locator("header.top").waitFor();
  await page.locator(".state:not(.busy)").waitFor();
  // The page is loaded when it is kept, too: whatever is asked for afterwards is too much.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.waitForLoadState("networkidle");
  context.on("request", (request) => {
    // A file that the page itself makes is no request.
    if (!/^(blob|data):/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  return { page, context, faults };
}

/** Waits until the planner has judged what there is. */
export async function judged(page) {
  await page.locator(".state:not(.busy)").waitFor();
}

/** What axe-core finds on the page as it is. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ["violations"] }),
  );
  return found.violations.map(
    (it) => `${it.id} (${it.impact}): ${it.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}

/** Moves the focus by Tab alone until it is on what `selector` names. */
export async function walk(page, selector, key = "Tab") {
  for (let steps = 0; steps < 150; steps += 1) {
    const is = await page.evaluate((it) => document.activeElement?.matches(it) ?? false, selector);
    if (is) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead to ${selector}`);
}

/** The text of the document. */
export async function text(page) {
  await page.getByRole("tab", { name: "YAML" }).click();
  return page.locator("#topology-text").inputValue();
}

/** Fails where something happened that must not. */
export function clean(faults) {
  assert.deepEqual(faults, []);
}
