// Builds khoss/static from assets/ and the pinned packages, and writes the hash of every file.
// Files are written over, so that a program that runs meanwhile always finds them all.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "sass";
import { reportPage } from "./report.mjs";

const out = "khoss/static";
const modules = "node_modules";
const folders = ["css", "fonts", "js"];
const hashes = {};

function put(name, content) {
  writeFileSync(join(out, name), content);
  hashes[name] = createHash("sha256").update(content).digest("hex");
}

function copy(from, name) {
  put(name, readFileSync(from));
}

for (const folder of folders) mkdirSync(join(out, folder), { recursive: true });

const { css } = compile("assets/scss/khoss.scss", {
  loadPaths: [modules],
  style: "compressed",
  quietDeps: true,
});
put("css/khoss.css", css);
put("css/report.css", reportPage());

const fonts = `${modules}/@fontsource/source-sans-3`;
copy(join(fonts, "LICENSE"), "fonts/LICENSE");
for (const part of ["latin", "latin-ext"]) {
  for (const weight of [400, 600, 700]) {
    const name = `source-sans-3-${part}-${weight}-normal.woff2`;
    copy(join(fonts, "files", name), `fonts/${name}`);
  }
}

copy(`${modules}/govuk-frontend/dist/govuk/govuk-frontend.min.js`, "js/govuk-frontend.min.js");
// A script names another with its hash, as the pages do: no browser mixes those of two releases.
function putScript(name) {
  const path = `js/${name}`;
  if (path in hashes) return;
  put(path, readFileSync(join("assets/js", name), "utf8").replace(/ from "\.\/([^"]+)"/g, (_, other) => {
    putScript(other);
    return ` from "./${other}?v=${hashes[`js/${other}`].slice(0, 12)}"`;
  }));
}
for (const name of readdirSync("assets/js").sort()) putScript(name);

writeFileSync(join(out, "manifest.json"), `${JSON.stringify(hashes, null, 2)}\n`);

for (const folder of folders) {
  for (const name of readdirSync(join(out, folder))) {
    if (!(`${folder}/${name}` in hashes)) rmSync(join(out, folder, name));
  }
}

// What was built, and from what: a test tells when a source has changed since.
const sources = {};
for (const folder of ["assets/js", "assets/scss", "templates/reports"]) {
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    if (/\.(css|js|scss)$/.test(name)) {
      const content = readFileSync(join(folder, name));
      sources[`${folder}/${name}`] = createHash("sha256").update(content).digest("hex");
    }
  }
}
writeFileSync("assets/built-from.json", `${JSON.stringify(sources, null, 2)}\n`);
