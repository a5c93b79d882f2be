/** What a run was told. */
export interface RunWords {
  readonly lane: string
  readonly seed: number
  readonly placement?: string
  readonly readers?: readonly { readonly text: string }[]
  /** The file of credentials that was given beside. */
  readonly secrets?: string
  readonly snapshotAtWaits?: boolean
}

/** The command that runs a scenario as it was run, for a shell. */
export function repeatCommand(
  path: string,
  { lane, seed, placement, readers = [], secrets, snapshotAtWaits }: RunWords,
): string {
  const words = [
    ...['--lane', lane, ...(lane === 'live' && placement !== undefined ? ['--placement', placement] : [])],
    ...(lane === 'virtual' ? [] : readers.flatMap(({ text }) => ['--reader', quotedWord(text)])),
    ...(secrets === undefined ? [] : ['--secrets', quotedWord(secrets)]),
    ...['--seed', `${seed}`, ...(snapshotAtWaits === true ? ['--snapshot-at-waits'] : [])],
  ]
  return `loxrig run ${quoted(path)} ${words.join(' ')}`
}

function quotedWord(text: string): string {
  return /^[\w./=:-]+$/.test(text) ? text : inQuotes(text)
}

/** As it is where a shell takes it so; between single quotes, nothing has a meaning but their end. */
function quoted(path: string): string {
  const file = path.startsWith('-') ? `./${path}` : path
  return /^[\w./-]+$/.test(file) ? file : inQuotes(file)
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
