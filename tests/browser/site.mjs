// The example site as the real program serves it, in a real browser.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, get } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

// The packages lie where `tests/run` installs them, not in the repository.
const { SEAWALL_BROWSER_TOOLS: tools, SEAWALL_PROGRAM: program, SEAWALL_CHROMIUM: executablePath } = process.env;
assert(tools && program && executablePath, "start these tests with `tests/run browser`");
const require = createRequire(join(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

// What a distribution of a careful site sends. Nothing of ours may need more.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// Serves a copy of the example site; what the tests change, they change there. Visitors get it through a guard, and an
// author, who is `live`, straight from the dev server.
export async function serve({ live = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "seawall-browser-"));
  const site = join(folder, "site");
  const skipped = ["public", ".cache", ".seawall-local"];
  await cp(new URL("../../example-site", import.meta.url).pathname, site, {
    recursive: true,
    filter: (path) => !skipped.some((name) => path.endsWith(`/example-site/${name}`)),
  });
  const more = live ? [] : ["--no-reload"];
  let server = await start(site, "0", more);
  const front = live ? { base: server.origin, answers: [], stop: () => {} } : await guard(server.origin);
  const restart = async () => {
    await server.stop();
    server = await start(site, new URL(server.origin).port, more);
  };
  const stop = async () => {
    front.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { base: front.base, answers: front.answers, folder: site, restart, stop };
}

// Starts the program and waits until it serves.
async function start(site, port, more) {
  const server = spawn(program, ["serve", site, "--port", port, "--no-drafts", "--at", "2026-11-23T12:00:00Z", ...more], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const lines = createInterface(server.stdout);
  const origin = await new Promise((resolve, reject) => {
    lines.on("line", (line) => line.startsWith("serving ") && resolve(line.slice("serving ".length).replace(/\/$/, "")));
    lines.once("close", () => reject(new Error("the server ended before it served")));
  });
  // Not even with open streams does it take its time.
  const stop = async () => {
    server.kill("SIGINT");
    await ended;
  };
  return { origin, stop };
}

// Stands before the server as a distribution does: sends the policy, and notes what was answered.
async function guard(origin) {
  const answers = [];
  const front = createServer((request, response) => {
    get(origin + request.url, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        answers.push({ path: request.url.split("?")[0], body });
        response.writeHead(answer.statusCode, { ...answer.headers, "content-security-policy": POLICY });
        response.end(body);
      });
    }).on("error", () => response.destroy());
  });
  await new Promise((resolve) => front.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    front.closeAllConnections();
    front.close();
  };
  return { base: `http://127.0.0.1:${front.address().port}`, answers, stop };
}

export function launch() {
  const quiet = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
    "disable-component-update", "disable-sync"];
  return chromium.launch({
    executablePath,
    args: quiet.map((name) => `--${name}`),
  });
}

// Opens a page. `heard` has what must not happen, and every answer from now on with its body.
export async function open(browser, site, path, options = {}) {
  const context = await browser.newContext({ baseURL: site.base, locale: "it-IT", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  site.answers.length = 0;
  const heard = { complaints: [], answers: site.answers };
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && heard.complaints.push(message.text()));
  page.on("pageerror", (error) => heard.complaints.push(String(error)));
  await page.goto(path);
  return { page, context, heard };
}

// Asserts that the page has no fault that axe finds, best practices included.
export async function isAccessible(page, what) {
  // Evaluated by the browser's debugger, to which the policy of the page does not apply.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("; ")}`);
  assert.deepEqual(told, [], what);
}

// What has the focus, by its text or name.
export const focused = (page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return { tag: element.tagName, id: element.id, text: element.textContent.trim(), href: element.getAttribute("href") };
  });

// Presses Tab until `wanted` says so of what has the focus; returns how often.
export async function tabTo(page, wanted, most = 40) {
  for (let presses = 1; presses <= most; presses++) {
    await page.keyboard.press("Tab");
    if (wanted(await focused(page))) return presses;
  }
  assert.fail(`${most} times Tab did not lead there, but to ${JSON.stringify(await focused(page))}`);
}
