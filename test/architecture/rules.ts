import type { Import, SourceFile } from '../../scripts/source/source-file.ts'
import type { Token } from '../../scripts/source/tokens.ts'

/** A rule reads sources and answers with what breaks it, one sentence each, file and line first. */
export type Rule = (files: readonly SourceFile[]) => string[]

interface Layer {
  readonly folder: string
  /** The folders whose files it may import. */
  readonly from: readonly string[]
  /** The packages and Node modules it may import; `any` where I/O lives. */
  readonly packages: readonly string[] | 'any'
}

const INWARD = ['sim/ports/', 'sim/protocol/', 'sim/domain/']

/** Packages that compute and do nothing else. */
const PURE = ['node:buffer', 'node:crypto', 'zod', 'csv-parse/sync', 'csv-stringify/sync']

/** rigs → io, world → devices → ports → protocol, domain. */
const LAYERS: readonly Layer[] = [
  { folder: 'sim/domain/', from: ['sim/domain/'], packages: [] },
  { folder: 'sim/protocol/', from: ['sim/protocol/', 'sim/domain/'], packages: PURE },
  { folder: 'sim/ports/', from: INWARD, packages: [] },
  { folder: 'sim/devices/', from: ['sim/devices/', ...INWARD], packages: [] },
  { folder: 'sim/world/', from: ['sim/world/', 'sim/devices/', ...INWARD], packages: [] },
  { folder: 'sim/io/', from: ['sim/io/', 'sim/devices/', ...INWARD], packages: 'any' },
  { folder: 'rigs/', from: ['rigs/', 'sim/'], packages: 'any' },
]

/** The composition root: the files that may join the virtual world with real sockets. */
const COMPOSITION_ROOT = /^rigs\/(?:open\.ts|lanes\/)/

const LINES_MAX = 250

export const arrowsPointInward: Rule = (files) =>
  files.flatMap((file) => {
    const layer = LAYERS.find(({ folder }) => file.path.startsWith(folder))
    if (layer === undefined) return [`${file.path}: lies in no layer`]
    return file.imports
      .filter((one) => !mayImport(layer, one))
      .map((one) => `${place(file, one)}: ${layer.folder} may not import ${one.target}`)
  })

export const onlyTheRootKnowsEverybody: Rule = (files) =>
  files.flatMap((file) => {
    const joins = ['sim/world/', 'sim/io/'].every((folder) => file.imports.some((one) => one.target.startsWith(folder)))
    return joins && !COMPOSITION_ROOT.test(file.path)
      ? [`${file.path}: only rigs/open.ts and rigs/lanes/ may import both sim/world and sim/io`]
      : []
  })

/** Nothing in the core waits, looks at a clock or throws dice: time and chance are handed in. */
export const theCoreIsSynchronous: Rule = (files) => [
  ...holding(files, ['sim/domain/', 'sim/devices/'], FORBIDDEN_INSIDE),
  ...holding(files, ['sim/protocol/'], FORBIDDEN),
]

/** What shares code with the product would share its mistakes. Only the comparison knows both. */
export const theSecondModelStandsAlone: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('test/model/') && !path.startsWith(COMPARISON))
    .flatMap((file) =>
      file.imports
        .filter(({ target, isOurs }) => isOurs && (!target.startsWith('test/model/') || target.startsWith(COMPARISON)))
        .map((one) => `${place(file, one)}: the second model may not import ${one.target}`),
    )

const COMPARISON = 'test/model/comparison/'

export const filesAreShort: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1
    return lines > LINES_MAX ? [`${path}: ${lines} lines, ${LINES_MAX} is the most`] : []
  })

/** A bundle moves code elsewhere: one file finds the package, the others ask it. Packages are found from anywhere. */
export const oneFileKnowsWhereItLies: Rule = (files) =>
  files
    .filter(({ path }) => path !== 'rigs/own-package.ts')
    .flatMap(({ path, tokens }) =>
      tokens.flatMap((token, at) => {
        const isAsked = ['import', '.', 'meta'].every((text, offset) => isCode(tokens[at + offset], text))
        const isForPackages = isCode(tokens[at - 2], 'createRequire')
        return isAsked && !isForPackages ? [`${path}:${token.line}: import.meta; see rigs/own-package.ts`] : []
      }),
    )

/** A check that is switched off where it hurts checks nothing. */
export const noCheckIsSilenced: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (SILENCER.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )

/** Every package of a lock file comes from the npm registry: no address of another server, no folder, no repository. */
export function onlyTheRegistry(lock: { readonly packages: Readonly<Record<string, LockedPackage>> }): string[] {
  return Object.entries(lock.packages)
    .filter(
      ([path, { resolved, link }]) => path !== '' && (link === true || !(resolved ?? REGISTRY).startsWith(REGISTRY)),
    )
    .map(([path, { resolved }]) => `${path}: ${resolved ?? 'a link'}`)
}

export interface LockedPackage {
  readonly resolved?: string
  readonly link?: boolean
}

const REGISTRY = 'https://registry.npmjs.org/'

/** Words that the core must not hold, as sequences of tokens. */
const FORBIDDEN = [
  ...[
    'async',
    'await',
    'Promise',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'process',
    'Temporal',
  ],
  ...['Date . now', 'new Date ( )', 'Math . random', 'performance . now'],
].map((words) => words.split(' '))

/** The protocol spells instants, `new Date(ms).toISOString()`; domain and devices have no use for a Date at all. */
const FORBIDDEN_INSIDE = [...FORBIDDEN, ['Date']]

/** Spelled in two halves: this file is read as well. */
const SILENCER = new RegExp(
  ['@ts-' + '(?:ignore|nocheck|expect-error)', 'biome-' + 'ignore', 'eslint-' + 'disable'].join('|'),
)

function mayImport({ from, packages }: Layer, { target, isOurs }: Import): boolean {
  if (isOurs) return from.some((folder) => target.startsWith(folder))
  return packages === 'any' || packages.includes(target)
}

function holding(files: readonly SourceFile[], folders: readonly string[], words: readonly string[][]): string[] {
  return files
    .filter(({ path }) => folders.some((folder) => path.startsWith(folder)))
    .flatMap(({ path, tokens }) =>
      tokens.flatMap((token, at) => {
        const isProperty = tokens[at - 1]?.text === '.' || tokens[at + 1]?.text === ':'
        const held = words.find((sequence) => sequence.every((word, offset) => isCode(tokens[at + offset], word)))
        return held === undefined || isProperty ? [] : [`${path}:${token.line}: ${held.join(' ')}`]
      }),
    )
}

function isCode(token: Token | undefined, text: string): boolean {
  return token?.text === text && (token.kind === 'word' || token.kind === 'punctuation')
}

function place(file: SourceFile, one: Import): string {
  return `${file.path}:${one.line}`
}
