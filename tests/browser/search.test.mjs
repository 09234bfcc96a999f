// The search as readers use it: from disk, over HTTP below a folder and with a strict content security policy, by
// keyboard, wide and narrow, light and dark, in German, and without scripts.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { address, browser, build, copy, overflow, violations } from "./site.mjs";

const PAGE = "search/index.html";
const site = build();
let chrome;
let server;

/** Serves the site below /a/b/, where nothing inline runs, nothing else is asked for, and nothing is evaluated. */
function serve(folder) {
  const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'";
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const headers = {
      "Content-Type": `${types[extname(path)] ?? "text/plain"}; charset=utf-8`,
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
    };
    if (!path.startsWith("/a/b/")) return response.writeHead(404).end();
    response.writeHead(200, headers);
    return response.end(readFileSync(join(folder, path.slice(5))));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

before(async () => {
  chrome = await browser();
  server = await serve(site);
});
after(async () => {
  server.close();
  await chrome.close();
});

const base = (way, from = site) =>
  way === "file" ? `${address(from, "")}/` : `http://127.0.0.1:${server.address().port}/a/b/`;

/** A reader of a page, who notes whatever goes wrong. */
async function reader(url, { width = 1280, ...more } = {}) {
  const context = await chrome.newContext({ viewport: { width, height: 900 }, bypassCSP: false, ...more });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) trouble.push(message.text());
  });
  page.on("pageerror", (error) => trouble.push(String(error)));
  // Who leaves a page before its icon has come has missed nothing.
  page.on("requestfailed", (request) => {
    const left = request.failure().errorText === "net::ERR_ABORTED" && request.url().endsWith("/icon.svg");
    if (!left) trouble.push(`failed: ${request.url()}`);
  });
  await page.goto(url);
  const found = page.locator("#results > li:visible");
  const titles = () => found.locator("h2").allInnerTexts();
  const ask = async (question) => {
    await page.locator("#q").fill(question);
    return titles();
  };
  /** What is read aloud, once there is something to say. */
  const told = async (expected) => {
    await page.locator("#found", { hasText: expected }).waitFor();
    return page.locator("#found").innerText();
  };
  return { page, trouble, found, titles, ask, told, close: () => context.close() };
}

for (const way of ["file", "http"]) {
  describe(`a reader, ${way}`, () => {
    test("types a supplier's name on any page and gets there by keyboard", async () => {
      const me = await reader(`${base(way)}waves/2026-Q3/trust/index.html`);
      await me.page.locator("header input").focus();
      await me.page.keyboard.type("ostermoor");
      await me.page.keyboard.press("Enter");
      await me.page.waitForURL(/search\/index\.html\?q=ostermoor$/);
      assert.equal(await me.page.locator("#q").inputValue(), "ostermoor");
      assert.equal((await me.titles())[0], "Ostermoor Castings");
      assert.match(await me.found.first().innerText(), /^Ostermoor Castings\s+Supplier\s+Meant to be strategic/);
      assert.equal(await me.found.first().locator("h2 mark").innerText(), "Ostermoor");
      assert.match(await me.told(/found/), /^\d+ pages found\.$/);
      assert.equal(await me.page.locator("#all").isVisible(), false);
      await me.page.locator("#q").focus();
      await me.page.keyboard.press("Tab");
      await me.page.keyboard.press("Tab");
      await me.page.keyboard.press("Enter");
      await me.page.waitForURL(/suppliers\/ostermoor-castings\/index\.html$/);
      assert.equal(await me.page.locator("h1").innerText(), "Ostermoor Castings");
      await me.page.goBack();
      assert.equal((await me.titles())[0], "Ostermoor Castings", "the way back leads to the results");
      assert.deepEqual(me.trouble, []);
      await me.close();
    });

    test("sees results while typing, and the address keeps the question", async () => {
      const me = await reader(base(way) + PAGE);
      assert.ok(await me.page.locator("#all").isVisible());
      await me.page.locator("#q").pressSequentially("motors");
      assert.equal((await me.titles())[0], "Motors");
      await me.page.waitForURL(/\?q=motors$/);
      await me.page.reload();
      assert.equal((await me.titles())[0], "Motors");
      await me.ask("");
      assert.ok(await me.page.locator("#all").isVisible());
      await me.page.waitForURL((url) => url.search === "");
      assert.equal(await me.page.locator("#found").innerText(), "");
      assert.deepEqual(me.trouble, []);
      await me.close();
    });
  });
}

describe("what is found", () => {
  test("the newest report first; endings, marks and small words make no difference", async () => {
    const me = await reader(address(site, PAGE));
    const trust = (await me.ask("trust")).filter((title) => title.startsWith("Trust, "));
    assert.ok(trust.length > 3 && trust[0] === "Trust, July to September 2026", trust.join("; "));
    assert.deepEqual(await me.ask("Stories"), await me.ask("story"));
    assert.equal((await me.ask("what the suppliers of Veldane"))[0], "Veldane Bearings");
    assert.equal((await me.ask("VÉLDANÉ"))[0], "Veldane Bearings");
    assert.equal((await me.ask("eldane"))[0], "Veldane Bearings");
    assert.deepEqual(await me.ask("company partnrs"), [], "every word counts");
    await me.ask("parts");
    const marks = await me.page.locator("#results mark").allInnerTexts();
    assert.ok(marks.length && marks.every((word) => /^parts?$/i.test(word)), marks.join(" "));
    await me.close();
  });

  test("a part of a page is led to", async () => {
    const me = await reader(address(site, PAGE));
    await me.ask("late parts");
    const way = me.found.filter({ hasText: "Measures" }).locator("ul a").first();
    assert.equal(await way.innerText(), "Late parts a week in Motors");
    await way.click();
    assert.match(me.page.url(), /measures\/index\.html#late-parts/);
    await me.close();
  });

  test("a practice leads to its dimension", async () => {
    const me = await reader(address(site, PAGE));
    assert.ok((await me.ask("transparency")).includes("Trust, July to September 2026"));
    await me.close();
  });

  test("nothing is told with advice, and markup stays text", async () => {
    const me = await reader(address(site, PAGE));
    const question = "<img src=x onerror=alert(1)> qqq";
    assert.deepEqual(await me.ask(question), []);
    assert.equal(
      await me.told(/Nothing/),
      `Nothing found for “${question}”. Check the spelling, or try fewer or shorter words. All pages are listed below.`,
    );
    assert.ok(await me.page.locator("#all").isVisible());
    assert.equal(await me.page.locator("main img").count(), 0);
    for (const odd of ["%", "(", "\\", "\ud800", "   ", "…", "a".repeat(5000)]) await me.ask(odd);
    await me.told(/Nothing/);
    assert.deepEqual(me.trouble, []);
    await me.close();
  });

  test("many results come in two steps", async () => {
    const me = await reader(address(site, PAGE));
    assert.equal((await me.ask("index")).length, 20);
    const more = me.page.locator("#more");
    const count = Number(/\d+/.exec(await more.innerText())[0]);
    await more.click();
    assert.equal(await me.found.count(), count);
    const at = await me.page.evaluate(() => [...document.querySelectorAll("#results h2 a")].indexOf(document.activeElement));
    assert.equal(at, 20, "the next one has the focus");
    await me.close();
  });
});

describe("in other scripts and languages", () => {
  const from = copy();
  const change = (path, pairs) => {
    const file = join(from, path);
    let text = readFileSync(file, "utf8");
    for (const [old, now] of pairs) {
      assert.ok(text.includes(old), `${path} has no ${old}`);
      text = text.replaceAll(old, now);
    }
    writeFileSync(file, text);
  };
  change("content/site.toml", [['["en", "de"]', '["de"]']]);
  change("content/playbook.toml", [["text.en", "text.de"]]);
  change("content/notes/stories/returnable-crates.md", [["Returnable crates pay for themselves in eleven weeks", "Vorschläge für Maßnahmen der Lieferanten"]]);
  change("content/notes/stories/project-role-sheet.md", [["One page that says who does what", "المُورِّد الموثوق"]]);
  change("content/notes/stories/coating-dates-kept.md", [["How the paint line learned to keep its dates", "調達部門の改善報告"]]);
  const german = build(from);

  test("German words are found in each of their forms", async () => {
    const me = await reader(address(german, PAGE));
    const title = "Vorschläge für Maßnahmen der Lieferanten";
    for (const question of ["vorschlag", "Vorschlaege", "vorschlage", "massnahme", "MASSNAHMEN", "die Maßnahme für Lieferant", "nahmen vorschläge"]) {
      assert.ok((await me.ask(question)).includes(title), question);
    }
    await me.ask("vorschlag");
    assert.equal(await me.told(/gefunden/), "Eine Seite gefunden.");
    assert.equal(await me.found.locator("mark").first().innerText(), "Vorschläge");
    await me.close();
  });

  test("Arabic with and without its signs, Japanese without spaces", async () => {
    const me = await reader(address(german, PAGE));
    for (const question of ["مورد", "المورد", "المُورِّد"]) {
      assert.deepEqual(await me.ask(question), ["المُورِّد الموثوق"], question);
    }
    assert.deepEqual(await me.ask("改善"), ["調達部門の改善報告"]);
    await me.close();
  });
});

describe("for everybody", () => {
  for (const width of [1280, 360]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`axe finds nothing at ${width} px, ${colorScheme}`, async () => {
        const me = await reader(address(site, PAGE), { width, colorScheme });
        for (const question of ["", "late parts", "qqqq"]) {
          await me.ask(question);
          await me.page.waitForTimeout(500);
          assert.deepEqual(await violations(me.page), [], question);
          assert.equal(await overflow(me.page), 0, "the page scrolls sideways");
        }
        await me.close();
      });
    }
  }

  test("it is announced politely and named, and large enough to be hit", async () => {
    const me = await reader(address(site, "index.html"), { width: 360 });
    assert.equal(await me.page.getByRole("search").count(), 1);
    const small = () =>
      me.page.evaluate(() => {
        const boxes = [...document.querySelectorAll(".find input, .find button, #more")].map((node) => node.getBoundingClientRect());
        return boxes.filter((box) => box.width && Math.min(box.width, box.height) < 43.9).length;
      });
    assert.equal(await small(), 0);
    await me.page.getByRole("search").getByRole("button", { name: "Search" }).click();
    await me.page.waitForURL(/search\/index\.html(\?q=)?$/);
    const field = me.page.getByRole("searchbox", { name: "Search this report" });
    assert.ok(await field.evaluate((node) => node === document.activeElement), "who came to search may type");
    assert.equal(await small(), 0);
    assert.equal(await me.page.getByRole("status").count(), 1);
    for (const width of [360, 320]) {
      await me.page.setViewportSize({ width, height: 800 });
      assert.equal(await overflow(me.page), 0);
    }
    await me.close();
  });

  test("without scripts there is a list of all pages", async () => {
    const me = await reader(`${address(site, PAGE)}?q=motors`, { javaScriptEnabled: false });
    assert.equal(await me.page.locator("form:visible").count(), 0);
    assert.match(await me.page.locator("noscript").innerText(), /needs one/);
    assert.ok((await me.page.locator("#all a:visible").count()) > 100);
    await me.page.getByRole("link", { name: "Veldane Bearings", exact: true }).click();
    assert.match(me.page.url(), /suppliers\/veldane-bearings\/index\.html$/);
    await me.close();
  });

  test("it is not on paper, and never in a page that is sent alone", async () => {
    const me = await reader(address(site, "index.html"));
    await me.page.emulateMedia({ media: "print" });
    assert.equal(await me.page.locator(".find:visible").count(), 0);
    await me.close();
    const alone = await reader(address(site, "suppliers/veldane-bearings/review/2026-Q3/review.html"));
    assert.equal(await alone.page.locator("form").count(), 0);
    await alone.close();
  });
});
