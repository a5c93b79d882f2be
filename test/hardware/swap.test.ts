import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readersOf } from '../../rigs/control/addresses.ts'
import { compareStories, printDifference } from '../../rigs/evidence/compare-stories.ts'
import { latenciesOf } from '../../rigs/evidence/latency.ts'
import { type Story, storyOf } from '../../rigs/evidence/story.ts'
import { whateverTheReader } from '../../rigs/evidence/whatever-the-reader.ts'
import { readFromDisk } from '../../rigs/rig-file/files.ts'
import { loadScenario, parseScenario, readScenario } from '../../rigs/scenario/read.ts'
import { nameOf } from '../../rigs/scenario/readers/chosen-readers.ts'
import { readerChoice } from '../../rigs/scenario/readers/reader-choice.ts'
import { type FinishedRun, runScenario } from '../../rigs/scenario/run.ts'
import type { Scenario } from '../../rigs/scenario/scenario.ts'
import { type PrivatePcscd, startPrivatePcscd } from '../helpers/vpcd/private-pcscd.ts'
import { VirtualCard } from '../helpers/vpcd/virtual-card.ts'
import { hardwareMissing } from './available.ts'

const FIRST_LAB = 'test/scenarios/first-lab.yaml'
const TOUCHES = `scenario: Two iButtons at a reader
rig: rigs/two-sites.yaml
start: 2026-10-23T10:00[Europe/Vienna]
steps:
  - { touch: blue-button, reader: home/side-door }
  - { expect: { decision: granted, user: Anna@Office, credential: blue-button } }
  - { touch: blue-button, reader: home/side-door }
  - { expect: { decision: granted } }
  - { touch: red-button, reader: office/side-door, at: "18:00" }
  - { expect: { decision: denied, reason: OUTSIDE_SCHEDULE, user: Ben } }
`

const TAPS = `scenario: Two cards at a reader
rig: rigs/two-sites.yaml
start: 2026-10-23T10:00[Europe/Vienna]
steps:
  - { tap: blue-card, reader: home/front-door }
  - { expect: { decision: granted, user: Anna@Office } }
  - { advance: 1h }
  - { tap: green-card, reader: home/front-door }
  - { expect: { decision: denied, reason: UNKNOWN_CREDENTIAL } }
`

/** Far longer than the decision takes. */
const LOOKED_FOR_MS = 1500

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

describe.skipIf(missing.length > 0)(`a scenario whose readers are swapped${title}`, () => {
  let daemon: PrivatePcscd
  beforeAll(async () => {
    daemon = await startPrivatePcscd()
    process.env.PCSCLITE_CSOCK_NAME = daemon.env.PCSCLITE_CSOCK_NAME
  })
  afterAll(() => daemon[Symbol.asyncDispose]())

  const live = (scenario: Scenario, ...readers: string[]): Promise<FinishedRun> =>
    runScenario(scenario, { lane: 'live', seed: 1, readers: readers.map(readerChoice) })
  const vpcd = (): string => `home/front-door=vpcd:${daemon.ports[0]}`

  const differences = (one: FinishedRun, other: FinishedRun): string[] =>
    compareStories(told(one), told(other)).map((each) => printDifference(each, ['simulated', 'real']))

  test('the first lab tells the same story simulated, on a pseudo-terminal and through pcscd', async () => {
    const scenario = loadScenario(FIRST_LAB)
    const simulated = await runScenario(scenario, { lane: 'virtual', seed: 1 })
    expect(simulated.verdict).toBe('pass')
    for (const readers of [
      ['home/front-door=pty', 'office/front-door=pty'],
      [vpcd(), 'office/front-door=pty'],
    ]) {
      const real = await live(scenario, ...readers)
      expect([readers, real.failure]).toEqual([readers, undefined])
      expect(differences(simulated, real)).toEqual([])
      const taps = scenario.steps.filter(({ word }) => word.word === 'tap').length
      const latencies = latenciesOf(real.records)
      expect(latencies.reduce((sum, { presentations }) => sum + presentations, 0)).toBe(taps)
      for (const { minMs, maxMs } of latencies) {
        expect(minMs).toBeGreaterThan(0)
        expect(maxMs).toBeLessThan(5000)
      }
    }
  })

  test.for<[string, () => Scenario]>([
    ['C78 of the catalogue', () => loadScenario('test/scenarios/catalogue/c78-deny-beats-always.yaml')],
    ['C76 of the catalogue', () => loadScenario('test/scenarios/catalogue/c76-boundaries.yaml')],
    ['C58 of the catalogue, a wrong CRC and all,', () => loadScenario('test/scenarios/catalogue/c58-ibuttons.yaml')],
    [
      'three sites with one description of their doors',
      () => oneOf('test/scenarios/catalogue/c77-schedules-combined.yaml'),
    ],
    ['what iButtons do', () => touches()],
    ['a finger at the side door', () => loadScenario('test/scenarios/side-entrances.yaml')],
  ])('%s is the same story when all its readers are at the far ends of pseudo-terminals', async ([, load]) => {
    const scenario = load()
    const swapped = readersOf(scenario.rig).map((address) => `${nameOf(address)}=pty`)
    const simulated = await live(scenario)
    const real = await live(scenario, ...swapped)
    expect(real.failure).toBeUndefined()
    expect(differences(simulated, real)).toEqual([])
    expect(latenciesOf(real.records).length).toBeGreaterThan(0)
  })

  /** Somebody who lays the card that they are asked for on a reader that loxrig does not know the far end of. */
  const somebody = (cards: Readonly<Record<string, string>>) => {
    const card = new VirtualCard({ port: daemon.ports[1], uid: '' })
    onTestFinished(() => card[Symbol.asyncDispose]())
    const asked: string[] = []
    const changeCards = async (uid: string): Promise<void> => {
      const noticed = daemon.writes('Card Removed From')
      const wasThere = card.isInserted
      await card.remove()
      if (wasThere) await noticed
      await card.insert(uid)
    }
    const person = {
      ask(sentence: string): void {
        asked.push(sentence)
        void changeCards(cards[/^Hold (\S+)/.exec(sentence)?.[1] ?? ''] ?? '')
      },
    }
    return { person, asked }
  }
  const onBench = (scenario: Scenario, person: { ask(sentence: string): void }): Promise<FinishedRun> => {
    const readers = [readerChoice('home/front-door={ kind: pcsc, reader: Virtual PCD, slot: 00 01 }')]
    return runScenario(scenario, { lane: 'live', seed: 1, person, readers })
  }

  test('asks a person for each card by its name where its reader is on a bench, and tells the same story', async () => {
    const { person, asked } = somebody({ 'blue-card': '04A1B2C3D4E580', 'green-card': '04770C4D1B9282' })
    const simulated = await runScenario(taps(), { lane: 'virtual', seed: 1 })
    const real = await onBench(taps(), person)
    expect(real.failure).toBeUndefined()
    expect(differences(simulated, real)).toEqual([])
    expect(asked).toEqual(
      ['blue-card', 'green-card'].map((name) => `Hold ${name} to home/front-door, and take it off again (within 60s)`),
    )
  })

  test('tells the same story when the reader of this machine serves a keypad in a process of its own', async () => {
    const readers = ['home/front-door=pty', 'home/side-door=pty'].map(readerChoice)
    const simulated = await runScenario(taps(), { lane: 'virtual', seed: 1 })
    const apart = await runScenario(taps(), { lane: 'live', placement: 'process', seed: 1, readers })
    expect(apart.failure).toBeUndefined()
    expect(differences(simulated, apart)).toEqual([])
    expect(latenciesOf(apart.records)).toMatchObject([
      { reader: 'home/front-door', source: 'serial', presentations: 2 },
    ])
    expect(JSON.stringify(apart.records)).not.toMatch(/04 ?A1 ?B2 ?C3/i)
  })

  test('lets no time of the rig pass while a card is looked for and taken off', async () => {
    const { person } = somebody({ 'blue-card': '04A1B2C3D4E580', 'green-card': '04770C4D1B9282' })
    const late = { ask: (sentence: string) => void setTimeout(() => person.ask(sentence), LOOKED_FOR_MS) }
    const { records, failure } = await onBench(taps(), late)
    expect(failure).toBeUndefined()
    const [first, second] = records.flatMap((record) => (record.type === 'step' ? [record.wallMs.home ?? 0] : []))
    expect((second ?? 0) - (first ?? 0)).toBeLessThan(LOOKED_FOR_MS)
  })

  test('is unverified where a keypad would write on the card that it learns', async () => {
    const real = await live(loadScenario('test/scenarios/catalogue/c46c-tag-keys.yaml'), 'office/front-door=pty')
    expect([real.verdict, real.failure?.why]).toEqual([
      'unverified',
      'a keypad writes on the card that it learns, and the real reader at office/front-door reads',
    ])
  })

  test('is unverified when the person holds something else to it, and never passes', async () => {
    const { person } = somebody({ 'blue-card': '04770C4D1B9282' })
    const { verdict, failure } = await onBench(taps(), person)
    expect([verdict, failure?.why]).toEqual(['unverified', 'something else than blue-card was held to home/front-door'])
  })

  test('is unverified where the virtual reader is not there, and says what is missing', async () => {
    const { verdict, failure } = await live(loadScenario(FIRST_LAB), 'home/front-door={ kind: pcsc, reader: ACR122 }')
    expect([verdict, failure?.why]).toEqual(['unverified', expect.stringContaining('nobody is at an interactive')])
    const person = { ask: () => {} }
    const readers = [readerChoice('home/front-door=pcsc:ACR122')]
    const absent = await runScenario(loadScenario(FIRST_LAB), { lane: 'live', seed: 1, readers, person })
    expect([absent.verdict, absent.failure?.why]).toEqual(['unverified', expect.stringContaining('"ACR122"')])
    const nobody = await live(loadScenario(FIRST_LAB), 'home/front-door=vpcd:1')
    expect(nobody.verdict).toBe('unverified')
    expect(nobody.failure?.why).toContain('no virtual PC/SC reader listens on port 1')
  })
})

function told({ records }: FinishedRun): Story {
  return whateverTheReader(storyOf(records))
}

/** The first of its variants. */
function oneOf(path: string): Scenario {
  const [scenario] = readScenario(resolve(path)).scenarios
  if (scenario === undefined) throw new TypeError('no scenario')
  return scenario
}

function touches(): Scenario {
  return scenarioOf(TOUCHES)
}

function taps(): Scenario {
  return scenarioOf(TAPS)
}

function scenarioOf(text: string): Scenario {
  const [scenario] = parseScenario(text, 'swapped.yaml', readFromDisk).scenarios
  if (scenario === undefined) throw new TypeError('no scenario')
  return scenario
}
