import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { traceText } from '../../../../rigs/evidence/trace.ts'
import { type FinishedRun, runScenario } from '../../../../rigs/scenario/run.ts'
import type { Stage } from '../../../../rigs/scenario/stage.ts'
import { WORLD_WORDS } from '../../../../rigs/scenario/steps/world/index.ts'
import { readSteps } from '../a-scenario.ts'

const TAP = '{ tap: blue-card, reader: home/front-door }'
const UNHEARD = '{ tap: blue-card, reader: home/front-door, refused: DEADLINE }'
const GRANTED = '{ expect: { decision: granted, user: Anna@Office } }'
const DISABLE = '{ edit-user: Anna, site: office, status: disabled, app: true }'
const DISABLED = '{ expect: { decision: denied, reason: DISABLED_BY_SOURCE } }'

describe('a scenario in which the world', () => {
  test.for<[string, string[]]>([
    [
      'cuts what Office says to Home: it is not heard, until that is healed',
      [
        '{ cut: office, to: home }',
        DISABLE,
        TAP,
        GRANTED,
        '{ heal: office, to: home }',
        '{ advance: 2m }',
        TAP,
        DISABLED,
      ],
    ],
    [
      'cuts Home off from everybody, for longer than the connection timeout',
      [
        ...['{ cut: home }', '{ advance: 16m }', TAP, '{ expect: { decision: denied, reason: ORIGIN_OFFLINE } }'],
        ...['{ heal: home, from: office }', '{ advance: 5m }', TAP, GRANTED],
      ],
    ],
    [
      'cuts the line of a keypad: it is lost, and what it saw is too old when it is heard again',
      [
        ...['{ cut: home/front-door }', '{ expect: { device: home/front-door, state: lost } }', UNHEARD],
        '{ heal: home/front-door }',
        '{ expect: { decision: denied, reason: EXPIRED_PRESENTATION, reader: home/front-door } }',
        ...['{ expect: { device: home/front-door, state: ready } }', TAP, GRANTED],
      ],
    ],
    [
      'delays what Office says: it holds later, and steps do not wait for it',
      ['{ delay: office, to: home, by: 3s }', DISABLE, TAP, GRANTED, '{ advance: 3s }', TAP, DISABLED],
    ],
    [
      'delays the line of a keypad: the door opens once, a second later',
      [
        ...['{ delay: home/front-door, to: home, by: 1s }', TAP, GRANTED, '{ advance: 10s }'],
        '{ expect: { history: home/front-door, entries: 1 } }',
      ],
    ],
    [
      'loses the tap: the keypad says it again',
      [
        '{ drop: home/front-door, to: home, next: 1 }',
        TAP,
        GRANTED,
        '{ expect: { history: home/front-door, entries: 1 } }',
      ],
    ],
    [
      'loses the receipts: what is said again changes nothing',
      [
        ...['{ drop: home, to: home/front-door, next: 4 }', TAP, GRANTED, '{ advance: 10s }'],
        '{ expect: { history: home/front-door, entries: 1 } }',
        '{ expect: { pulse: O1, reader: home/front-door, times: 1, lasting: 3s } }',
      ],
    ],
    [
      'repeats a tap: the door opens once',
      [
        ...['{ repeat: home/front-door, to: home, next: 1 }', TAP, GRANTED],
        '{ expect: { pulse: O1, reader: home/front-door, times: 1, lasting: 3s }, within: 4s }',
        '{ expect: { history: home/front-door, entries: 1 } }',
      ],
    ],
    [
      'reorders two words of Office: the later one holds',
      [
        '{ reorder: office, to: home, next: 2 }',
        ...[DISABLE, TAP, GRANTED, '{ edit-user: Anna, site: office, status: enabled, app: true }'],
        ...['{ advance: 2m }', TAP, GRANTED],
      ],
    ],
    [
      'skews a clock: it shows what it shows to the second, and the others are right',
      [
        '{ skew: home, by: 30s, every: 1d }',
        '{ until: "2026-10-24T16:50:30", site: home }',
        '{ expect: { clock: home, shows: "16:50:30" } }',
        '{ expect: { clock: office, shows: "16:50:00" } }',
        '{ skew: home, by: 0s }',
        '{ advance: 1d }',
        '{ expect: { clock: home, shows: "15:50:30" } }', // the clocks went back
      ],
    ],
    [
      'skews a clock over the end of office hours: each door goes by its own',
      [
        '{ skew: home, by: -1m, every: 10m }',
        '{ until: "17:00", site: office }',
        '{ tap: red-card, reader: office/front-door }',
        '{ expect: { decision: denied, reason: OUTSIDE_SCHEDULE } }',
        ...['{ tap: red-card, reader: home/front-door }', '{ expect: { decision: granted, user: Ben@Office } }'],
        '{ until: "17:00", site: home }',
        '{ tap: red-card, reader: home/front-door }',
        '{ expect: { decision: denied, reason: OUTSIDE_SCHEDULE } }',
      ],
    ],
    [
      'pauses a keypad: nothing is read until it resumes',
      ['{ pause: home/front-door }', UNHEARD, '{ resume: home/front-door }', GRANTED],
    ],
    [
      'pauses a Miniserver: it answers nobody, and what it heard meanwhile it does when it resumes',
      [
        ...['{ pause: home }', '{ expect: { miniserver: home, answers: false } }', DISABLE, '{ resume: home }'],
        ...['{ advance: 1m }', TAP, DISABLED],
      ],
    ],
    [
      'pauses a Miniserver in a pulse: the output goes off when it resumes',
      [
        ...[TAP, '{ pause: home }', '{ advance: 1m }', '{ expect: { device: home/front-door, is: { o1: true } } }'],
        ...['{ resume: home }', '{ expect: { device: home/front-door, is: { o1: false } } }'],
      ],
    ],
    [
      'takes the power from a keypad: nobody is let in, until it has some',
      [
        ...['{ power: off, of: home/front-door }', '{ expect: { device: home/front-door, state: lost } }', UNHEARD],
        '{ power: on, of: home/front-door }',
        ...['{ expect: { device: home/front-door, state: ready } }', '{ never: { decision: granted }, for: 10s }'],
        ...[TAP, GRANTED],
      ],
    ],
    [
      'takes the power from a Miniserver: it is lost to all, and has its history afterwards',
      [
        ...[TAP, '{ power: off, of: home }', '{ expect: { device: home/miniserver, state: lost } }'],
        ...['{ expect: { miniserver: home, answers: false } }', '{ save: home, refused: NO_DOCUMENT }'],
        ...['{ load: home, refused: DEVICE_OFFLINE }', UNHEARD, '{ power: on, of: home }'],
        ...['{ expect: { history: home/front-door, user: Anna@Office }, within: 1m }', TAP, GRANTED],
      ],
    ],
    [
      'lets a Miniserver crash in a pulse: the output is off, and Office is heard again at once',
      [
        TAP,
        '{ crash: home }',
        '{ expect: { device: home/front-door, is: { o1: false } } }',
        '{ advance: 5s }',
        TAP,
        GRANTED,
      ],
    ],
    [
      'restores Home: what it was told since it is told again, and what was done since there is gone',
      [
        '{ back-up: home, name: monday }',
        ...[
          '{ load: home }',
          '{ add-user: Zoe, site: home, tags: [green-card] }',
          '{ save: home }',
          '{ discard: home }',
        ],
        ...[DISABLE, '{ restore: home, from: monday }', '{ advance: 1m }'],
        ...['{ expect: { user: Zoe, site: home, exists: false } }', TAP, DISABLED],
      ],
    ],
    [
      'restores Office: what its back-up says holds at Home, in a new epoch',
      [
        ...[
          '{ expect: { value: epoch, at: home, of: office }, as: before }',
          '{ back-up: office, name: monday }',
          DISABLE,
        ],
        ...[TAP, DISABLED, '{ restore: office, from: monday }', '{ advance: 1m }', TAP, GRANTED],
        ...['{ expect: { value: epoch, at: home, of: office, more-than: before }, as: first }', DISABLE],
        // The same one again is another epoch.
        ...['{ restore: office, from: monday }', '{ advance: 1m }', TAP, GRANTED],
        '{ expect: { value: epoch, at: home, of: office, more-than: first } }',
      ],
    ],
  ])('%s', async ([, steps]) => {
    const { failure } = await run(steps)
    expect(failure).toBeUndefined()
  })

  test('loses messages by chance leaves the same trace with the same seed, and another with another', async () => {
    const steps = [
      '{ drop: home/front-door, chance: 60% }',
      TAP,
      '{ advance: 1m }',
      '{ crash: home }',
      '{ advance: 1m }',
    ]
    const traces: string[] = []
    for (const seed of [1, 1, 2]) traces.push(decisionsOf(await run(steps, seed)))
    expect(traces[0]).toBe(traces[1])
    expect(traces[0]).not.toBe(traces[2])
  })

  test.for(['{ resume: home, refused: USAGE }', '{ restore: home, from: monday, refused: NOT_FOUND }'])(
    'is told what cannot be passes where the step says that it is refused: %s',
    async (step) => {
      expect((await run([step])).verdict).toBe('pass')
    },
  )

  const ofFaults = WORLD_WORDS.filter(({ needs = [] }) => needs.includes('faults')).map(({ word }) => word)
  test('the Internet is of every lane, and all else needs a world that can be disturbed', () => {
    const others = WORLD_WORDS.map(({ word }) => word).filter((word) => !ofFaults.includes(word))
    expect(others).toEqual(['forward', 'internet'])
  })

  test.for(ofFaults)('on a lane without faults, %s is refused', async (name) => {
    const word = WORLD_WORDS.find(({ word }) => word === name)
    const stage = { estate: { lane: 'live' } } as Stage
    await expect(word?.run(stage, {} as never)).rejects.toMatchObject({ code: 'UNSUPPORTED' })
  })
})

const HEADER = `scenario: A test
rig: ${resolve('rigs/two-sites.yaml')}
start: 2026-10-23T16:50[Europe/Vienna]
`

function run(steps: readonly string[], seed = 1): Promise<FinishedRun> {
  const { scenarios, faults } = readSteps(steps, HEADER)
  const [scenario] = scenarios
  if (scenario === undefined) throw new TypeError(faults.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return runScenario(scenario, { lane: 'virtual', seed })
}

function decisionsOf({ records }: FinishedRun): string {
  return traceText(records.slice(1))
}
