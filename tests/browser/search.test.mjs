// Searching as a visitor does who has a keyboard and nothing else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { focused, isAccessible, launch, open, serve, tabTo } from "./site.mjs";

let browser, site;
before(async () => {
  [browser, site] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const status = (page) => page.locator("[role=status]");
const titles = (page) => page.locator("ol.results h2").allTextContents();

// Waits until the page says how many results there are.
async function told(page, pattern) {
  await page.waitForFunction((source) => new RegExp(source).test(document.querySelector("[role=status]").textContent), pattern.source);
  return status(page).textContent();
}

test("from the field of any page to a result, with the keyboard alone", async () => {
  const { page, context, heard } = await open(browser, site, "/contatti/");
  await tabTo(page, ({ id }) => id === "search");
  await page.keyboard.type("carta identita");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/cerca/?q=carta+identita");
  await told(page, /risultat/);
  assert.equal((await focused(page)).id, "search");
  assert.equal(await page.inputValue("#search"), "carta identita");
  // The button, then the first result.
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)).text, "Cerca");
  await page.keyboard.press("Tab");
  const first = await focused(page);
  assert.equal(first.text, "Carta d’identità elettronica");
  assert.deepEqual(await page.locator("ol.results li:first-child h2 mark").allTextContents(), ["Carta", "identità"]);
  await isAccessible(page, "results");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${first.href}`);
  assert.equal(await page.textContent("h1"), first.text);
  await page.goBack();
  assert.match(await told(page, /risultat/), /“carta identita”/);
  assert.deepEqual(heard.complaints, []);
  await context.close();
});

test("typing tells the number of results and leaves the focus where it is", async () => {
  const { page, context, heard } = await open(browser, site, "/cerca/");
  assert.equal((await focused(page)).id, "search");
  assert.equal(await status(page).getAttribute("role"), "status");
  assert.equal(await status(page).textContent(), "");
  // Without a query nothing of the index is asked for.
  assert(!heard.answers.some(({ path }) => path.endsWith(".json")));
  await page.keyboard.type("lungomare");
  const text = await told(page, /\d/);
  const n = (await titles(page)).length;
  assert.equal(text, `${n} risultati per “lungomare”`);
  assert.equal((await focused(page)).id, "search");
  assert(!page.url().includes("q="));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/cerca/?q=lungomare");
  // Another word, then back: the address says what is shown.
  await page.keyboard.press("Control+A");
  await page.keyboard.type("biblioteca");
  await page.keyboard.press("Enter");
  await told(page, /“biblioteca”/);
  await page.goBack();
  await told(page, /“lungomare”/);
  assert.equal(await page.inputValue("#search"), "lungomare");
  // Keys that move in a field move in the field.
  await page.keyboard.press("Home");
  assert.equal(await page.evaluate(() => document.activeElement.selectionStart), 0);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => !document.querySelector("ol.results li"));
  assert.equal(await status(page).textContent(), "");
  assert.deepEqual(heard.complaints, []);
  await context.close();
});

test("accents, capitals and forms of a word do not matter", async () => {
  const { page, context } = await open(browser, site, "/cerca/?q=novita");
  const ask = async (query) => {
    await page.fill("#search", query);
    await told(page, new RegExp(`“${query}”`));
    return titles(page);
  };
  const plain = await titles(page).then(() => ask("identita"));
  assert(plain.length > 0);
  assert.deepEqual(await ask("IDENTITÀ"), plain);
  // The pages say `elezioni`; `rifiuti` is not what was typed either.
  assert((await ask("elezione")).some((title) => /consultazioni|elezioni|comunali/i.test(title)), "elezione");
  assert((await ask("rifiuto")).some((title) => /rifiuti/i.test(title)), "rifiuto");
  await context.close();
});

test("nothing found, and words that no page has together", async () => {
  const { page, context, heard } = await open(browser, site, "/cerca/?q=xylophon");
  assert.match(await told(page, /Nessun/), /Nessun risultato per “xylophon”/);
  await isAccessible(page, "nothing found");
  await page.fill("#search", "xylophon biblioteca");
  assert.match(await told(page, /Nessuna pagina/), /Con alcune di esse: \d+ risultat/);
  // What was typed is text, whatever it looks like.
  await page.fill("#search", "<img src=x onerror=alert(1)> $& biblioteca");
  assert.match(await told(page, /onerror/), /“<img src=x onerror=alert\(1\)> \$& biblioteca”/);
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(heard.complaints, []);
  await context.close();
});

test("each language finds its own pages and says so in its own words", async () => {
  const { page, context, heard } = await open(browser, site, "/en/");
  await tabTo(page, ({ id }) => id === "search");
  await page.keyboard.type("library");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/en/search/?q=library");
  assert.match(await told(page, /\d/), /^\d+ results? for “library”$/);
  const links = await page.locator("ol.results a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert(links.length > 0 && links.every((link) => link.startsWith("/en/")), links.join());
  assert.equal(await page.locator(".languages a").getAttribute("href"), "/cerca/");
  assert.deepEqual(heard.complaints, []);
  await context.close();
});

test("more results come after the first ten, and the focus goes to them", async () => {
  const { page, context } = await open(browser, site, "/cerca/?q=comune");
  await told(page, /\d/);
  const n = Number.parseInt(await status(page).textContent());
  assert(n > 10, `${n}`);
  assert.equal((await titles(page)).length, 10);
  await tabTo(page, ({ text }) => text === "Altri risultati");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("ol.results li").length > 10);
  const eleventh = (await titles(page))[10];
  assert.equal((await focused(page)).text, eleventh);
  assert.equal(new Set(await titles(page)).size, Math.min(n, 20));
  await context.close();
});

test("a network that fails is told, and asked again", async () => {
  const { page, context } = await open(browser, site, "/cerca/");
  await context.setOffline(true);
  await context.route("**/search/**", (route) => route.abort("internetdisconnected"));
  await page.keyboard.type("biblioteca");
  assert.match(await told(page, /connessione/), /Non è stato possibile/);
  await isAccessible(page, "offline");
  await context.unroute("**/search/**");
  await context.setOffline(false);
  await tabTo(page, ({ text }) => text === "Riprova");
  await page.keyboard.press("Enter");
  await told(page, /“biblioteca”/);
  assert(await page.locator("ol.results li").count());
  await context.close();
});

test("without a script the page says so and leads on", async () => {
  const { page, context } = await open(browser, site, "/", { javaScriptEnabled: false });
  await page.fill("#search", "biblioteca");
  await page.press("#search", "Enter");
  await page.waitForURL("**/cerca/?q=biblioteca");
  assert.match(await page.locator("noscript").innerText(), /JavaScript/);
  await page.getByRole("link", { name: "Servizi", exact: true }).last().click();
  await page.waitForURL("**/servizi/");
  await context.close();
});

// docs/search.md says what a query may cost.
const MOST_BYTES = 25_000;
const MOST_FILES = 14;

test("a query costs kilobytes", async () => {
  const { page, context, heard } = await open(browser, site, "/cerca/");
  const n = heard.answers.length;
  await page.fill("#search", "carta identità");
  await told(page, /\d/);
  const asked = heard.answers.slice(n).filter(({ path }) => path !== "/favicon.svg");
  const n_bytes = asked.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
  console.log(`a query: ${asked.length} files, ${n_bytes} bytes compressed, ${asked.reduce((sum, { body }) => sum + body.length, 0)} plain`);
  assert(asked.every(({ path }) => path.startsWith("/search/it")), asked.map(({ path }) => path).join());
  assert(n_bytes <= MOST_BYTES && asked.length <= MOST_FILES, `${asked.length} files, ${n_bytes} bytes`);
  // The same word again costs nothing.
  const m = heard.answers.length;
  await page.fill("#search", "carta");
  await told(page, /“carta”/);
  assert(heard.answers.length - m <= 4);
  const script = heard.answers.find(({ path }) => path.endsWith(".js")).body;
  assert(gzipSync(script).length < 5000, `the script has ${gzipSync(script).length} bytes`);
  await context.close();
});
