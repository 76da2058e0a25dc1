// The page for everybody: both languages, both themes, a telephone; axe-core finds nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { downloaded, picture, same, select, stage } from "./acts.mjs";
import { clean, judged, violations } from "./browser.mjs";

const on = stage();

const chinese = /[\u4e00-\u9fff]/;

test("what the planner says follows the language, and commands are the same", async () => {
  const { page, context, faults } = await on.open();
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  await page.getByRole("tab", { name: "Files" }).click();
  await page.locator(".runbook").waitFor();
  assert.doesNotMatch(await page.locator(".runbook").innerText(), chinese);
  const commands = await page.locator(".runbook pre").allInnerTexts();
  await page.locator("button.language").click();
  await page.locator(".runbook h2", { hasText: chinese }).waitFor();
  assert.deepEqual(await page.locator(".runbook pre").allInnerTexts(), commands);
  await picture(page, "12-chinese");

  // The plan: headings, steps and reasons, as a list and as a graph.
  await page.getByRole("tab", { name: "计划" }).click();
  await page.locator(".step").first().waitFor();
  for (const part of [".phase h2", ".step strong", ".step .why"]) {
    for (const said of await page.locator(part).allInnerTexts()) assert.match(said, chinese, part);
  }
  await picture(page, "14-chinese-plan");
  await page.getByRole("button", { name: "以图显示" }).click();
  for (const said of await page.locator(".lane-step title").allTextContents()) assert.match(said, chinese);
  await page.getByRole("button", { name: "以图显示" }).click();
  await page.locator("button.language").click();
  await page.locator(".phase h2", { hasText: "Prepare" }).waitFor();
  for (const said of await page.locator(".steps").allInnerTexts()) assert.doesNotMatch(said, chinese);
  clean(faults);
  await context.close();
});

test("the map covers nothing that is selected, lets a drag pass, and can be folded", async () => {
  const { page, context, faults } = await on.open({ viewport: { width: 1280, height: 800 } });
  await page.getByRole("button", { name: /^One hundred clusters/ }).click();
  await judged(page);
  for (let times = 0; times < 7; times += 1) await page.keyboard.press("+");
  const map = page.locator(".minimap");
  await map.waitFor();
  const overlap = (one, other) =>
    one.x < other.x + other.width && other.x < one.x + one.width &&
    one.y < other.y + other.height && other.y < one.y + one.height;
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press("]");
    const card = await page.locator("g.card.selected .face").boundingBox();
    for (const float of await page.locator(".minimap, .float").all()) {
      const name = await float.getAttribute("class");
      assert.ok(!overlap(card, await float.boundingBox()), `step ${steps}: under ${name}`);
    }
  }
  await page.getByRole("button", { name: "Fold the map" }).click();
  await page.getByRole("button", { name: "Show the map" }).waitFor();
  const { width, height } = await map.boundingBox();
  assert.ok(width < 50 && height < 50);
  await page.reload();
  await judged(page);
  clean(faults.filter((it) => !it.startsWith("request:")));
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const { page, context } = await on.open({ colorScheme });
    assert.deepEqual(await violations(page), [], "the templates");
    await page.getByRole("button", { name: /^Five clusters/ }).click();
    await judged(page);
    await select(page, "london-1");
    for (const tab of ["Properties", "YAML", "Outline", "Findings", "Reachability", "Endpoints", "What if", "Plan", "Files", "Ports"]) {
      await page.getByRole("tab", { name: tab }).click();
      await page.waitForTimeout(250);
      // What the planner is still asked for is judged when it is there.
      await page.locator(".waiting").waitFor({ state: "detached" });
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
  const { page, context, faults } = await on.open({
    viewport: { width: 360, height: 740 },
    locale: "zh-CN",
    hasTouch: true,
  });
  await page.getByRole("button", { name: /两个主集群，两个网络/ }).click();
  await judged(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} pixels stand out`);
  await picture(page, "9-small");
  await same(on.folder, page, await downloaded(page, () => page.locator("#download").click()), "zh-CN");
  clean(faults);
  await context.close();
});
