// Makes of the stylesheets of the reports, which are made for paper, one for a page.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compile, compileString } from "sass";

const sheets = "templates/reports";
// The letters of a page are larger than those of a print: a point is a little more than it was.
const rem = { pt: 1.25 / 12, mm: 1.25 * 2.835 / 12 };

export function reportPage() {
  const names = readdirSync(sheets).filter((name) => name.endsWith(".css"));
  // What others build on comes first.
  names.sort((one, other) => (other === "report.css") - (one === "report.css") || (one < other ? -1 : 1));
  const paper = names.map((name) => readFileSync(join(sheets, name), "utf8")).map(onScreen).join("\n");
  const scoped = compileString(`.khoss-report {\n${paper}\n}`, { style: "compressed" }).css;
  const own = compile("assets/scss/_report-page.scss", { style: "compressed" }).css;
  return scoped + own;
}

function onScreen(css) {
  return withoutPages(css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@import[^;]*;/g, ""))
    .replace(/::footnote-(call|marker)\s*{[^}]*}/g, "")
    .replace(/(?<![-\w])(string-set|bookmark-level|break-before|page)\s*:[^;}]*;?/g, "")
    .replaceAll('"Source Serif 4"', '"Source Sans 3"')
    .replace(/float:\s*footnote;?/g, "")
    .replace(/(\d*\.?\d+)(pt|mm)\b/g, (_, number, unit) => `${(number * rem[unit]).toFixed(3)}rem`);
}

// Takes out the rules of pages, which hold rules of their own.
function withoutPages(css) {
  let kept = "";
  let rest = css;
  for (let at = rest.indexOf("@page"); at >= 0; at = rest.indexOf("@page")) {
    kept += rest.slice(0, at);
    let depth = 0;
    let end = rest.indexOf("{", at);
    do {
      if (rest[end] === "{") depth += 1;
      if (rest[end] === "}") depth -= 1;
      end += 1;
    } while (depth > 0);
    rest = rest.slice(end);
  }
  return kept + rest;
}
