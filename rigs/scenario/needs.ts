import { sourceOf } from '../attachments/attach-declared.ts'
import { readerAddress, readersOf } from '../control/addresses.ts'
import type { Part } from '../doctor/part.ts'
import type { LaneName } from './lane-name.ts'
import type { Person } from './person.ts'
import type { Scenario } from './scenario.ts'

/** Where a scenario is about to run. */
export interface Surroundings {
  readonly lane: LaneName
  readonly env: Readonly<NodeJS.ProcessEnv>
  /** Who carries out prompts; absent where nobody is at the terminal. */
  readonly person?: Person | undefined
}

/** What a scenario needs that not every lane or machine has: each with what is missing and what mends it, where it is not there. */
export const NEEDS = {
  faults: async (_, { lane }) =>
    lane === 'virtual'
      ? undefined
      : `a world whose links, clocks and power can be disturbed: the ${lane} lane has none; ${ON_VIRTUAL}`,

  human: async (scenario, { lane, person }) => {
    if (lane === 'virtual') return `a human: nobody is at a reader of the virtual lane; ${ON_LIVE}`
    if (person === undefined) return 'a human: nobody is at an interactive terminal; run it in one'
    const { rig } = scenario
    const simulated = promptedReaders(scenario).filter((name) => sourceOf(rig, readerAddress(rig, name)) === undefined)
    if (simulated.length === 0) return undefined
    return `a real reader: ${simulated.join(', ')} is simulated; give it a source of kind pcsc or serial in the rig file`
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
  return [...elsewhere, ...absent.flatMap((sentence) => sentence ?? []), ...passingOfTime(scenario, lane)]
}

type Look = (scenario: Scenario, surroundings: Surroundings) => Promise<string | undefined>

const ON_LIVE = 'run it with --lane live'
const ON_VIRTUAL = 'run it with --lane virtual'

function absence(what: string, { state, found, mend }: Part): string | undefined {
  if (state === 'ok') return undefined
  return `${what}: ${found.replace(/\.$/, '')}${mend === undefined ? '' : `; mend it with: ${mend}`}`
}

/** Whoever stands at a real reader lives in real time, which nobody can move. */
function passingOfTime({ rig, steps }: Scenario, lane: LaneName): string[] {
  const moving = steps.find(({ word }) => word.kind === 'time' || word.word === 'never')
  const real = readersOf(rig).find((slot) => sourceOf(rig, slot) !== undefined)
  if (lane === 'virtual' || moving === undefined || real === undefined) return []
  const { word, place } = moving
  const reader = `${real.site}/${real.reader}`
  return [
    `a clock that can be moved, for "${word.word}" in line ${place.line}: ${reader} has a real reader; ${ON_VIRTUAL}`,
  ]
}

function promptedReaders({ steps }: Scenario): string[] {
  return [...new Set(steps.flatMap(({ word, input }) => (word.word === 'prompt' ? [String(input.reader)] : [])))]
}
