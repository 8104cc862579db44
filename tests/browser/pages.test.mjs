// What every page promises, seen in a browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { focused, isAccessible, launch, open, serve } from "./site.mjs";

let browser, site;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const PAGES = {
  home: "/",
  list: "/novita/",
  article: "/novita/lungomare-pista-ciclabile/",
  service: "/servizi/carta-identita-elettronica/",
  results: "/elezioni/risultati/",
  search: "/cerca/",
  translation: "/en/",
  missing: "/not-there/",
};

for (const colorScheme of ["light", "dark"]) {
  test(`no faults in the ${colorScheme} scheme, and nothing that a strict policy forbids`, async () => {
    for (const [name, path] of Object.entries(PAGES)) {
      const { page, context, heard } = await open(browser, site, path, { colorScheme });
      await isAccessible(page, `${name} (${colorScheme})`);
      const expected = name === "missing" ? /404/ : /^$/;
      assert.match(heard.complaints.join("\n"), expected, name);
      await context.close();
    }
  });
}

test("no page is wider than the narrowest phone", async () => {
  const viewport = { width: 320, height: 640 };
  for (const [name, path] of Object.entries({ ...PAGES, found: "/cerca/?q=comune" })) {
    const { page, context } = await open(browser, site, path, { viewport });
    if (name === "found") await page.waitForSelector("ol.results li");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(wide <= viewport.width, `${name} is ${wide} pixels wide`);
    await context.close();
  }
});

test("the first Tab leads past the header", async () => {
  const { page, context } = await open(browser, site, PAGES.article);
  await page.keyboard.press("Tab");
  const skip = await focused(page);
  assert.equal(skip.href, "#content");
  const box = await page.locator(".skip").boundingBox();
  assert(box.y >= 0, "the link is seen while it has the focus");
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).id, "content");
  await page.keyboard.press("Tab");
  assert(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  await context.close();
});

test("a first view is four requests at most", async () => {
  for (const path of [PAGES.home, PAGES.article, PAGES.search]) {
    const { page, context, heard } = await open(browser, site, path);
    await page.waitForLoadState("networkidle");
    const paths = heard.answers.map(({ path }) => path);
    // Pictures of the text come when they are scrolled to.
    const frame = paths.filter((path) => !/\.(png|jpe?g|webp|avif)$/.test(path));
    assert(new Set(frame).size <= 4, `${path}: ${frame.join(" ")}`);
    await context.close();
  }
});
