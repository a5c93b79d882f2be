/** Of a guide what its reader does: writes a file, or types a command and sees what it prints. */
export interface Piece {
  readonly kind: 'file' | 'command'
  /** The name of the file, or the command. */
  readonly what: string
  /** What is in the file, or what is printed. */
  readonly text: string
}

/** In the order of the guide: fenced blocks with the name of a file behind their language, and those of a console. */
export function piecesOf(guide: string): Piece[] {
  return [...guide.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].flatMap(
    ([, language = '', name, body = '']): Piece[] => {
      if (name !== undefined) return [{ kind: 'file', what: name, text: body }]
      if (language !== 'console') return []
      return body
        .split(/^\$ /m)
        .slice(1)
        .map((part): Piece => {
          const [what = '', ...output] = part.trimEnd().split('\n')
          return { kind: 'command', what, text: output.join('\n') }
        })
    },
  )
}
