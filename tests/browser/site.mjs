// The site under test: built once from the sample content, opened from disk as a reader would.
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Builds the sample content into a new folder and returns that folder. */
export function build() {
  const out = join(mkdtempSync(join(tmpdir(), "rapportage-")), "site");
  execFileSync("cargo", ["run", "--release", "--quiet", "--", "build", "--quiet", "-o", out], {
    cwd: root,
    stdio: "inherit",
  });
  return out;
}

/** Every page of a built site, as paths below it. */
export function pages(site) {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
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
