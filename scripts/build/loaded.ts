import type { Bundle } from './bundle.ts'

export interface Loaded {
  /** Paths of sources. */
  readonly sources: readonly string[]
  /** Names of packages; the modules of Node are not counted. */
  readonly packages: readonly string[]
}

/** What is loaded with a source of a bundle that is an entry or is imported lazily: all but what these import lazily themselves. */
export function loadedWith({ outputs }: Pick<Bundle, 'outputs'>, source: string): Loaded {
  const [first] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source) ?? []
  if (first === undefined) throw new TypeError(`${source} is neither an entry nor imported lazily`)
  const files = new Set<string>()
  const packages = new Set<string>()
  const load = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind !== 'import-statement') continue
      if (external !== true) load(path)
      else if (!path.startsWith('node:')) packages.add(path)
    }
  }
  load(first)
  const sources = [...files].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}))
  return { sources: sources.sort(), packages: [...packages].sort() }
}
