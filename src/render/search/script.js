// Answers a search from the files of the index, as docs/search.md describes them. Nothing is loaded
// before somebody searches, and nothing but those files.

// What src/base/locale/fold.rs and src/render/search/words.rs do; tests/browser/folding.json holds cases for both.
const DROPPED = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufeff]/g;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", ς: "σ" };
const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
const PART = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");

export const folded = (text) =>
  text.normalize("NFKD").toLowerCase().replace(DROPPED, "").replace(/[ßæœþøđðłħıς]/g, (letter) => LETTERS[letter]).normalize("NFC");

export function words(text) {
  const found = [];
  for (const part of (folded(text).match(WORD) ?? []).flatMap((run) => run.match(PART))) {
    const letters = Array.from(part);
    if (!IS_UNSPACED.test(part)) {
      if (letters.length > 1 || /\p{N}/u.test(part)) found.push(letters.slice(0, 40).join(""));
    } else if (letters.length === 1) found.push(part);
    else for (let i = 1; i < letters.length; i++) found.push(letters[i - 1] + letters[i]);
  }
  return found;
}

// How much a word of the index counts for one that was typed: the word itself, one that begins with it, or
// another form of it (elezione, elezioni). 0 is none of these.
export function closeness(typed, word) {
  if (typed === word) return 1;
  const n = typed.length;
  if (word.startsWith(typed)) return n > 2 || IS_UNSPACED.test(typed) ? 0.6 : 0;
  let same = 0;
  while (same < n && typed[same] === word[same]) same++;
  return same >= Math.max(4, n - 3) && word.length - same <= 3 && !/\d/.test(typed) ? 0.35 : 0;
}

// What all words that are close to the typed one begin with.
const beginning = (typed) => (typed.length > 4 && !/\d/.test(typed) ? typed.slice(0, Math.max(4, typed.length - 3)) : typed);

const MOST_WORDS = 8;
const MOST_FILES = 3;

export class Index {
  constructor(url) {
    this.url = new URL(url);
    this.loaded = new Map();
  }

  // What was loaded once is not asked for again. What failed is, with the first file: it may be that of an old release.
  load(url) {
    if (!this.loaded.has(url)) {
      const load = async () => {
        const response = await fetch(url);
        if (!response.ok) throw new Error(`${response.status} ${url}`);
        return response.json();
      };
      const forget = (error) => {
        this.loaded.delete(url);
        this.loaded.delete(this.url.href);
        throw error;
      };
      this.loaded.set(url, load().catch(forget));
    }
    return this.loaded.get(url);
  }

  file(name) {
    return this.load(this.url.href.replace(/\.json$/, `/${name}.json`));
  }

  async start() {
    const first = await this.load(this.url.href);
    if (first.format !== "seawall.search/1") throw new Error(`unknown format ${first.format}`);
    return first;
  }

  // The names of the files with words that begin so; those nearest to the typed word where they are many.
  async filesOf(list, typed) {
    const begin = beginning(typed), place = (text) => list.from.findLastIndex((from) => from <= text);
    const from = place(begin), to = place(begin + "\uffff"), own = place(typed);
    const start = Math.max(from, Math.min(own, to - MOST_FILES + 1));
    const names = list.files.slice(start, Math.min(to, start + MOST_FILES - 1) + 1);
    if (!list.level) return names;
    const below = await Promise.all(names.map(async (name) => this.filesOf(await this.file(name), typed)));
    return below.flat().slice(0, MOST_FILES);
  }

  // The pages with a typed word: their scores by number, and whether the index may not name all of them.
  async pagesOf(first, typed) {
    const scores = new Map();
    let most = 0, isCut = false;
    for (const file of await Promise.all((await this.filesOf(first.words, typed)).map((name) => this.file(name)))) {
      for (const [word, [nPages, ...pages]] of Object.entries(file)) {
        const weight = closeness(typed, word);
        if (!weight) continue;
        most = Math.max(most, nPages);
        isCut ||= nPages > pages.length / 2;
        for (let i = 0, number = 0; i < pages.length; i += 2) {
          number += pages[i];
          scores.set(number, Math.max(scores.get(number) ?? 0, weight * pages[i + 1]));
        }
      }
    }
    return { scores, isCut, rarity: Math.log(1 + first.n_pages / Math.max(most, scores.size, 1)) };
  }

  // The numbers of pages that answer, best first, and whether each of them has all words.
  async search(text) {
    const typed = [...new Set(words(text))].slice(0, MOST_WORDS);
    if (!typed.length) return { typed, numbers: [], isWhole: true };
    const first = await this.start();
    const found = await Promise.all(typed.map((word) => this.pagesOf(first, word)));
    const all = new Map();
    for (const { scores, rarity } of found)
      for (const [number, score] of scores) all.set(number, (all.get(number) ?? 0) + rarity * score);
    const hasAll = (number) => found.every(({ scores, isCut }) => scores.has(number) || isCut);
    let numbers = [...all.keys()];
    const whole = numbers.filter(hasAll), isWhole = whole.length > 0 || !numbers.length;
    if (isWhole) numbers = whole;
    numbers.sort((a, b) => all.get(b) - all.get(a) || a - b);
    return { typed, numbers, isWhole };
  }

  // What a list of results shows of these pages.
  async pages(numbers) {
    const { pages } = await this.start();
    return Promise.all(numbers.map(async (number) => {
      const at = Math.floor(number / pages.per_file);
      const name = pages.level ? (await this.file(pages.files[Math.floor(at / pages.per_list)])).files[at % pages.per_list] : pages.files[at];
      return (await this.file(name))[number];
    }));
  }
}

// The theme says how many results there are for some numbers; one of the same plural form stands for ours.
export function counted({ numbers, results }, n, lang) {
  const plural = new Intl.PluralRules(lang), format = new Intl.NumberFormat(lang), form = plural.select(n);
  let at = numbers.indexOf(n);
  if (at < 0) at = numbers.findIndex((number) => number && plural.select(number) === form);
  return results[at].replace(new RegExp(`${format.format(numbers[at])}|${numbers[at]}`), format.format(n));
}

const AT_ONCE = 10;

function element(name, content, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...[content].flat());
  return made;
}

// Text with what was found marked; the marks are elements, so no text is ever read as HTML.
function marked(text, typed) {
  const isHit = (part) => words(part).some((word) => typed.some((one) => closeness(one, word)));
  return text.split(/([\p{Alphabetic}\p{N}\p{M}]+)/u).map((part, i) => (i % 2 && isHit(part) ? element("mark", part) : part));
}

function start(place) {
  const { index: url, texts, lang } = place.dataset;
  const say = JSON.parse(texts), index = new Index(new URL(url, location));
  const input = document.querySelector("main [role=search] input"), form = input.form;
  const status = place.querySelector("[role=status]"), list = place.querySelector("ol"), more = place.querySelector("button");
  let asked = 0, next = () => {};

  const tell = (text, button) => {
    status.textContent = text;
    more.hidden = !button;
    more.textContent = button ?? "";
  };
  const item = ({ url, title, text, section, date }, typed) => {
    const parts = [element("h2", element("a", marked(title, typed), { href: url }))];
    const day = date && new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date.slice(0, 10)));
    const about = [section, day].filter(Boolean).join(" · ");
    if (about) parts.push(element("p", about, { className: "dates" }));
    if (text) parts.push(element("p", marked(text, typed)));
    return element("li", parts, { className: "card" });
  };
  const show = async (query, turn) => {
    const { typed, numbers, isWhole } = await index.search(query);
    let shown = 0;
    let isLoading = false;
    next = async (isFirst) => {
      if (isLoading) return;
      isLoading = true;
      const pages = await index.pages(numbers.slice(shown, shown + AT_ONCE)).finally(() => { isLoading = false; });
      if (turn !== asked) return;
      const items = pages.map((page) => item(page, typed));
      if (isFirst) list.replaceChildren();
      list.append(...items);
      shown += items.length;
      const text = counted(say, numbers.length, lang).replace("{query}", () => query);
      tell(isWhole ? text : `${say.some} ${text}`, shown < numbers.length ? say.more : undefined);
      if (!isFirst) items[0].querySelector("a").focus();
    };
    await next(true);
  };
  const failed = (turn, again) => (error) => {
    console.info(error);
    if (turn !== asked) return;
    tell(say.failed, say.retry);
    next = again;
  };
  const search = (query) => {
    const turn = ++asked;
    if (!words(query).length) {
      list.replaceChildren();
      tell("");
      return Promise.resolve();
    }
    return show(query, turn).catch(failed(turn, () => search(query)));
  };

  let waiting;
  const run = () => { clearTimeout(waiting); return search(input.value.trim()); };
  const fromAddress = () => {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    run();
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(run, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location);
    address.searchParams.set("q", input.value.trim());
    if (address.href !== location.href) history.pushState(null, "", address);
    run();
  });
  more.addEventListener("click", () => { const turn = asked; Promise.resolve(next()).catch(failed(turn, next)); });
  addEventListener("popstate", fromAddress);
  fromAddress();
}

if (typeof document !== "undefined") {
  const place = document.querySelector("[data-index]");
  if (place) start(place);
}
