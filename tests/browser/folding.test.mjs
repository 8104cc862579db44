// The script and the build split text into the same words: src/render/search/words.rs runs these cases too.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { script } from "./script.mjs";

const { words, closeness } = await script();

test("text becomes the words of the index", async () => {
  const cases = JSON.parse(await readFile(new URL("folding.json", import.meta.url), "utf8"));
  assert(cases.length > 20);
  for (const [text, expected] of cases) assert.deepEqual(words(text), expected, text);
});

test("a word, what begins with it, and its other forms", () => {
  const order = (typed, ...candidates) => candidates.map((word) => closeness(typed, word));
  assert.deepEqual(order("elezione", "elezione", "elezionedi", "elezioni", "elettorale"), [1, 0.6, 0.35, 0]);
  assert.deepEqual(order("residenza", "residenze", "residente", "residenziali"), [0.35, 0.35, 0]);
  assert.deepEqual(order("carta", "carte", "cartello", "caro"), [0.35, 0, 0]);
  assert.deepEqual(order("scuola", "scuole", "scolastica"), [0.35, 0]);
  // Numbers have no forms, and two letters begin too much.
  assert.deepEqual(order("2026", "2025", "20261"), [0, 0.6]);
  assert.deepEqual(order("an", "anagrafe"), [0]);
  assert.deepEqual(order("税", "税金"), [0.6]);
});
