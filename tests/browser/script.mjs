// The script as a module. Its file ends in `.js`, which Node takes for a module only where a
// `package.json` beside it says so; so it is read as text.

import { readFile } from "node:fs/promises";

export async function script() {
  const text = await readFile(new URL("../../src/render/search/script.js", import.meta.url), "utf8");
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
