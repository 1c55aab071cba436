import { html } from "../../../terminal/escape.ts";

const STYLE = [
  ":root{color-scheme:light dark;--add:#116329;--take:#a40e26;--change:#7d4e00}",
  "@media(prefers-color-scheme:dark){:root{--add:#7ee787;--take:#ff9492;--change:#f2cc60}}",
  "body{margin:1em}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 monospace}",
  ".add{color:var(--add)}.take{color:var(--take)}.change{color:var(--change)}",
].join("");

/** How terminal reports mark additions, removals and changes. */
const MARKS: readonly (readonly [mark: RegExp, of: string])[] = [
  [/^ +\+ /, "add"],
  [/^ +- /, "take"],
  [/^ +~ /, "change"],
];

/**
 * Renders a terminal report as an HTML page, light or dark as the reader prefers, without scripts. The job viewer links
 * to the stored page (docs/adr/jobs.md).
 *
 * @param text without escape sequences; its first line is the headline
 */
export function pageOf(title: string, text: string): string {
  const [headline = "", ...lines] = text.split("\n");
  const body = lines.map((line) => {
    const of = MARKS.find(([mark]) => mark.test(line))?.[1];
    return of === undefined ? html(line) : `<span class="${of}">${html(line)}</span>`;
  });
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${html(title)}</title><style>${STYLE}</style></head>`,
    `<body><pre><strong>${html(headline)}</strong>\n${body.join("\n")}</pre></body></html>`,
    "",
  ].join("\n");
}
