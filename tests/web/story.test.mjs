// The whole story in a real browser: draw, be told what is wrong, mend it, ask why, lose a
// cluster, leave with the bundle. A picture of each station goes to docs/screenshots/.
//
// MESHWRIGHT is the native program: the bundle has to be the same, byte for byte.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { clean, judged, launch, open, root, serve, text, violations, walk } from "./browser.mjs";
import { names, unpacked } from "./zip.mjs";

const pictures = join(root, "docs/screenshots");
let server;
let browser;
let folder;

before(async () => {
  assert.ok(process.env.MESHWRIGHT, "MESHWRIGHT names the native program");
  server = await serve();
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "meshwright-story-"));
  mkdirSync(pictures, { recursive: true });
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });

/** What `press` makes the page download. */
async function downloaded(page, press) {
  const waits = page.waitForEvent("download");
  await press();
  const download = await waits;
  return readFileSync(await download.path());
}

/** Fails where the bundle is not the one of the native program, byte for byte. */
async function same(page, zip, language = "en") {
  const source = join(folder, "mesh.yaml");
  const out = join(folder, "mesh.zip");
  writeFileSync(source, await text(page));
  rmSync(out, { force: true });
  const args = ["render", source, "--lang", language, "--zip", "-o", out];
  execFileSync(process.env.MESHWRIGHT, args, { stdio: "ignore" });
  assert.ok(zip.equals(readFileSync(out)), "the zip is not the one of the native program");
}

/** An empty document. */
async function empty(page) {
  await page.getByRole("button", { name: /Empty A mesh/ }).click();
  await page.locator(".empty").waitFor();
}

/** Drags something from the palette to a place of the drawing. */
async function drop(page, what, x, y) {
  const button = page.locator(`button.palette.${what}`);
  await button.dragTo(page.locator("#canvas"), { targetPosition: { x, y } });
}

/** Where the card of a cluster is on the screen. */
async function middle(page, name) {
  const box = await page.locator(`g.card[data-name="${name}"] .face`).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box };
}

async function select(page, name) {
  const at = await middle(page, name);
  await page.mouse.click(at.x, at.y);
}

/** Draws with the mouse from the handle of one cluster to another. */
async function link(page, from, to) {
  await select(page, from);
  const { box } = await middle(page, from);
  const target = await middle(page, to);
  await page.mouse.move(box.x + box.width, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x - 30, target.y, { steps: 6 });
  await page.mouse.move(target.x, target.y, { steps: 3 });
  await page.mouse.up();
}

async function gateway(page, name, exposure) {
  await select(page, name);
  await page.locator(".selecteds button").first().click();
  if (exposure) {
    await page.getByRole("tab", { name: "Properties" }).click();
    await page.locator("#field-exposure").selectOption(exposure);
    await page.locator("#field-load-balancer").selectOption("none");
    await page.locator("#field-addresses").fill(name === "cluster1" ? "203.0.113.10" : "203.0.113.20");
    await page.locator("#field-addresses").press("Enter");
    if (exposure === "node-port") {
      await page.locator("#field-gateway-port").fill("30443");
      await page.locator("#field-gateway-port").press("Enter");
    }
  }
}

/** What each cluster of the document is: network, role, control plane. */
async function drawn(page) {
  const found = {};
  let own;
  for (const line of (await text(page)).split("\n")) {
    const [, key, value] = line.match(/^ +(?:- )?(\w+): (.*)$/) ?? [];
    if (key === "name" && line.startsWith("  - ")) found[value] = own = {};
    else if (own && ["network", "role", "controlPlane"].includes(key)) own[key] = value;
  }
  return found;
}

const remote = (network) => ({ network, role: "remote", controlPlane: "cluster1" });
const topologies = [
  {
    name: "two primaries, one network",
    draw: async (page) => {
      await drop(page, "primary", 300, 250);
      await drop(page, "primary", 500, 260);
    },
    is: { cluster1: { network: "network1" }, cluster2: { network: "network1" } },
  },
  {
    name: "two primaries, two networks",
    draw: async (page) => {
      await drop(page, "primary", 300, 250);
      await drop(page, "primary", 850, 120);
      await gateway(page, "cluster1");
      await gateway(page, "cluster2");
    },
    is: { cluster1: { network: "network1" }, cluster2: { network: "network2" } },
  },
  {
    name: "primary and remote, one network",
    draw: async (page) => {
      await drop(page, "primary", 300, 250);
      await drop(page, "remote", 500, 260);
      await gateway(page, "cluster1");
    },
    is: { cluster1: { network: "network1" }, cluster2: remote("network1") },
  },
  {
    name: "primary and remote, two networks",
    draw: async (page) => {
      await drop(page, "primary", 300, 250);
      await drop(page, "primary", 850, 120);
      await gateway(page, "cluster1");
      await gateway(page, "cluster2");
      await link(page, "cluster2", "cluster1");
    },
    is: { cluster1: { network: "network1" }, cluster2: remote("network2") },
  },
  ...["node-port", "external-ips"].map((exposure) => ({
    name: `bare metal, ${exposure}`,
    draw: async (page) => {
      await drop(page, "primary", 300, 250);
      await drop(page, "primary", 850, 120);
      await gateway(page, "cluster1", exposure);
      await gateway(page, "cluster2", exposure);
    },
    is: { cluster1: { network: "network1" }, cluster2: { network: "network2" } },
  })),
];

for (const { name, draw, is } of topologies) {
  test(`by mouse: ${name}`, async () => {
    const { page, context, faults } = await open(browser, server);
    await empty(page);
    await draw(page);
    await judged(page);
    assert.deepEqual(await drawn(page), is);
    await page.locator("#download:not([disabled])").waitFor();
    await same(page, await downloaded(page, () => page.locator("#download").click()));
    clean(faults);
    await context.close();
  });
}

test("by keyboard alone: primary and remote in two networks", async () => {
  const { page, context, faults } = await open(browser, server);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("empty");
  await page.keyboard.press("Enter");
  await page.locator(".empty").waitFor();
  await page.keyboard.press("n");
  await page.keyboard.press("g");
  await page.keyboard.press("Shift+N");
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await page.keyboard.press("[");
  await page.keyboard.press("Enter");
  await judged(page);
  await page.locator("#download:not([disabled])").waitFor();
  const found = await text(page);
  assert.match(found, /name: cluster2\n {4}network: network2\n {4}eastWestGateway: \{\}\n {4}role: remote\n {4}controlPlane: cluster1/);
  // Who reaches whom, hop by hop.
  await walk(page, "#tab-findings");
  await page.keyboard.press("ArrowRight");
  await walk(page, ".matrix .cell.g");
  await page.keyboard.press("Enter");
  await page.locator(".hops li").first().waitFor();

  // A gateway goes; the finding's repair brings it back.
  await page.locator("#canvas").focus();
  await page.keyboard.press("]");
  await page.keyboard.press("g");
  await page.locator(".state.error").waitFor();
  await page.keyboard.press("f");
  await walk(page, ".fix");
  await page.keyboard.press("Enter");
  await page.locator(".state:not(.error):not(.busy)").waitFor();

  // What if it is lost? Then all of it is taken along.
  await walk(page, "#canvas", "Shift+Tab");
  await page.keyboard.press("x");
  await page.locator(".card.state-gone").waitFor();
  await page.keyboard.press("x");
  const zip = await downloaded(page, async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("download");
    await page.keyboard.press("Enter");
  });
  await same(page, zip);
  // Undoing all of it, step by step, leaves what there was.
  await page.locator("#canvas").focus();
  for (let steps = 0; steps < 7; steps += 1) await page.keyboard.press("Control+z");
  await page.locator(".empty").waitFor();
  clean(faults);
  await context.close();
});

test("the story", async () => {
  const { page, context, faults } = await open(browser, server);
  await picture(page, "1-begin");
  await page.getByRole("button", { name: /^Five clusters/ }).click();
  await judged(page);
  await page.locator(".finding").first().waitFor();
  await picture(page, "2-drawing");

  // A gateway goes: there is an error, on the card, in the list and in the text.
  await select(page, "dublin-1");
  await page.keyboard.press("g");
  await select(page, "dublin-2");
  await page.keyboard.press("g");
  await page.locator(".state.error").waitFor();
  const finding = page.locator(".finding.error").first();
  assert.match(await finding.innerText(), /dublin/);
  await page.getByRole("tab", { name: "YAML" }).click();
  await finding.locator(".link").click();
  await picture(page, "3-finding");

  // Why do requests not arrive?
  await page.getByRole("tab", { name: "Reachability" }).click();
  await page.getByRole("button", { name: "frankfurt-1 does not reach dublin-1" }).or(
    page.getByRole("button", { name: "`frankfurt-1` does not reach `dublin-1`" }),
  ).first().click();
  await page.locator(".hops .breaks").first().waitFor();
  await picture(page, "4-why");

  // The repair that it offers mends it.
  await page.locator(".way .fix").first().click();
  await page.locator(".hops li").first().waitFor();
  await page.locator(".state:not(.error):not(.busy)").waitFor();
  await page.locator(".way h2.good").waitFor();

  // What will istiod tell the proxies?
  await page.getByRole("tab", { name: "Endpoints" }).click();
  await page.locator(".list, .nothing").first().waitFor();

  // What if a cluster is lost?
  await select(page, "frankfurt-1");
  await page.getByRole("tab", { name: "What if" }).click();
  await page.locator("#canvas").focus();
  await page.keyboard.press("x");
  await page.locator(".card.state-gone").waitFor();
  await picture(page, "5-what-if");
  await page.getByRole("button", { name: "Restore all" }).click();

  await page.getByRole("tab", { name: "Plan" }).click();
  await page.locator(".step").first().waitFor();
  await page.locator(".step input").first().check();
  await picture(page, "6-plan");
  await page.getByRole("tab", { name: "Files" }).click();
  await page.locator(".runbook").waitFor();
  await picture(page, "7-runbook");
  await page.getByRole("tab", { name: "Ports" }).click();
  await page.locator(".ports tbody tr").first().waitFor();

  // The bundle is what the native program writes.
  await same(page, await downloaded(page, () => page.locator("#download").click()));

  // A reload shows the same document, with the ticked step still ticked.
  clean(faults);
  const before = await text(page);
  await page.reload();
  await judged(page);
  assert.equal(await text(page), before);
  await page.getByRole("tab", { name: "Plan" }).click();
  assert.ok(await page.locator(".step input").first().isChecked());
  await context.close();
});

test("certificates are an act of their own, with a download of their own", async () => {
  const { page, context, faults } = await open(browser, server);
  await page.getByRole("button", { name: /^Two primaries, two networks/ }).click();
  await judged(page);
  await page.getByRole("tab", { name: "Files" }).click();
  await page.getByRole("button", { name: "Make certificates" }).click();
  await page.locator("#dialog-first").fill("correct horse battery");
  await page.locator("#passphrase-again").fill("another");
  await page.keyboard.press("Enter");
  await page.getByText("The two passphrases are not the same").waitFor();
  await page.locator("#passphrase-again").fill("correct horse battery");
  await picture(page, "10-certificates");
  const zip = await downloaded(page, () => page.keyboard.press("Enter"));
  const clusters = ["cluster1", "cluster2"].flatMap((cluster) =>
    ["ca-cert", "ca-key", "cert-chain", "root-cert"].map((name) => `certificates/${cluster}/${name}.pem`),
  );
  const root = ["root-cert", "root-key"].map((name) => `certificates/root/${name}.pem`);
  assert.deepEqual(names(zip).sort(), [...clusters, ...root].sort());
  assert.match(unpacked(zip, "certificates/root/root-key.pem"), /BEGIN ENCRYPTED PRIVATE KEY/);
  // Nothing of it is in the document, the storage or the page.
  const kept = await page.evaluate(() => JSON.stringify(localStorage) + document.body.innerText);
  assert.doesNotMatch(kept + (await text(page)), /PRIVATE KEY|correct horse/);
  clean(faults);
  await context.close();
});

test("it works with the network off", async () => {
  const own = await serve();
  const { page, context, faults } = await open(browser, own);
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  clean(faults);
  own.closeAllConnections();
  await new Promise((resolve) => own.close(resolve));
  await page.reload();
  await page.locator("header.top").waitFor();
  await judged(page);
  await page.getByRole("tab", { name: "Plan" }).click();
  await page.locator(".step").first().waitFor();
  await context.close();
});

test("documents outlive a crash, and what cannot be read is kept and offered", async () => {
  const { page, context, faults } = await open(browser, server);
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  await page.locator("button.document").click();
  await page.getByRole("button", { name: /^Two primaries, one/ }).click();
  await page.keyboard.press("n");
  await page.locator('g.card[data-name="cluster3"]').waitFor();
  clean(faults);
  const future = "apiVersion: meshwright/v9\n- not: [yet known\n";
  await page.evaluate((it) => localStorage.setItem("meshwright/document/future", it), future);
  const address = page.url();
  // Nobody asks the page before it goes.
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await again.locator('g.card[data-name="cluster3"]').waitFor();
  await again.locator("button.document").click();
  assert.equal(await again.locator(".kept li").count(), 3);
  const row = again.locator(".kept li", { hasText: "Cannot be read here" });
  await picture(again, "11-documents");
  const saved = await downloaded(again, () => row.getByRole("button", { name: "Download", exact: true }).click());
  assert.equal(saved.toString(), future);
  // Deleting takes two clicks.
  await row.getByRole("button", { name: "Delete", exact: true }).click();
  assert.equal(await again.evaluate(() => localStorage.getItem("meshwright/document/future")), future);
  await context.close();
});

test("what the planner says follows the language", async () => {
  const { page, context, faults } = await open(browser, server);
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  await page.getByRole("tab", { name: "Files" }).click();
  await page.locator(".runbook").waitFor();
  assert.doesNotMatch(await page.locator(".runbook").innerText(), /[\u4e00-\u9fff]/);
  await page.locator("button.language").click();
  await page.locator(".runbook h2", { hasText: /[\u4e00-\u9fff]/ }).waitFor();
  await picture(page, "12-chinese");
  clean(faults);
  await context.close();
});

test("an address has the whole document", async () => {
  const { page, context, faults } = await open(browser, server);
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  const before = await text(page);
  await page.getByRole("button", { name: "Share" }).click();
  const address = await page.locator("#dialog-first").inputValue();
  await page.getByText(`${address.length.toLocaleString("en")} characters`).or(page.getByText(`${address.length} characters`)).waitFor();
  clean(faults);
  await context.close();
  const { hash } = new URL(address);
  const again = await open(browser, server, { hash });
  assert.equal(await text(again.page), before);
  clean(again.faults);
  await again.context.close();
});

test("files are opened; of a kubeconfig, contexts alone", async () => {
  const { page, context, faults } = await open(browser, server);
  await empty(page);
  const config = "kind: Config\ncontexts: [{name: east, context: {user: u}}]\nusers: [{name: u, user: {token: secret}}]\n";
  await page.locator('input[type="file"]').setInputFiles({ name: "config", mimeType: "text/plain", buffer: Buffer.from(config) });
  await page.locator('g.card[data-name="east"]').waitFor();
  assert.doesNotMatch(await text(page), /secret|token/);
  clean(faults);
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const { page, context } = await open(browser, server, { colorScheme });
    assert.deepEqual(await violations(page), [], "the templates");
    await page.getByRole("button", { name: /^Five clusters/ }).click();
    await judged(page);
    await select(page, "london-1");
    for (const tab of ["Properties", "YAML", "Outline", "Findings", "Reachability", "Endpoints", "What if", "Plan", "Files", "Ports"]) {
      await page.getByRole("tab", { name: tab }).click();
      await page.waitForTimeout(250);
      assert.deepEqual(await violations(page), [], tab);
    }
    for (const dialog of ["Make certificates", "Keys", "Make copies", "Rename", "Find clusters"]) {
      await page.keyboard.press("Control+k");
      await page.keyboard.type(dialog);
      await page.waitForTimeout(150);
      assert.deepEqual(await violations(page), [], "commands");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(150);
      assert.deepEqual(await violations(page), [], dialog);
      await page.keyboard.press("Escape");
    }
    if (colorScheme === "dark") {
      await page.getByRole("tab", { name: "YAML" }).click();
      await page.getByRole("tab", { name: "Reachability" }).click();
      await picture(page, "8-dark");
    }
    await context.close();
  });
}

test("it works on 360 pixels and in Chinese", async () => {
  const { page, context, faults } = await open(browser, server, {
    viewport: { width: 360, height: 740 },
    locale: "zh-CN",
    hasTouch: true,
  });
  await page.getByRole("button", { name: /两个 primary，两个网络/ }).click();
  await judged(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} pixels stand out`);
  await picture(page, "9-small");
  await same(page, await downloaded(page, () => page.locator("#download").click()), "zh-CN");
  clean(faults);
  await context.close();
});
