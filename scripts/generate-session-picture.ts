import { readFileSync, writeFileSync } from 'node:fs'

/*
 * Draws docs/images/session.svg: the terminal session of the README, which a test runs and compares literally. Nothing in the
 * picture is written by hand.
 */

const COLUMN_PX = 8.43
const LINE_PX = 20
const MARGIN_PX = 24
const TITLE_BAR_PX = 38
const COLUMNS = 118

/** How a line is painted, by how it begins; the first that fits. */
const PAINTS: readonly (readonly [RegExp, string])[] = [
  [/^\$ .*/, '#e6edf3'],
  [/^(rig ready|granted)/, '#3fb950'],
  [/^denied/, '#ff7b72'],
  [/^ {2}npx .*/, '#79c0ff'],
  [/^\+\d.*/, '#8b949e'],
]

const DEFAULT_COLOUR = '#c9d1d9'

const sessions = [...readFileSync('README.md', 'utf8').matchAll(/```console session\n([\s\S]*?)```/g)]
const lines = sessions.flatMap(([, body = '']) => [...body.trimEnd().split('\n'), ''])
writeFileSync('docs/images/session.svg', picture(lines.slice(0, -1)))

function picture(texts: readonly string[]): string {
  const width = Math.ceil(COLUMNS * COLUMN_PX + 2 * MARGIN_PX)
  const height = TITLE_BAR_PX + texts.length * LINE_PX + 2 * MARGIN_PX
  const rows = texts.map((text, index) => row(text, TITLE_BAR_PX + MARGIN_PX + (index + 0.75) * LINE_PX))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A terminal session with loxrig; its text is in the README">
<rect width="${width}" height="${height}" rx="10" fill="#0d1117"/>
<g><circle cx="24" cy="20" r="6" fill="#ff5f57"/><circle cx="44" cy="20" r="6" fill="#febc2e"/><circle cx="64" cy="20" r="6" fill="#28c840"/></g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace" font-size="14">
${rows.join('\n')}
</g>
</svg>
`
}

function row(text: string, y: number): string {
  const painted = PAINTS.find(([pattern]) => pattern.test(text))
  const [head] = painted === undefined ? [''] : (painted[0].exec(text) ?? [''])
  const rest = text.slice(head.length)
  const span = (part: string, colour: string): string =>
    part === '' ? '' : `<tspan fill="${colour}">${escaped(part)}</tspan>`
  return `<text x="${MARGIN_PX}" y="${y}">${span(head, painted?.[1] ?? DEFAULT_COLOUR)}${span(rest, DEFAULT_COLOUR)}</text>`
}

function escaped(text: string): string {
  // Runs of blanks are columns, and SVG makes one blank of them.
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '&#160;')
}
