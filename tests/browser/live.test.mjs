// The dev server as an author has it beside the editor: pages refresh by themselves, errors are shown over them.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { isAccessible, launch, serve } from "./site.mjs";

const SOURCE = "content/novita/lungomare-pista-ciclabile.md";
const PATH = "/novita/lungomare-pista-ciclabile/";

let browser, site;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve({ live: true })]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function open(path, options = {}) {
  const context = await browser.newContext({ baseURL: site.base, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(path);
  return { page, context, complaints };
}

async function edit(file, change) {
  const path = join(site.folder, file);
  const text = await readFile(path, "utf8");
  await writeFile(path, change(text));
  return () => writeFile(path, text);
}

test("an edit is seen without a hand, where the page was scrolled to, and other pages are left alone", async () => {
  const { page, context, complaints } = await open(PATH, { viewport: { width: 400, height: 300 } });
  const other = await open("/contatti/");
  await other.page.evaluate(() => { window.untouched = true; });
  await page.evaluate(() => scrollTo({ top: 200, behavior: "instant" }));
  const restore = await edit(SOURCE, (text) => `${text}\nA new last line.\n`);
  await page.waitForFunction(() => document.body.textContent.includes("A new last line."));
  await page.waitForFunction(() => scrollY === 200);
  assert.equal(await page.locator("seawall-errors").count(), 0);
  await restore();
  await page.waitForFunction(() => !document.body.textContent.includes("A new last line."));
  assert(await other.page.evaluate(() => window.untouched));
  assert.deepEqual([...complaints, ...other.complaints], []);
  await context.close();
  await other.context.close();
});

for (const [name, viewport, colorScheme] of [["phone", { width: 320, height: 640 }, "dark"], ["desktop", { width: 1280, height: 800 }, "light"]]) {
  test(`errors lie over the page as text, on a ${name}, until they are mended`, async () => {
    const { page, context, complaints } = await open(PATH, { viewport, colorScheme });
    const restore = await edit(SOURCE, (text) => `${text}\n[x](@/<img/src=x/onerror=alert(1)>.md)\n\n[y](@/novita/nowhere.md)\n`);
    const panel = page.locator("seawall-errors [role=alert]");
    await panel.waitFor();
    const text = await panel.textContent();
    assert.match(text, /The site has 2 errors/);
    assert.match(text, /content\/novita\/lungomare-pista-ciclabile\.md:\d+:\d+/);
    assert.match(text, /<img\/src=x\/onerror=alert\(1\)>/);
    assert.equal(await panel.locator("img").count(), 0);
    assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the screen");
    await isAccessible(page, name);
    if (process.env.SEAWALL_SCREENSHOTS) await page.screenshot({ path: join(process.env.SEAWALL_SCREENSHOTS, `errors-${name}.png`) });
    // Who comes later sees them too, and who closes them is left alone.
    const late = await open("/contatti/");
    await late.page.locator("seawall-errors [role=alert]").waitFor();
    await late.page.getByRole("button", { name: "Close" }).click();
    assert.equal(await late.page.locator("seawall-errors").count(), 0);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("seawall-errors").count(), 0);
    await page.reload();
    await panel.waitFor();
    await restore();
    await panel.waitFor({ state: "detached" });
    assert.deepEqual([...complaints, ...late.complaints], []);
    await context.close();
    await late.context.close();
  });
}

test("a policy of the strictest kind forbids nothing of it, and a server that comes back is heard again", async () => {
  const { page, context, complaints } = await open("/contatti/");
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'";
  await page.route(({ pathname }) => pathname === "/contatti/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await page.reload();
  await site.restart();
  const restore = await edit("content/contatti.md", (text) => `${text}\nAfter the restart. [x](@/nowhere.md)\n`);
  await page.locator("seawall-errors [role=alert]").waitFor();
  await restore();
  await page.locator("seawall-errors").waitFor({ state: "detached" });
  const refused = complaints.filter((text) => !text.includes("ERR_CONNECTION_REFUSED") && !text.includes("ERR_INCOMPLETE_CHUNKED_ENCODING"));
  assert.deepEqual(refused, []);
  await context.close();
});
