import { createHash } from 'node:crypto';
import { PAGE_SCRIPT, PAGE_STYLE } from './generated/page-assets';
import { type ReportData } from './report-data';

/** Stands in the first lines of every page, and tells it from files that are not to be written over. */
export const PAGE_MARK = '<meta name="generator" content="fed8s report">';

/**
 * The page: one HTML file that needs nothing else. Nothing of the input is HTML in it; it stands in a data block, and its
 * content security policy lets nothing run but the page's own script, and nothing be asked of any network.
 */
export function reportPage(data: ReportData): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(PAGE_SCRIPT)}'`,
    `style-src '${hashOf(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${PAGE_MARK}
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>fed8s report</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<noscript><p>This page needs JavaScript, which is in the file itself. Allow it, or ask <code>fed8s explain</code>.</p></noscript>
<script type="application/json" id="data">${jsonInHtml(data)}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** JSON in which nothing can end the element that it stands in. */
export function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
