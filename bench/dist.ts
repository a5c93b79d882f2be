import { fileURLToPath } from 'node:url'

/** The package as it is built: what is measured is what `make rig-up` runs. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

export const RIG_FILE = `${ROOT}rigs/two-sites.yaml`

/** Loads a file of dist/ by the path of its source; the caller gives it the source's type. */
export function fromDist<Module>(source: string): Promise<Module> {
  return import(new URL(`../dist/${source.replace(/\.ts$/, '.js')}`, import.meta.url).href)
}
