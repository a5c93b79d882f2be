import { describe, expect, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { runScenario } from '../../../rigs/scenario/run.ts'
import { FIRST_STEP_LINE, HEADER, readSteps } from './a-scenario.ts'

/** The table is in the line after the header. */
function withVariants(table: string): string {
  return `${HEADER}variants: ${table}\n`
}

const line = FIRST_STEP_LINE - 1
const STEP = '{ tap: $card, reader: office/front-door }'

describe('variants', () => {
  test('make a scenario of each row, named by it, with its values in the steps', () => {
    const table = '{ Anna: { card: blue-card, decision: granted }, a stranger: { card: green-card, decision: denied } }'
    const { scenarios, faults } = readSteps([STEP, '{ expect: { decision: $decision } }'], withVariants(table))
    expect(faults).toEqual([])
    expect(scenarios.map(({ title, variant }) => [title, variant])).toEqual([
      ['A test: Anna', 'Anna'],
      ['A test: a stranger', 'a stranger'],
    ])
    expect(scenarios.map(({ steps }) => steps.map(({ text }) => text))).toEqual([
      ['tap blue-card at office/front-door', 'expect granted'],
      ['tap green-card at office/front-door', 'expect denied'],
    ])
  })

  test('are runs of their own, each with its verdict and trace', async () => {
    const table = '{ right: { decision: granted }, wrong: { decision: denied } }'
    const steps = ['{ tap: blue-card, reader: office/front-door }', '{ expect: { decision: $decision } }']
    const { scenarios } = readSteps(steps, withVariants(table))
    const runs = await Promise.all(scenarios.map((each) => runScenario(each, { lane: 'virtual', seed: 1 })))
    expect(runs.map(({ verdict }) => verdict)).toEqual(['pass', 'fail'])
    expect(runs.map(({ records }) => records[0])).toMatchObject([
      { title: 'A test: right' },
      { title: 'A test: wrong' },
    ])
  })

  test('give texts, parts of texts, numbers, and the start', () => {
    const header = withVariants('{ a: { day: "23", times: 2, zone: "Europe/Vienna" } }').replace(
      /start: .*/,
      'start: 2026-10-$dayT12:00[$zone]',
    )
    const steps = ['{ advance: 1s }', '{ expect: { pulse: O1, reader: home/front-door, times: $times } }']
    const { scenarios, faults } = readSteps(steps, header)
    expect(faults).toEqual([])
    expect(scenarios[0]).toMatchObject({
      startWallMs: Date.UTC(2026, 9, 23, 10),
      steps: [{}, { input: { expect: { times: 2 } } }],
    })
  })

  test('leave a dollar alone in a file without them', () => {
    const [scenario] = readSteps(['{ add-user: Zoe, site: home, password: "$word" }']).scenarios
    expect(scenario?.steps[0]?.input).toMatchObject({ password: '$word' })
  })

  test.for<[string, string, string]>([
    ['[a]', STEP, `${line}:11: WRONG_TYPE: "variants" should be a map of keys and values, not a list.`],
    ['{}', STEP, `${line}:11: INVALID_VALUE: "variants" has at least one variant.`],
    ['{ a: {} }', STEP, `${line}:16: INVALID_VALUE: "a" gives at least one value.`],
    ['{ a: { Card: x } }', STEP, `${line}:18: INVALID_VALUE: "Card" is a word of small letters and digits.`],
    ['{ a: { card: [x] } }', STEP, `${line}:24: WRONG_TYPE: "card" should be text, not a list.`],
    [
      '{ a: { cart: blue-card } }',
      STEP,
      `${line + 2}:12: NOT_FOUND: No variant gives $card a value. Did you mean "cart"?`,
    ],
    [
      '{ a: { cart: blue-card } }',
      STEP,
      `${line}:18: UNKNOWN_KEY: Nothing in the file uses $cart. Did you mean "card"?`,
    ],
    ['{ a: { card: blue-card }, b: { } }', STEP, `${line}:40: INVALID_VALUE: "b" gives at least one value.`],
    [
      '{ a: { card: blue-card, extra: 1 }, b: { card: red-card } }',
      '{ tap: $card, reader: office/front-door, refused: $extra }',
      `${line}:47: MISSING_KEY: "extra" is missing, which other variants have.`,
    ],
    [
      '{ a: { card: blue-card }, b: { card: blue-crad } }',
      STEP,
      `${line}:48: NOT_FOUND: No tag blue-crad: neither a credential of rig two-sites nor an id. Did you mean "blue-card"? This is $card in line ${line + 2}.`,
    ],
    [
      '{ a: { hour: "08:00" }, b: { hour: "8" } }',
      '{ until: $hour }',
      `${line}:46: INVALID_VALUE: "until" is a time such as`,
    ],
    [
      '{ a: { wait: 1h }, b: { wait: 3h } }',
      '{ advance: $wait }\n  - { until: "2026-10-23T18:30" }',
      `${line + 3}:14: TIME_PAST: "until" is 2026-10-23T18:30, which is over by then: it is 2026-10-23T19:50:00+02:00 at office. So in variant b.`,
    ],
    [
      '{ a: { card: blue-card }, b: { card: red-card } }',
      '{ tap: $card, reader: office/front-dor }',
      `${line + 2}:27: NOT_FOUND: No reader office/front-dor in rig two-sites. Did you mean "office/front-door"?`,
    ],
  ])('%s with %s has a fault with its place', ([table, step, expected]) => {
    const { scenarios, faults } = readSteps([step], withVariants(table))
    expect(scenarios).toEqual([])
    expect(faults.map(printFault)).toEqual(expect.arrayContaining([expect.stringContaining(`test.yaml:${expected}`)]))
  })

  test('tell a fault that all of them have once, beside those of the table', () => {
    const both = '{ a: { card: blue-card }, b: { card: red-card } }'
    const { faults } = readSteps(
      [STEP, '{ sleep: 1s }', '{ tap: blue-crad, reader: home/front-door }'],
      withVariants(both),
    )
    expect(faults.map((fault) => `${fault.line} ${fault.code}`)).toEqual([`${line + 3} SLEEP`, `${line + 4} NOT_FOUND`])
    const wrong = readSteps([STEP, '{ sleep: 1s }'], withVariants('{ a: { card: blue-card, cart: x } }')).faults
    expect(wrong.map(({ code }) => code)).toEqual(['UNKNOWN_KEY', 'SLEEP'])
  })

  test('I3: of credentials that rows give, show names only, also in faults', () => {
    const id = '04 A1 B2 C3 D4 E5 80'
    const steps = ['{ add-user: Zoe, site: home, password: $secret, tags: [$tag] }']
    const { scenarios } = readSteps(steps, withVariants(`{ a: { secret: topsecret, tag: "${id}" } }`))
    const told = JSON.stringify(scenarios[0]?.steps.map(({ text, shown }) => ({ text, shown })))
    expect(told).not.toMatch(/topsecret|04 A1/)
    const long = 'topsecret'.repeat(40)
    const { faults } = readSteps(steps, withVariants(`{ a: { secret: "${long}", tag: "${id}" } }`))
    expect(faults).toHaveLength(1)
    expect(faults.map(printFault).join()).not.toContain('topsecret')
  })
})
