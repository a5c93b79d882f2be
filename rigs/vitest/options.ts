import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { RigError } from '../../sim/domain/errors.ts'
import { rigFilePath } from '../cli/find-rig.ts'
import { loadRigFile } from '../rig-file/read.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { startInstant } from '../scenario/instants.ts'
import { loadMoreCredentials } from '../scenario/more-credentials.ts'
import { LANES, type Lane } from '../scenario/open-lane.ts'
import type { Person } from '../scenario/person.ts'
import { chosenReaders } from '../scenario/readers/chosen-readers.ts'
import { type ReaderChoice, readerChoice, type WrittenSource } from '../scenario/readers/reader-choice.ts'
import { Start, Text } from '../scenario/words.ts'

const schema = z.strictObject({
  rig: z.union([Text, z.instanceof(URL)]),
  start: Start,
  lane: z.enum(LANES).optional(),
  seed: z.int().min(0).optional(),
  readers: z.record(Text, z.union([Text, z.looseObject({ kind: Text })])).optional(),
  secrets: z.union([Text, z.instanceof(URL)]).optional(),
  person: z.looseObject({ ask: z.custom((value) => typeof value === 'function', 'is a function') }).optional(),
  trusts: z.literal('by-hand', 'is by-hand, or left out').optional(),
  report: Text.optional(),
})

/** What a test's rig is, and when. */
export interface RigTestOptions {
  /**
   * The rig file: a path from the folder in which vitest runs, `new URL('two-sites.yaml', import.meta.url)` for one beside the test,
   * or the name of a file in `rigs/`. Where there is no folder `rigs/`, those of the package are meant.
   */
  readonly rig: string | URL
  /** What the clocks show when each test begins: `2026-10-23T07:30[Europe/Vienna]`, or an instant `2026-10-23T05:30Z`. */
  readonly start: string
  /** `virtual` when left out: no sockets, and time passes at once. `live` has a broker, TLS and HTTP, `containers` Docker as well. */
  readonly lane?: Lane
  /** Of chance, on the virtual lane: the same seed, the same run. 1 when left out. */
  readonly seed?: number
  /**
   * What stands at readers where that is not what the rig file says, on the other lanes than the virtual one:
   * `{ 'home/front-door': 'pty' }`. The same as `loxrig run --reader`: of `pty` and `vpcd` loxrig holds the far end.
   */
  readonly readers?: Readonly<Record<string, WrittenSource>>
  /** A file of mode 0600 with the credentials of the cards that you have, in the place of those of the rig file: as `loxrig run --secrets`. */
  readonly secrets?: string | URL
  /** Whose hands hold cards to readers on a bench: `{ ask: console.log }`. Without somebody, a test that needs hands is `unverified`. */
  readonly person?: Person
  /** The rig file's Trusts are left for the test to carry out. */
  readonly trusts?: 'by-hand'
  /** Each test leaves the report of its run in a folder of its own in this one. */
  readonly report?: string
}

export interface Setting {
  readonly rig: RigFile
  readonly startWallMs: number
  readonly lane: Lane
  readonly seed: number
  readonly trustsByHand: boolean
  readonly report?: string
  readonly readers?: readonly ReaderChoice[]
  readonly person?: Person
}

/** Throws RigError USAGE where the options say no setting, `RIG_INVALID` with every fault of the rig file or the secrets. */
export function settingOf(options: RigTestOptions): Setting {
  const { findings } = checkShape(schema, options)
  if (findings.length > 0) throw new RigError('USAGE', `rigTest(): ${findings.map(({ message }) => message).join(' ')}`)
  const { start, lane = 'virtual', seed = 1, trusts, report, person } = options
  const startWallMs = startInstant(start)
  if (startWallMs === undefined) {
    const example = 'write it as "2026-10-23T07:30[Europe/Vienna]"'
    throw new RigError('USAGE', `rigTest(): "start" is no time of the calendar, or has no zone: ${example}.`)
  }
  const rig = rigOf(options)
  const setting = { rig, startWallMs, lane, seed, trustsByHand: trusts === 'by-hand', ...readersOf(options, rig) }
  return { ...setting, ...(report !== undefined && { report }), ...(person !== undefined && { person }) }
}

function rigOf({ rig, secrets }: RigTestOptions): RigFile {
  const file = loadRigFile(rig instanceof URL ? fileURLToPath(rig) : rigFilePath(process.cwd(), rig))
  if (secrets === undefined) return file
  return loadMoreCredentials(file, secrets instanceof URL ? fileURLToPath(secrets) : secrets)
}

function readersOf({ readers, lane = 'virtual' }: RigTestOptions, rig: RigFile): Pick<Setting, 'readers'> {
  if (readers === undefined) return {}
  if (lane === 'virtual') {
    const sentence = '"readers" are for the other lanes, on the virtual one they are simulated: add lane: "live".'
    throw new RigError('USAGE', `rigTest(): ${sentence}`)
  }
  const choices = Object.entries(readers).map(([reader, source]) =>
    readerChoice(`${reader}=${typeof source === 'string' ? source : JSON.stringify(source)}`),
  )
  chosenReaders(rig, choices)
  return { readers: choices }
}
