import { readerAddress } from '../control/addresses.ts'
import type { Part } from '../doctor/part.ts'
import type { LaneName } from './lane-name.ts'
import type { Person } from './person.ts'
import { chosenReaders, isOnBench, nameOf } from './readers/chosen-readers.ts'
import type { ReaderChoice } from './readers/reader-choice.ts'
import type { Scenario } from './scenario.ts'

/** Where a scenario is about to run. */
export interface Surroundings {
  readonly lane: LaneName
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** Who carries out prompts; absent where nobody is at the terminal. */
  readonly person?: Person | undefined
  /** What was chosen to stand at its readers. */
  readonly readers?: readonly ReaderChoice[]
}

/** What a scenario needs that not every lane or machine has: each with what is missing and what mends it, where it is not there. */
export const NEEDS = {
  faults: async (_, { lane }) =>
    lane === 'virtual'
      ? undefined
      : `a world whose links, clocks and power can be disturbed: the ${lane} lane has none; ${ON_VIRTUAL}`,

  human: async (scenario, { lane, person, readers }) => {
    if (lane === 'virtual') return `a human: nobody is at a reader of the virtual lane; ${ON_LIVE}`
    if (person === undefined) return 'a human: nobody is at an interactive terminal; run it in one'
    const onBench = namesOnBench(scenario, readers)
    const others = readersOf(scenario, ['prompt']).filter((name) => !onBench.has(name))
    if (others.length === 0) return undefined
    return `a real reader: ${others.join(', ')} is simulated; give it a source of kind pcsc or serial in the rig file`
  },

  'pcsc-reader': async (_, { lane, env }) => {
    if (lane === 'virtual') return `a PC/SC reader: the virtual lane has none; ${ON_LIVE}`
    const { examinePcsc } = await import('../doctor/checks/pcsc.ts')
    return absence('a PC/SC reader', await examinePcsc(env))
  },

  'serial-port': async (_, { lane, env }) => {
    if (lane === 'virtual') return `a serial port: the virtual lane has none; ${ON_LIVE}`
    const { examineSerial } = await import('../doctor/checks/serial.ts')
    return absence('a serial port', await examineSerial(env))
  },

  docker: async (_, { env }) => {
    const { examineDocker } = await import('../doctor/checks/docker.ts')
    return absence('Docker', await examineDocker(env))
  },
} as const satisfies Record<string, Look>

export type Need = keyof typeof NEEDS
export const NEED_NAMES = Object.keys(NEEDS) as [Need, ...Need[]]

/** What a scenario needs and is not there, each as `Docker: no engine answers at …`. Looked at before anything runs. */
export async function absentNeeds(scenario: Scenario, surroundings: Surroundings): Promise<string[]> {
  const { lanes, needs } = scenario
  const lane = surroundings.lane
  const elsewhere = lanes !== undefined && !lanes.includes(lane) ? [`the lane ${lanes.join(' or ')}, not ${lane}`] : []
  const absent = await Promise.all(needs.map((need) => NEEDS[need](scenario, surroundings)))
  return [...elsewhere, ...absent.flatMap((sentence) => sentence ?? []), ...hands(scenario, surroundings)]
}

type Look = (scenario: Scenario, surroundings: Surroundings) => Promise<string | undefined>

const ON_LIVE = 'run it with --lane live'
const ON_VIRTUAL = 'run it with --lane virtual'

function absence(what: string, { state, found, mend }: Part): string | undefined {
  if (state === 'ok') return undefined
  return `${what}: ${found.replace(/\.$/, '')}${mend === undefined ? '' : `; mend it with: ${mend}`}`
}

/** What is held to a reader on a bench needs somebody who does it. */
function hands(scenario: Scenario, { lane, person, readers }: Surroundings): string[] {
  if (lane === 'virtual' || person !== undefined) return []
  const onBench = namesOnBench(scenario, readers)
  const real = readersOf(scenario, ['tap', 'touch', 'present']).filter((name) => onBench.has(name))
  if (real.length === 0) return []
  return [`a human: ${real.join(', ')} is real, and nobody is at an interactive terminal; run it in one`]
}

function namesOnBench({ rig }: Scenario, readers: readonly ReaderChoice[] | undefined): ReadonlySet<string> {
  const real = chosenReaders(rig, readers).filter(isOnBench)
  return new Set(real.map(({ address }) => nameOf(address)))
}

/** The readers at which these words do something. */
function readersOf({ steps, rig }: Scenario, words: readonly string[]): string[] {
  const named = steps.flatMap(({ word, input }) => (words.includes(word.word) ? [String(input.reader)] : []))
  return [...new Set(named.map((name) => nameOf(readerAddress(rig, name))))]
}
