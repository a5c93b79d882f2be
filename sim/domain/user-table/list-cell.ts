/** Between the entries of a cell that holds several. */
const SEPARATOR = '|'
/** Between an id and its name. */
const NAMES = '='
/** Takes its meaning from the sign that follows. */
const ESCAPE = '\\'

const SPECIAL = /[|=\\]/g

/** One entry of a cell that holds several: an id with its name, or a name alone. */
export interface ListEntry {
  readonly text: string
  /** What stands behind the first `=`. */
  readonly name?: string
}

/** `Adults|Guests`, `04 A1 B2 C3=Blue card`: entries without blanks around them, empty ones left out. */
export function listEntries(cell: string): ListEntry[] {
  const entries = cell.includes(ESCAPE)
    ? splitAt(cell, SEPARATOR).map(escapedEntry)
    : cell.split(SEPARATOR).map(plainEntry)
  return entries.filter(({ text, name }) => text !== '' || name !== undefined)
}

/** The reverse. What would be read as something else is escaped by `\`. */
export function listCell(entries: readonly ListEntry[]): string {
  return entries
    .map(({ text, name }) => (name === undefined ? escaped(text) : `${escaped(text)}${NAMES}${escaped(name)}`))
    .join(SEPARATOR)
}

/** Nearly all are: without any escape. */
function plainEntry(written: string): ListEntry {
  const at = written.indexOf(NAMES)
  return at < 0 ? { text: written.trim() } : { text: written.slice(0, at).trim(), name: written.slice(at + 1).trim() }
}

function escapedEntry(written: string): ListEntry {
  const [text = '', ...rest] = splitAt(written, NAMES)
  if (rest.length === 0) return { text: plain(text) }
  return { text: plain(text), name: plain(rest.join(NAMES)) }
}

/** Blanks at the ends are of whoever typed them, unless they are escaped. */
function plain(written: string): string {
  return written
    .replace(/^\s+/, '')
    .replace(/(?<!\\)\s+$/, '')
    .replace(/\\([\s\S])/g, '$1')
}

function escaped(text: string): string {
  return text.replace(SPECIAL, (sign) => ESCAPE + sign).replace(/^\s|\s$/g, (blank) => ESCAPE + blank)
}

/** Parts with their escapes still in them. */
function splitAt(written: string, sign: string): string[] {
  const parts: string[] = []
  let begin = 0
  for (let at = 0; at < written.length; at++) {
    if (written[at] === ESCAPE) at++
    else if (written[at] === sign) {
      parts.push(written.slice(begin, at))
      begin = at + 1
    }
  }
  return [...parts, written.slice(begin)]
}
