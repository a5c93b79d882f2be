import { asset } from './asset.ts'
import { type Html, html } from './html.ts'

interface Page {
  readonly language: string
  readonly title: string
  /** Style sheets of its own beside the frame, such as `timeline/steps.css`. */
  readonly styles: readonly string[]
  readonly body: Html
}

/**
 * A page as one file that needs nothing else, and may load nothing: no network, no library, no fonts. It is light or dark as the
 * system of who reads it.
 */
export function pageOf({ language, title, styles, body }: Page): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${['page/frame.css', ...styles].map((path) => asset(path))}</style>
</head>
<body>
${body}
</body>
</html>
`.text
}
