import { fileURLToPath } from 'node:url'

/** The package as it is built: what is measured is what `make rig-up` runs. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

export const RIG_FILE = `${ROOT}rigs/two-sites.yaml`
