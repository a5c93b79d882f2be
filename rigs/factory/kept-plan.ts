import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import type { Random } from '../../sim/ports/random.ts'
import { canonicalJson } from '../evidence/canonical-json.ts'
import type { RigFile } from '../rig-file/shape.ts'

/** Written when a rig is ready: until then nobody was told anything that must not be lost (P-186). */
const keptPlan = z.strictObject({
  version: z.literal(1),
  /** Of the rig file, and of how its stores are laid out. */
  rigHash: z.string(),
  /** What the factory's chance follows from: device keys, code keys, passwords that it made up. */
  seed: z.string().regex(/^[0-9a-f]{64}$/),
})

export interface PlanOptions {
  /** Folder of the rig (0700). */
  readonly directory: string
  /** Whether what is stored is taken up. */
  readonly keep: boolean
  /** Whether every Miniserver has a store of its own. */
  readonly isApart: boolean
}

/** How a rig that starts is planned: anew, or as it was planned when what is stored began. */
export interface Planning {
  /** The factory's chance: the same again for a plan that is kept. */
  readonly random: Random
  /** The stores hold a rig that was ready once. */
  readonly isTakenUp: boolean
  /** To be called when it is ready: from now on it can be taken up. */
  ready(): Promise<void>
}

/**
 * Takes up a rig's plan, or begins a new one and empties its stores. A rig that never became ready begins anew, also with `keep`.
 *
 * Throws RigError USAGE where the rig file has changed since, or its Miniservers had their stores elsewhere.
 */
export async function planOf(file: RigFile, { directory, keep, isApart }: PlanOptions): Promise<Planning> {
  const path = join(directory, 'plan.json')
  const rigHash = createHash('sha256')
    .update(canonicalJson([file, isApart]))
    .digest('hex')
  const kept = keep ? await readPlan(path) : undefined
  if (kept !== undefined && kept.rigHash !== rigHash) {
    const sentence = `the rig file of ${file.rig}, or where its devices run, has changed since it was up`
    throw new RigError('USAGE', `${sentence}; start without --keep, and it begins anew`)
  }
  if (kept !== undefined) return { random: randomOf(kept.seed), isTakenUp: true, ready: async () => {} }
  const begun = { version: 1, rigHash, seed: randomBytes(32).toString('hex') }
  await mkdir(directory, { recursive: true, mode: 0o700 })
  // The plan goes first: a store without one is nobody's.
  await rm(path, { force: true })
  await rm(join(directory, 'store'), { recursive: true, force: true })
  const ready = (): Promise<void> => writeDurably(path, JSON.stringify(begun))
  return { random: randomOf(begun.seed), isTakenUp: false, ready }
}

async function readPlan(path: string): Promise<z.output<typeof keptPlan> | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return keptPlan.parse(JSON.parse(text))
  } catch (cause) {
    throw new RigError('FILE_UNREADABLE', `${path} is no plan of a rig; start without --keep`, { cause })
  }
}

/** There whole or not at all, whatever happens. */
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

/** The same seed, the same chance: HMAC-SHA256 of a counter, as hard to foresee as the seed. */
function randomOf(seed: string): Random {
  let blocks = 0
  const block = (): Buffer =>
    createHmac('sha256', Buffer.from(seed, 'hex')).update(`loxrig plan/1 ${++blocks}`).digest()
  return (bytes) => {
    const made: Buffer[] = []
    for (let length = 0; length < bytes; length += 32) made.push(block())
    return Buffer.concat(made).subarray(0, bytes).toString('hex')
  }
}
