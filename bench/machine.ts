import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What the figures were measured on, and how busy it was. */
export interface Machine {
  readonly date: string
  readonly system: string
  readonly processor: string
  readonly memoryGiB: number
  readonly versions: Readonly<Record<string, string>>
  /** Processes waiting for a processor, on average of the last minute. */
  readonly load: number
}

const PACKAGES = [
  'node_modules/aedes',
  'node_modules/mqtt',
  'node_modules/classic-level',
  'bench/node_modules/@cedar-policy/cedar-wasm',
  'bench/node_modules/casbin',
  'bench/node_modules/@casl/ability',
]

export function machine(): Machine {
  const [first] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    system: `${type()} ${release()} ${arch()}`,
    processor: `${cpus().length} × ${first?.model ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    versions: {
      Node: process.versions.node,
      ...Object.fromEntries(PACKAGES.map((path) => [path.split('node_modules/')[1], versionOf(path)])),
    },
    load: loadavg()[0] ?? 0,
  }
}

function versionOf(path: string): string {
  const text = readFileSync(new URL(`../${path}/package.json`, import.meta.url), 'utf8')
  return Object(JSON.parse(text)).version
}
