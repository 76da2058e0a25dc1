// The whole story in a real browser: draw, be told what is wrong, mend it, ask why, lose a
// cluster, leave with the bundle. A picture of each station goes to docs/screenshots/.
//
// MESHWRIGHT is the native program: the bundle has to be the same, byte for byte.

import assert from "node:assert/strict";
import { test } from "node:test";

import { downloaded, empty, middle, picture, same, select, stage } from "./acts.mjs";
import { clean, judged, text, walk } from "./browser.mjs";

const on = stage();

/** Drags something from the palette to a place of the drawing. */
async function drop(page, what, x, y) {
  const button = page.locator(`button.palette.${what}`);
  await button.dragTo(page.locator("#canvas"), { targetPosition: { x, y } });
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
    const { page, context, faults } = await on.open();
    await empty(page);
    await draw(page);
    await judged(page);
    assert.deepEqual(await drawn(page), is);
    await page.locator("#download:not([disabled])").waitFor();
    await same(on.folder, page, await downloaded(page, () => page.locator("#download").click()));
    clean(faults);
    await context.close();
  });
}

test("by keyboard alone: primary and remote in two networks", async () => {
  const { page, context, faults } = await on.open();
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
  await same(on.folder, page, zip);
  // Undoing all of it, step by step, leaves what there was.
  await page.locator("#canvas").focus();
  for (let steps = 0; steps < 7; steps += 1) await page.keyboard.press("Control+z");
  await page.locator(".empty").waitFor();
  clean(faults);
  await context.close();
});

test("the story", async () => {
  const { page, context, faults } = await on.open();
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
  await same(on.folder, page, await downloaded(page, () => page.locator("#download").click()));

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

test("what is being typed into a field stays while answers come", async () => {
  const { page, context, faults } = await on.open();
  await page.getByRole("button", { name: /^Two primaries, two/ }).click();
  await judged(page);
  await select(page, "cluster1");
  const [region, zone] = [page.locator("#field-region"), page.locator("#field-zone")];
  await region.fill("eu-central");
  await region.press("Tab");
  // The planner judges the region now.
  await zone.fill("b");
  await judged(page);
  await page.waitForTimeout(300);
  assert.equal(await zone.inputValue(), "b");
  await zone.press("Enter");
  assert.match(await text(page), /region: eu-central\n.*zone: b|region: eu-central, zone: b/);
  await page.getByRole("tab", { name: "Properties" }).click();
  // What is undone is not in the field any more.
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await zone.inputValue(), "");
  assert.equal(await region.inputValue(), "eu-central");
  clean(faults);
  await context.close();
});
