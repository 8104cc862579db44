// How the script reads an index: which files it asks for, which pages it finds, in which order.

import assert from "node:assert/strict";
import { test } from "node:test";

import { script } from "./script.mjs";

const { Index, counted } = await script();

// Answers from an object of files; returns the index and the names of the files that were asked for.
function served(files) {
  const asked = [];
  globalThis.fetch = async (url) => {
    const name = url.replace("https://example.org/search/", "").replace(/\.json$/, "");
    asked.push(name);
    return name in files ? { ok: true, json: async () => files[name] } : { ok: false, status: 404 };
  };
  return { index: new Index("https://example.org/search/it.json"), asked };
}

const first = (words, pages = { level: 0, per_file: 32, files: [] }, n_pages = 100) =>
  ({ it: { format: "seawall.search/1", language: "it", n_pages, words, pages } });

const numbers = async (files, query) => (await served(files).index.search(query)).numbers;

test("only the files with words that begin so are asked for, each once", async () => {
  const words = { level: 0, from: ["", "c", "f", "m"], files: ["w0", "w1", "w2", "w3"] };
  const files = { ...first(words), "it/w0": {}, "it/w1": { carta: [1, 5, 20] }, "it/w2": { faro: [1, 5, 9] }, "it/w3": {} };
  const { index, asked } = served(files);
  assert.deepEqual((await index.search("carta faro")).numbers, [5]);
  assert.deepEqual(asked, ["it", "it/w1", "it/w2"]);
  await index.search("Carta");
  assert.equal(asked.length, 3);
});

test("words at the border of two files", async () => {
  const words = { level: 0, from: ["", "elezionf"], files: ["w0", "w1"] };
  const files = { ...first(words), "it/w0": { elezione: [1, 3, 9] }, "it/w1": { elezioni: [1, 4, 9] } };
  assert.deepEqual(await numbers(files, "elezioni"), [4, 3]);
  assert.deepEqual(await numbers(files, "elezione"), [3, 4]);
});

test("a list of lists", async () => {
  const words = { level: 1, from: ["", "m"], files: ["l0", "l1"] };
  const pages = { level: 1, per_file: 32, per_list: 2, files: ["p0", "p1"] };
  const files = {
    ...first(words, pages),
    "it/l0": { level: 0, from: ["", "f"], files: ["w0", "w1"] },
    "it/l1": { level: 0, from: ["m", "p"], files: ["w2", "w3"] },
    "it/w1": { faro: [1, 70, 9] }, "it/w3": { porto: [2, 5, 9, 95, 30] },
    "it/p0": { files: ["", "a1"] }, "it/p1": { files: ["a2", "a3"] },
    "it/a2": { 70: { title: "Faro" } }, "it/a3": { 100: { title: "Porto" } },
  };
  const { index, asked } = served(files);
  assert.deepEqual((await index.search("faro")).numbers, [70]);
  assert.deepEqual(asked, ["it", "it/l0", "it/w1"]);
  assert.deepEqual((await index.search("porto")).numbers, [100, 5]);
  assert.deepEqual(await index.pages([70, 100]), [{ title: "Faro" }, { title: "Porto" }]);
});

test("all words, and where no page has them, some", async () => {
  const words = { level: 0, from: [""], files: ["w0"] };
  const files = { ...first(words), "it/w0": { carta: [2, 1, 30, 1, 10], identita: [1, 2, 30], porto: [1, 9, 9] } };
  const { index } = served(files);
  assert.deepEqual(await index.search("carta identità"), { typed: ["carta", "identita"], numbers: [2], isWhole: true });
  const some = await index.search("carta porto");
  assert.equal(some.isWhole, false);
  assert.deepEqual([...some.numbers].sort(), [1, 2, 9]);
  assert.deepEqual(await index.search("nessuno"), { typed: ["nessuno"], numbers: [], isWhole: true });
  assert.deepEqual((await index.search(" ,")).numbers, []);
});

test("the word itself comes before what begins with it, a rare word counts for more", async () => {
  const words = { level: 0, from: [""], files: ["w0"] };
  const exact = { porto: [1, 4, 20], portone: [1, 7, 20], porti: [1, 8, 20] };
  assert.deepEqual(await numbers({ ...first(words), "it/w0": exact }, "porto"), [4, 7, 8]);
  const rare = { comune: [60, ...Array.from({ length: 60 }, () => [1, 20]).flat()], faro: [2, 3, 20, 70, 20] };
  // 70 lacks `comune`; nothing has both but 3.
  assert.deepEqual(await numbers({ ...first(words), "it/w0": rare }, "comune faro"), [3]);
  assert.equal((await numbers({ ...first(words), "it/w0": { ...rare, faro: [1, 70, 20] } }, "comune faro"))[0], 70);
});

test("a word that is cut excludes no page", async () => {
  const words = { level: 0, from: [""], files: ["w0"] };
  const files = { ...first(words, undefined, 5000), "it/w0": { comune: [5000, 1, 60], faro: [2, 1, 5, 8, 9] } };
  assert.deepEqual(await numbers(files, "comune faro"), [1, 9]);
});

test("what failed is asked for again, what is unknown is refused", async () => {
  const words = { level: 0, from: [""], files: ["w0"] };
  const files = { "it/w0": { faro: [1, 3, 9] } };
  const { index } = served(files);
  await assert.rejects(index.search("faro"), /404/);
  Object.assign(files, first(words));
  assert.deepEqual((await index.search("faro")).numbers, [3]);
  // Files that a newer release no longer has: its first file names others.
  const old = served(first({ level: 0, from: [""], files: ["gone"] }));
  await assert.rejects(old.index.search("faro"), /404/);
  assert.deepEqual(old.asked, ["it", "it/gone"]);
  await assert.rejects(old.index.search("faro"), /404/);
  assert.deepEqual(old.asked, ["it", "it/gone", "it", "it/gone"]);
  await assert.rejects(served({ it: { format: "seawall.search/2" } }).index.search("faro"), /unknown format/);
});

test("a number is said in the form that its language has for it", () => {
  const numbers = [0, 1, 2, 3, 5, 11, 100];
  const say = (...results) => ({ numbers, results });
  const slovenian = say("nič", "1 zadetek", "2 zadetka", "3 zadetki", "5 zadetkov", "11 zadetkov", "100 zadetkov");
  const told = [0, 1, 2, 4, 7, 101, 102, 12005].map((n) => counted(slovenian, n, "sl"));
  assert.deepEqual(told, ["nič", "1 zadetek", "2 zadetka", "4 zadetki", "7 zadetkov", "101 zadetek", "102 zadetka", "12.005 zadetkov"]);
  const english = say("none", "1 result", ...numbers.slice(2).map((n) => `${n} results`));
  assert.deepEqual([1, 21, 1234].map((n) => counted(english, n, "en-GB")), ["1 result", "21 results", "1,234 results"]);
  const digits = say("لا", "نتيجة", "نتيجتان", "٣ نتائج", "٥ نتائج", "١١ نتيجة", "١٠٠ نتيجة");
  assert.deepEqual([4, 12].map((n) => counted(digits, n, "ar-EG")), ["٤ نتائج", "١٢ نتيجة"]);
});
