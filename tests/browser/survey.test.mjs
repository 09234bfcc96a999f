// The questionnaire, answered by people who use the keyboard only: over HTTP with a strict content security
// policy and from disk, wide and narrow; then collected, checked and built.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { address, browser, build, fresh, overflow, run, start, violations } from "./site.mjs";

const page = (audience, language = "en") => `survey/2026-Q4/${audience}/${language}/index.html`;
/** A questionnaire of a new site, as `init` makes it. */
const first = (audience, language = "en") => `survey/first/${audience}/${language}/index.html`;
let chrome;

before(async () => {
  chrome = await browser();
});
after(() => chrome.close());

/** Changes a file of a site. */
function change(site, path, from, to) {
  const file = join(site, path);
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(from), `${path} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

/** Serves a folder; no page of it may run or ask for anything but its own. */
function serve(folder, connect = "'self'") {
  const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src ${connect}`;
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const type = types[extname(path)] ?? "text/plain";
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy });
    response.end(readFileSync(join(folder, path)));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** A person with a keyboard, who counts the keys. */
async function person(url, { width = 1280, ...more } = {}) {
  const context = await chrome.newContext({
    viewport: { width, height: 800 },
    acceptDownloads: true,
    bypassCSP: false,
    ...more,
  });
  const own = await context.newPage();
  const trouble = [];
  own.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) trouble.push(message.text());
  });
  own.on("pageerror", (error) => trouble.push(String(error)));
  await own.goto(url);
  const me = { page: own, trouble, keys: 0, close: () => context.close() };
  me.press = async (key) => {
    me.keys += 1;
    await own.keyboard.press(key);
  };
  me.at = () => own.evaluate(() => document.activeElement.id || document.activeElement.name);
  /** Presses Tab until this is reached. */
  me.find = async (id) => {
    for (let tries = 0; (await me.at()) !== id; tries += 1) {
      assert.ok(tries < 60, `Tab never leads to ${id}`);
      await me.press("Tab");
    }
  };
  /** Answers the part that is shown and leads on; `points` gives the key for a statement. */
  me.answer = async (points) => {
    const part = await own.locator(".part:visible h2").innerText();
    for (;;) {
      await me.press("Tab");
      let here = await me.at();
      while (here.startsWith("a.")) {
        for (const key of points(here.slice(2))) await me.press(key);
        const now = await me.at();
        if (now === here) break;
        here = now;
      }
      if (here === "next") break;
    }
    await me.press("Enter");
    assert.notEqual(await own.locator(".part:visible h2").innerText(), part);
  };
  return me;
}

/** The downloaded file's name and text. */
async function downloaded(me, act) {
  const coming = me.page.waitForEvent("download");
  await act();
  const file = await coming;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

/** Under a policy of its own a page lets nobody look, so axe looks at one from disk. */
async function isClean(me) {
  assert.equal(await overflow(me.page), 0, "the page scrolls sideways");
  assert.deepEqual(me.trouble, []);
  if (me.page.url().startsWith("file:")) assert.deepEqual(await violations(me.page), []);
}

describe("the full form by keyboard, on a new site", () => {
  const from = fresh();
  const site = build(from);
  const texts = [];
  let server;
  before(async () => {
    server = await serve(site);
  });
  after(() => server.close());

  for (const [way, width] of [["file", 1280], ["file", 360], ["http", 1280], ["http", 360]]) {
    test(`${way}, ${width} px`, async () => {
      const base = way === "file" ? `${address(site, "")}/` : `http://127.0.0.1:${server.address().port}/`;
      const me = await person(`${base}${first("internal")}`, { width });
      await isClean(me);
      await me.find("next");
      await me.press("Enter");
      assert.equal(await me.at(), "errors", "the unit is missing");
      await isClean(me);
      await me.find("unit");
      await me.page.keyboard.type("Dir");
      await me.find("next");
      await me.press("Enter");
      await me.find("next");
      await me.press("Enter");
      assert.equal(await me.at(), "errors", "nothing is answered yet");
      assert.equal(await me.page.locator("#errors li").count(), 10);
      await isClean(me);
      await me.press("Tab");
      await me.press("Enter");
      assert.equal(await me.at(), "a.cadence-1", "the summary leads to the first statement");
      await me.press("4");
      assert.equal(await me.at(), "a.cadence-2");
      await me.press("-");
      await me.page.reload();
      assert.match(await me.page.locator("#status").innerText(), /draft is back/);
      const kept = me.page.locator('input[name="a.cadence-1"][value="4"]');
      assert.ok(await kept.isChecked(), "the draft survives a reload");
      for (let part = 0; part < 4; part += 1) {
        await me.answer((id) => ({ "cadence-1": ["4"], "cadence-2": ["-"] })[id] ?? ["5"]);
      }
      await me.answer((id) => (id === "recommend" ? ["1", "0"] : ["2"]));
      assert.equal(await me.at(), "review-title");
      assert.match(await me.page.locator("#answers").innerText(), /Direct materials/);
      assert.match(await me.page.locator("#answers").innerText(), /Don’t know/);
      await isClean(me);
      await me.find("next");
      const file = await downloaded(me, () => me.press("Enter"));
      assert.match(file.name, /^partnership-first-[0-9a-f]{16}\.toml$/);
      assert.match(file.text, /^recommend = 10$/m);
      assert.match(file.text, /^cadence-2 = "na"$/m);
      assert.equal(await me.page.locator("#text").inputValue(), file.text);
      await isClean(me);
      assert.deepEqual(me.trouble, []);
      texts.push(file.text);
      await me.close();
    });
  }

  test("the files are collected, checked and in the next build", () => {
    assert.equal(texts.length, 4);
    const folder = join(from, "sent");
    mkdirSync(folder);
    // Eight more people, who all answered like the first.
    for (let more = 0; more < 8; more += 1) {
      const id = `id = "${String(more).padStart(16, "0")}"`;
      texts.push(texts[0].replace(/id = "[0-9a-f]{16}"/, id));
    }
    texts.forEach((text, at) => writeFileSync(join(folder, `${at}.toml`), text));
    const told = run("collect", folder, "--root", from);
    assert.match(told, /^direct-materials +internal +12 +12 +0$/m);
    run("check", "--root", from);
    change(from, "content/waves/first/wave.toml", '"open"', '"closed"');
    const next = build(from);
    const read = (path) => readFileSync(join(next, path), "utf8");
    assert.match(read("index.html"), /First wave/);
    // What was pressed is what is shown: 4 of 5 is 75 of 100, and twelve people said so.
    const shown = read("waves/first/communication/items.csv");
    assert.match(shown, /^first\/cadence-1\/-\/internal\/-,[^,]+,75,75,75,0,12,22,/m);
    assert.doesNotMatch(shown, /^first\/cadence-2/m, "nobody knew");
    assert.match(read("waves/first/communication/index.html"), /data-cell="[^"]*first\/cadence-1:/);
    assert.match(read("waves/first/units.csv"), /^first\/communication\/direct-materials\/internal\/-,/m);
    assert.throws(() => statSync(join(next, "survey")), "nothing is open any more");
  });
});

describe("the pulse", () => {
  const site = build();

  test("takes few keys, and German people read German", async () => {
    const me = await person(`${address(site, page("partner", "de"))}#unit=motors`);
    assert.equal(await me.page.locator("html").getAttribute("lang"), "de");
    assert.equal(await me.page.locator("output:visible").innerText(), "Motors");
    await me.find("next");
    await me.press("Enter");
    for (let part = 0; part < 5; part += 1) await me.answer(() => ["4"]);
    await me.find("next");
    const file = await downloaded(me, () => me.press("Enter"));
    assert.match(file.text, /^unit = "motors"$/m);
    assert.match(file.text, /^language = "de"$/m);
    console.log(`the pulse by keyboard: ${me.keys} keys`);
    assert.ok(me.keys <= 45, `${me.keys} keys`);
    await me.close();
  });

  test("a person answers about several suppliers under one id, and another has an own one", async () => {
    const me = await person(`${address(site, page("internal"))}#unit=motors&supplier=veldane-bearings`);
    const id = (text) => /id = "(\w+)"/.exec(text)[1];
    const finish = async () => {
      await me.page.locator("#all").click();
      await me.page.locator("#next").click();
      await me.page.locator("#next").click();
      return (await downloaded(me, () => me.page.locator("#next").click())).text;
    };
    const first = await finish();
    assert.match(first, /supplier = "veldane-bearings"/);
    await me.page.locator("#another").click();
    assert.equal(await me.page.locator('input[type="radio"]:checked').count(), 0);
    await me.page.locator("#supplier").selectOption("veldane-bearings");
    await me.page.locator("#next").click();
    assert.match(await me.page.locator("#errors").innerText(), /have answered about this one/);
    await me.page.locator("#supplier").selectOption("ostermoor-castings");
    await me.page.locator("#all").click();
    const second = await finish();
    assert.match(second, /supplier = "ostermoor-castings"/);
    assert.equal(id(second), id(first));
    await me.page.reload();
    assert.match(await me.page.locator("#outcome").innerText(), /were finished in this browser/);
    await me.page.locator("#fresh").click();
    assert.notEqual(id(await finish()), id(first));
    assert.deepEqual(me.trouble, []);
    await me.close();
  });

  test("an unknown link is told", async () => {
    const me = await person(`${address(site, page("internal"))}#unit=nowhere`);
    assert.match(await me.page.locator("#errors").innerText(), /does not have/);
    await me.close();
  });

  test("a browser that keeps nothing says so, and all can be answered", async () => {
    const me = await person("about:blank");
    await me.page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException("refused", "SecurityError");
          },
        });
    });
    await me.page.goto(`${address(site, page("internal"))}#unit=motors`);
    await me.page.locator("#all").click();
    await me.page.locator('input[name="a.cadence-1"][value="2"]').check();
    assert.match(await me.page.locator("#status").innerText(), /keeps no draft/);
    await me.page.locator("#next").click();
    await me.page.locator("#next").click();
    const file = await downloaded(me, () => me.page.locator("#next").click());
    assert.match(file.text, /^cadence-1 = 2$/m);
    assert.deepEqual(me.trouble, []);
    await me.close();
  });

  test("two tabs share one draft, and whoever finished in one has finished", async () => {
    const me = await person(`${address(site, page("internal"))}#unit=motors`);
    const other = await me.page.context().newPage();
    await other.goto(me.page.url());
    await me.page.locator("#all").click();
    await me.page.locator('input[name="a.cadence-1"][value="2"]').check();
    await other.locator("#status", { hasText: "draft is back" }).waitFor();
    await other.locator("#all").click();
    assert.ok(await other.locator('input[name="a.cadence-1"][value="2"]').isChecked());
    for (let times = 0; times < 2; times += 1) await me.page.locator("#next").click();
    await downloaded(me, () => me.page.locator("#next").click());
    await other.locator("#outcome", { hasText: "were finished in this browser" }).waitFor();
    assert.ok(await me.page.locator("#file").isVisible(), "the file is still there to be saved");
    assert.deepEqual(me.trouble, []);
    await me.close();
  });

  test("what people write reads as it was written", async () => {
    const me = await person(`${address(site, page("internal"))}#unit=motors`);
    await me.page.locator("#all").click();
    const words = 'He said "so\\so"\n\tand ünïcode — 日本 \u007f\ud83d';
    await me.page.locator("#c-comment-trust").fill(words);
    await me.page.locator("#next").click();
    await me.page.locator("#next").click();
    const file = await downloaded(me, () => me.page.locator("#next").click());
    const from = fresh();
    const sent = join(from, "answer.toml");
    const text = file.text.replace('"2026-Q4"', '"first"').replace('"pulse"', '"full"');
    writeFileSync(sent, text.replace('"motors"', '"direct-materials"'));
    run("collect", sent, "--root", from);
    const folder = join(from, "content/waves/first/answers");
    const [kept] = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    assert.match(kept, /"He said \\"so\\\\so\\"\\n\\tand ünïcode — 日本/);
    run("check", "--root", from);
    await me.close();
  });

  test("without scripts and on paper it reads as a sheet", async () => {
    const me = await person(address(site, page("supplier")), { javaScriptEnabled: false });
    assert.equal(await me.page.locator("fieldset:visible").count(), 14);
    assert.match(await me.page.locator("noscript").innerText(), /Print|print/);
    assert.equal(await me.page.locator("button:visible").count(), 0);
    assert.match(await me.page.locator("#start").innerText(), /Hexley Controls/);
    await me.close();
    const other = await person(address(site, page("supplier")));
    await other.page.emulateMedia({ media: "print" });
    assert.equal(await other.page.locator("fieldset:visible").count(), 14);
    assert.equal(await other.page.locator("select:visible, button:visible").count(), 0);
    await other.close();
  });

  test("eleven points stand in one row, and no label is cut", async () => {
    for (const [language, width] of [["en", 1280], ["de", 1280], ["de", 700], ["de", 360]]) {
      const me = await person(address(site, page("internal", language)), { width });
      await me.page.locator("#all").click();
      const rows = await me.page.evaluate(() => {
        const boxes = [...document.querySelectorAll(".ruler .point:not(.unsure)")].slice(0, 11);
        return new Set(boxes.map((box) => box.getBoundingClientRect().top)).size;
      });
      assert.equal(rows, width === 360 ? 3 : 1);
      const broken = await me.page.evaluate(() => {
        const height = (node) => node.getBoundingClientRect().height;
        const labels = [...document.querySelectorAll(".point > span")];
        const before = labels.map(height);
        document.querySelector("form").style.overflowWrap = "normal";
        return labels.filter((label, at) => height(label) < before[at]).map((label) => label.textContent);
      });
      assert.deepEqual(broken, [], "a word goes on in the next line");
      await me.close();
    }
  });

  test("what is pressed is large enough", async () => {
    const me = await person(`${address(site, page("internal"))}`, { width: 360 });
    await me.page.locator("#all").click();
    const small = await me.page.evaluate(() => {
      const targets = document.querySelectorAll("form button, form select, .point, .other-languages a");
      const boxes = [...targets].map((node) => [node, node.getBoundingClientRect()]);
      return boxes.filter(([, box]) => box.width && Math.min(box.width, box.height) < 43.9).map(([node]) => node.outerHTML);
    });
    assert.deepEqual(small, []);
    await me.close();
  });
});

describe("in any language", () => {
  const from = fresh();
  const german = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  change(from, "content/site.toml", 'languages = ["en"]', 'languages = ["en", "ar"]');
  change(
    from,
    "content/survey.toml",
    'text.en = "Our regular meetings with partners take place as planned."',
    `text.en = "${german}"`,
  );
  const survey = join(from, "content/survey.toml");
  const both = readFileSync(survey, "utf8").replace(/^(.*)\.en = (.*)$/gm, "$1.en = $2\n$1.ar = $2");
  writeFileSync(survey, both.replace(`text.ar = "${german}"`, 'text.ar = "تعقد اجتماعاتنا المنتظمة مع الشركاء."'));
  const site = build(from);

  test("lines run from right to left where people read so", async () => {
    for (const width of [1280, 320]) {
      const me = await person(address(site, first("internal", "ar")), { width });
      assert.equal(await me.page.evaluate(() => getComputedStyle(document.body).direction), "rtl");
      await me.page.locator("#unit").selectOption("direct-materials");
      await me.page.locator("#all").click();
      await isClean(me);
      const left = (value) =>
        me.page.locator(`.point:has(input[name="a.cadence-1"][value="${value}"])`).boundingBox();
      const [one, two] = [await left(1), await left(2)];
      if (width === 1280) assert.ok(one.x > two.x, "the first answer stands at the right");
      await me.page.locator("#next").click();
      assert.equal(await me.page.locator("#errors li").count(), 45);
      await isClean(me);
      await me.close();
    }
  });

  test("no word is too long for a phone", async () => {
    const me = await person(address(site, first("internal")), { width: 320 });
    await me.page.locator("#unit").selectOption("direct-materials");
    await me.page.locator("#next").click();
    await me.page.locator("#next").click();
    assert.match(await me.page.locator("#errors").innerText(), new RegExp(german));
    await isClean(me);
    await me.close();
  });
});

describe("sent to an endpoint", () => {
  test("arrives; without a receiver it can be sent again, or as a file", async () => {
    const from = fresh();
    const receiver = () => {
      const process = start("collect", "--listen", "127.0.0.1:8766", "--tokens", "--root", from);
      return new Promise((done) => process.stderr.once("data", () => done(process)));
    };
    change(
      from,
      "content/site.toml",
      "[privacy]",
      '[collect]\nendpoint = "http://127.0.0.1:8766/answers"\n\n[privacy]',
    );
    const site = build(from);
    const server = await serve(site, "http://127.0.0.1:8766");
    const link = /^partner +direct-materials.*#(unit=direct-materials&token=\w+)$/m.exec(run("survey-links", "--root", from))[1];
    const bases = [`${address(site, "")}/`, `http://127.0.0.1:${server.address().port}/`];
    for (const base of bases) {
      const me = await person(`${base}${first("partner")}#${link}`);
      await me.page.locator("#all").click();
      for (let times = 0; times < 2; times += 1) await me.page.locator("#next").click();
      await me.page.locator("#next").click();
      await me.page.locator("#retry:visible").waitFor();
      assert.match(await me.page.locator("#outcome").innerText(), /could not be sent/);
      assert.ok(await me.page.locator("#save").isVisible(), "the file is offered");
      const process = await receiver();
      await me.page.locator("#retry").click();
      await me.page.locator("#fresh:visible").waitFor();
      assert.match(await me.page.locator("#outcome").innerText(), /have arrived/);
      const ended = new Promise((done) => process.once("exit", done));
      process.kill("SIGTERM");
      await ended;
      await me.close();
    }
    server.close();
    assert.equal(readdirSync(join(from, "content/waves/first/answers")).length, 2);
    run("collect", "--root", from);
    run("check", "--root", from);
  });
});
