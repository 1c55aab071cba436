import { html } from "./escape.ts";

/** A page with nothing but text, as Prow's job viewer shows it (https://docs.prow.k8s.io/docs/spyglass/, html lens). */
export function pageOf(title: string, text: string): string {
  const style =
    "body{margin:1em;background:#fff;color:#111}pre{white-space:pre-wrap;font:13px/1.4 monospace}";
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<title>${html(title)}</title><style>${style}</style></head>`,
    `<body><pre>${html(text)}</pre></body></html>`,
    "",
  ].join("\n");
}
