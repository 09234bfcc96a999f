// Every page once: it opens from disk without a word on the console, asks for nothing outside its
// folder, is valid HTML, and axe finds nothing. One page of each kind in light and dark, wide and narrow.
// Pages that explain numbers, and sheets for reviews, are many and all of one make: axe reads the first
// of each kind.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { join } from "node:path";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { address, browser, build, kinds, overflow, pages, violations } from "./site.mjs";

const site = build();
const all = pages(site);
let chrome;

before(async () => {
  chrome = await browser();
});
after(() => chrome.close());

/** Opens a page and reports what a reader would trip over. */
async function visit(path, { width = 1280, colorScheme = "light", javaScriptEnabled = true } = {}) {
  const context = await chrome.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled,
    bypassCSP: true,
  });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) trouble.push(message.text());
  });
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("requestfailed", (request) => trouble.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(address(site, ""))) trouble.push(`left: ${request.url()}`);
  });
  await page.goto(address(site, path));
  return { page, trouble, close: () => context.close() };
}

describe("every page", { concurrency: 2 }, () => {
  test("there are pages of every kind", () => {
    for (const path of ["index.html", "404.html", "method/index.html", "stories/index.html"]) {
      assert.ok(all.includes(path), `${path} is missing`);
    }
  });

  for (const path of all) {
    test(path, async () => {
      const { page, trouble, close } = await visit(path);
      assert.deepEqual(trouble, []);
      if (!/\/(explained|review)\//.test(path)) assert.deepEqual(await violations(page), []);
      assert.equal(await page.locator("h1").count(), 1);
      await close();
    });
  }
});

describe("one page of each kind", { concurrency: 2 }, () => {
  for (const path of kinds(all)) {
    for (const width of [1280, 360]) {
      for (const colorScheme of ["light", "dark"]) {
        test(`${path} at ${width} px, ${colorScheme}`, async () => {
          const { page, trouble, close } = await visit(path, { width, colorScheme });
          assert.deepEqual(trouble, []);
          assert.deepEqual(await violations(page), []);
          assert.equal(await overflow(page), 0, "the page scrolls sideways");
          await close();
        });
      }
    }
  }

  test("reflows at 320 px and reads without scripts", async () => {
    for (const path of kinds(all)) {
      const { page, close } = await visit(path, { width: 320, javaScriptEnabled: true });
      assert.equal(await overflow(page), 0, path);
      await close();
    }
    const { page, close } = await visit("index.html", { javaScriptEnabled: false });
    assert.match(await page.locator("main").innerText(), /index/i);
    await close();
  });
});

describe("the sheet for a review", () => {
  const sheets = all.filter((path) => /^suppliers\/[^/]+\/review\//.test(path));

  test("every supplier has one", () => {
    assert.ok(sheets.length > 20, `${sheets.length} sheets`);
  });

  for (const path of sheets) {
    test(`${path} prints on one sheet of A4`, async () => {
      const { page, close } = await visit(path);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
      const [, width, height] = pdf.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
      assert.deepEqual([width, height].map((points) => Math.round(Number(points))), [595, 842]);
      await close();
    });
  }
});

describe("explanations", () => {
  test("a reader who follows a number sees that number", async () => {
    for (const width of [1280, 360]) {
      const { page, trouble, close } = await visit("index.html", { width, javaScriptEnabled: false });
      const links = page.locator('main a[href*="explained/index.html#"]:visible');
      assert.ok((await links.count()) > 10, "numbers are links");
      for (const nth of [0, 8]) {
        const link = links.nth(nth);
        const [text, href] = [await link.innerText(), await link.getAttribute("href")];
        const key = href.split("#")[1];
        await link.click();
        const home = page.locator(`[id="${key}"]`);
        assert.ok(text.includes((await home.innerText()).replace(/^[+−]/, "")), `${text} of ${key}`);
        const box = await home.boundingBox();
        assert.ok(box && box.y > 0 && box.y < 800, `${key} is at ${box?.y} px`);
        await page.goBack();
      }
      assert.deepEqual(trouble, []);
      await close();
    }
  });

  test("a number is a link that the keyboard finds", async () => {
    const { page, close } = await visit("index.html");
    const link = page.locator('h1 a[href*="explained/index.html#"]').first();
    await link.focus();
    const outline = await link.evaluate((node) => getComputedStyle(node).outlineStyle);
    assert.notEqual(outline, "none");
    await close();
  });
});

describe("HTML", () => {
  const validator = new HtmlValidate(
    new FileSystemConfigLoader({ root: true, extends: ["html-validate:standard"] }),
  );
  test("every page is valid", async () => {
    for (const path of all) {
      const report = await validator.validateFile(join(site, path));
      const messages = report.results.flatMap((result) => result.messages);
      const errors = messages.filter((message) => message.severity === 2);
      assert.deepEqual(
        errors.map((error) => `${path}:${error.line}:${error.column} ${error.ruleId} ${error.message}`),
        [],
      );
    }
  });
});

describe("the first screen", () => {
  test("gives the verdict, the index and every dimension with interval and n", async () => {
    const { page, close } = await visit("index.html", { width: 1280 });
    const chart = page.locator("svg.chart-dots.wide-only").first();
    const box = await chart.boundingBox();
    assert.ok(box && box.y + box.height <= 900, `the chart ends at ${box?.y + box?.height} px`);
    const text = await page.locator("main").innerText();
    assert.match(text, /index/i);
    await close();
  });

  test("every number in a figure says which cell or source it is", async () => {
    const { page, close } = await visit("index.html");
    const unnamed = await page.evaluate(() => {
      const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (words.nextNode()) {
        const node = words.currentNode;
        const holder = node.parentElement;
        if (!/\d/.test(node.data) || !holder.closest("figure svg, figure td")) continue;
        const named = '[data-cell], [data-source], a[href*="explained/index.html#"]';
        if (!holder.closest(named)) found.push(node.data);
      }
      return found;
    });
    assert.deepEqual(unnamed, []);
    await close();
  });
});
