/** Text that is markup already. Everything else is escaped when it is put into markup. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Piece = Html | string | number | undefined | readonly Piece[]

/** Markup with everything in its gaps escaped, fit for element contents and quoted attributes. `undefined` is nothing. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(strings.map((text, index) => (index === 0 ? '' : markup(pieces[index - 1])) + text).join(''))
}

export const EMPTY = new Html('')

function markup(piece: Piece): string {
  if (piece === undefined) return ''
  if (piece instanceof Html) return piece.text
  if (typeof piece === 'object') return piece.map(markup).join('')
  return escaped(String(piece))
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)
}
