// Builds khoss/static from assets/ and the pinned packages, and writes the hash of every file.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "sass";

const out = "khoss/static";
const modules = "node_modules";

rmSync(out, { recursive: true, force: true });
for (const folder of ["css", "js", "fonts"]) mkdirSync(join(out, folder), { recursive: true });

const { css } = compile("assets/scss/khoss.scss", {
  loadPaths: [modules],
  style: "compressed",
  quietDeps: true,
});
writeFileSync(join(out, "css/khoss.css"), css);

const fonts = `${modules}/@fontsource/source-sans-3`;
for (const weight of [400, 600, 700]) {
  for (const part of ["latin", "latin-ext"]) {
    const name = `source-sans-3-${part}-${weight}-normal.woff2`;
    copyFileSync(join(fonts, "files", name), join(out, "fonts", name));
  }
}
copyFileSync(join(fonts, "LICENSE"), join(out, "fonts/LICENSE"));

copyFileSync(
  `${modules}/govuk-frontend/dist/govuk/govuk-frontend.min.js`,
  join(out, "js/govuk-frontend.min.js"),
);
for (const name of readdirSync("assets/js")) copyFileSync(join("assets/js", name), join(out, "js", name));

const hashes = {};
for (const folder of ["css", "fonts", "js"]) {
  for (const name of readdirSync(join(out, folder)).sort()) {
    const content = readFileSync(join(out, folder, name));
    hashes[`${folder}/${name}`] = createHash("sha256").update(content).digest("hex");
  }
}
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(hashes, null, 2)}\n`);
