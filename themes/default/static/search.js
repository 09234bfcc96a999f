/* Finds pages among the entries of search/index.js while somebody types. All words stand in the page. Nothing
   is asked for, so it works from a disk as well. */
"use strict";
const entries = globalThis.searchIndex;
const language = document.documentElement.lang.split("-")[0];
const [form, field, found, results, more, all, words] =
  ["search", "q", "found", "results", "more", "all", "words"].map((id) => document.getElementById(id));
const say = (name, values = {}) =>
  words.querySelector(`[data-say="${name}"]`).textContent.replace(/\{(\w+)\}/g, (text, key) => values[key] ?? text);

/* How many results are shown at once, and how many headings with each. */
const FIRST = 20;
const HEADINGS = 3;
/* How long somebody has stopped typing before the number of results is read aloud. */
const PAUSE = 400;

/* A word as it is compared: small letters without their marks, so that "Muller" finds "Müller", and an Arabic
   word without its vowel signs one with them. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const ALONE = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };
const bare = (word) =>
  word.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase().replace(/[ßæœøđłı]/g, (letter) => ALONE[letter]);
/* In German, "Vorschlaege" is "Vorschläge" too. */
const fold = (word) =>
  language === "de" ? bare(word).replace(/([ao])e/g, "$1").replace(/(?<![aeiouq])ue/g, "u") : bare(word);
/* Words without the endings that change nothing: after Harman (1991) for English, Savoy (2006) for German. */
const STEMS = {
  en: (word) => word.replace(/([^ae])ies$/, "$1y").replace(/([^aeo])es$/, "$1e").replace(/([^us])s$/, "$1"),
  de: (word) => word.replace(/^(.{4,}?)(?:nen|en|se|es|er|[nesr])$/, "$1"),
};
const stem = STEMS[language] ?? ((word) => word);
const read = (word) => ({ text: fold(word), stem: stem(fold(word)) });
const wordsOf = (text) => (text.match(WORD) ?? []).map(read).filter((word) => word.text);

/* Scripts that write no spaces are searched for letters inside a run of them. */
const DENSE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}]/u;
/* How well a word answers to one that was typed: not, in its middle, nearly, at its beginning, whole. Short words
   must not lose their ending to begin a longer one: "parts" are no partners. */
const rank = (typed, word) => {
  if (word.text === typed.text || word.stem === typed.stem) return 4;
  if (word.text.startsWith(typed.text)) return 3;
  const longer = typed.stem.length - word.stem.length;
  if (typed.stem.length > 4 && word.stem.startsWith(typed.stem)) return 2;
  if (word.stem.length > 4 && longer < 4 && typed.stem.startsWith(word.stem)) return 2;
  return (typed.text.length > 2 || DENSE.test(typed.text)) && word.text.includes(typed.text) ? 1 : 0;
};
const best = (typed, own) => Math.max(0, ...own.map((word) => rank(typed, word)));

/* What was typed, without the words that stand on every page, unless there is nothing else. */
const ignored = new Set(wordsOf(say("ignored")).map((word) => word.text));
const typedWords = (text) => {
  const typed = wordsOf(text);
  const kept = typed.filter((word) => !ignored.has(word.text) && !/^[a-z]$/.test(word.text));
  return kept.length ? kept : typed;
};

const known = (entries ?? []).map((entry) => ({
  ...entry,
  title: { text: entry.title, words: wordsOf(entry.title) },
  summary: { text: entry.summary ?? "", words: wordsOf(entry.summary ?? "") },
  headings: entry.headings.map(([text, anchor]) => ({ text, anchor, words: wordsOf(text) })),
  kinds: wordsOf(entry.kind),
}));

/* Every word must stand somewhere on a page; a title counts most, and more the less else stands in it. */
const score = (entry, typed) => {
  const headings = entry.headings.flatMap((heading) => heading.words);
  let sum = 0;
  for (const word of typed) {
    const title = 8 * best(word, entry.title.words);
    const most = Math.max(title, 4 * best(word, headings), 2 * best(word, entry.summary.words), 3 * best(word, entry.kinds));
    if (!most) return 0;
    sum += most + (title ? 8 / entry.title.words.length : 0);
  }
  return sum;
};

const make = (tag, ...children) => {
  const node = document.createElement(tag);
  node.append(...children);
  return node;
};
/* A text with the words marked that were found. */
const marked = (text, typed) => {
  const nodes = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!best(read(word), typed)) continue;
    nodes.push(text.slice(end, index), make("mark", word));
    end = index + word.length;
  }
  return [...nodes, text.slice(end)];
};

/* Headings that tell why a page is found, where neither its title nor its summary does; the best first. */
const reasons = (entry, typed) => {
  const said = [...entry.title.words, ...entry.summary.words];
  const missing = typed.filter((word) => !best(word, said));
  const sum = (heading) => missing.reduce((all, word) => all + best(word, heading.words), 0);
  const ranked = entry.headings.map((heading) => [sum(heading), heading]).filter(([rank]) => rank);
  return ranked.sort(([a], [b]) => b - a).map(([, heading]) => heading).slice(0, HEADINGS);
};

const shown = (entry, typed) => {
  const way = (text, anchor) => {
    const link = make("a", ...marked(text, typed));
    link.href = `../${entry.page}${anchor && `#${encodeURIComponent(anchor)}`}`;
    if (entry.language) link.lang = link.hreflang = entry.language;
    return link;
  };
  const item = make("li", make("h2", way(entry.title.text, "")));
  const kind = make("p", ...marked(entry.kind, typed));
  kind.className = "quiet";
  item.append(kind);
  if (entry.summary.text) item.append(make("p", ...marked(entry.summary.text, typed)));
  if (entry.language) item.lastChild.lang = entry.language;
  const reason = ({ text, anchor }) => make("li", ...(anchor ? [way(text, anchor)] : marked(text, typed)));
  const headings = reasons(entry, typed).map(reason);
  if (headings.length) item.append(make("ul", ...headings));
  return item;
};

let pause = 0;
/* Says how many pages were found, and keeps the question in the address, for the way back and for sending. */
const tell = (question, count) => {
  const name = count === 1 ? "one" : count ? "many" : "none";
  const told = say(name, { count, query: question });
  found.textContent = question && (count ? told : `${told} ${say("advice")}`);
  try {
    history.replaceState(null, "", question ? `?q=${encodeURIComponent(question)}` : location.pathname);
  } catch {
    /* Some browsers keep the address of a page on a disk as it is. */
  }
};

const search = (wait) => {
  const question = field.value.trim();
  const typed = typedWords(question);
  const scored = typed.length ? known.map((entry) => [score(entry, typed), entry]).filter(([sum]) => sum) : [];
  const pages = scored.sort(([a], [b]) => b - a).map(([, entry]) => shown(entry, typed));
  pages.slice(FIRST).forEach((page) => (page.hidden = true));
  results.replaceChildren(...pages);
  more.hidden = pages.length <= FIRST;
  more.textContent = say("more", { count: pages.length });
  all.hidden = pages.length > 0;
  clearTimeout(pause);
  pause = setTimeout(() => tell(question, pages.length), wait);
};

if (entries) {
  const asked = new URLSearchParams(location.search).get("q");
  form.hidden = false;
  field.value = field.value || (asked ?? "");
  field.addEventListener("input", () => search(PAUSE));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search(0);
  });
  more.addEventListener("click", () => {
    more.hidden = true;
    [...results.children].forEach((page) => (page.hidden = false));
    results.children[FIRST].querySelector("a").focus();
  });
  /* Whoever comes from the button of another page wants to type. */
  if (asked === "") field.focus();
  search(0);
}
