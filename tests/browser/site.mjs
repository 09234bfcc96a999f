// The site under test: built once from the sample content, opened from disk as a reader would.
import { chromium } from "playwright-core";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The program and its first arguments; RAPPORTAGE names one that is built already. */
const program = process.env.RAPPORTAGE
  ? [process.env.RAPPORTAGE]
  : ["cargo", "run", "--release", "--quiet", "--manifest-path", join(root, "Cargo.toml"), "--"];

/** Runs the program and returns what it prints. */
export function run(...args) {
  const [command, ...first] = program;
  const stdio = ["ignore", "pipe", "inherit"];
  return execFileSync(command, [...first, ...args], { stdio, encoding: "utf8" });
}

/** Starts the program and leaves it running. */
export function start(...args) {
  const [command, ...first] = program;
  return spawn(command, [...first, ...args], { stdio: ["ignore", "ignore", "pipe"] });
}

/** A new site, as `init` makes it, that a test may change. Its wave is open and asks the full form. */
export function fresh() {
  const folder = join(mkdtempSync(join(tmpdir(), "rapportage-")), "site");
  run("init", folder, "--quiet");
  return folder;
}

/** A copy of the sample site that a test may change. */
export function copy() {
  const folder = mkdtempSync(join(tmpdir(), "rapportage-"));
  cpSync(join(root, "content"), join(folder, "content"), { recursive: true });
  return folder;
}

/** Builds a site (the sample, if none is named) into a new folder and returns that folder. */
export function build(from = root) {
  const out = join(mkdtempSync(join(tmpdir(), "rapportage-")), "site");
  run("build", "--quiet", "--single-file", "--root", from, "-o", out);
  return out;
}

/** What axe says against a page, WCAG 2.2 AA and best practice. */
export async function violations(page) {
  await page.evaluate(axe);
  // On a disk axe may not read style sheets a second time, and would say so on the console.
  const found = await page.evaluate(() => globalThis.axe.run(document, { preload: false }));
  return found.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`,
  );
}

/** How many pixels the page is wider than its window. */
export function overflow(page) {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Every page of a built site, as paths below it. */
export function pages(site) {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html") && entry.name !== "mail.html")
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** The address of a page on disk. */
export function address(site, page) {
  return pathToFileURL(join(site, page)).href;
}

/** Chromium as the system has it (CHROMIUM names another one). */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
  });
}

/** One page of each kind: the first of those whose addresses have the same shape. */
export function kinds(paths) {
  const seen = new Map();
  for (const path of paths) {
    const parts = path.split("/");
    // Answers and explanations beside the dimensions lie where a dimension would.
    const own = ["response", "explained", "review.html"].filter((name) => parts.includes(name)).join("/");
    const shape = `${parts[0]}/${parts.length}/${own}`;
    if (!seen.has(shape)) seen.set(shape, path);
  }
  return [...seen.values()];
}
