import { describe, expect, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { FIRST_STEP_LINE, readSteps, runSteps } from './a-scenario.ts'

const line = FIRST_STEP_LINE
const TAP = 'tap: red-card, reader: office/front-door'

describe('a step that says at', () => {
  test('waits until then, and is done: both are steps of the same place', () => {
    const [scenario] = readSteps([`{ at: "16:59:59", ${TAP} }`]).scenarios
    expect(scenario?.steps.map(({ text, place }) => `${place.line}:${place.column} ${text}`)).toEqual([
      `${line}:5 wait until 16:59:59 at office`,
      `${line}:5 tap red-card at office/front-door`,
    ])
  })

  test.for([
    ['{ at: "18:00", tap: blue-card, reader: home/front-door }', 'home'],
    ['{ at: "18:00", load: home }', 'home'],
    ['{ at: "18:00", grant: Anna, object: "home/access:Front Door" }', 'home'],
    ['{ at: "18:00", expect: { decision: granted, reader: home/front-door } }', 'home'],
    ['{ at: "18:00", expect: { decision: granted } }', undefined],
  ])('%s is by the clock of the site that it is about', ([step = '', site]) => {
    const [scenario] = readSteps(['{ advance: 1s }', step]).scenarios
    expect(scenario?.steps[1]?.input).toEqual({ until: '18:00', ...(site !== undefined && { site }) })
  })

  test('C76: decides at the last instant before the office closes, and at the first after', async () => {
    const { verdict, failure } = await runSteps([
      `{ at: "16:59:59", ${TAP} }`,
      '{ expect: { decision: granted, schedule: Office Hours } }',
      `{ at: "17:00", ${TAP} }`,
      '{ expect: { decision: denied, reason: OUTSIDE_SCHEDULE } }',
    ])
    expect(failure).toBeUndefined()
    expect(verdict).toBe('pass')
  })

  test.for<[string[], string]>([
    [
      ['{ at: "2026-10-23T16:00", load: home }'],
      `${line}:11: TIME_PAST: "at" is 2026-10-23T16:00, which is over by then: it is 2026-10-23T16:50:00+02:00 at home.`,
    ],
    [
      ['{ at: "16:50", load: home }'],
      `${line}:11: TIME_PAST: "at" is 16:50, which it is already at home; leave it out, or write the day as well.`,
    ],
    [
      ['{ at: "18:00", load: home }', '{ at: "18:00", load: office }'],
      `${line + 1}:11: TIME_PAST: "at" is 18:00, which it is already at office; leave it out, or write the day as well.`,
    ],
    [
      ['{ at: "2027-03-28T02:30", load: home }'],
      `${line}:11: INVALID_VALUE: "at" is 2027-03-28T02:30, a time that the clocks of Europe/Vienna skip when they go forward.`,
    ],
    [['{ at: "2026-02-30T08:00", load: home }'], `${line}:11: INVALID_VALUE: "at" is no time of any day.`],
    [['{ at: noon, load: home }'], `${line}:11: INVALID_VALUE: "at" is a time such as "08:00"`],
    [['{ at: 8, load: home }'], `${line}:11: WRONG_TYPE: "at" should be text, not a number; put it in quotes.`],
    [['{ at: "18:00" }'], `${line}:7: UNKNOWN_KEY: There is no word "at". It is until, where nothing is done then.`],
    [['{ at: "18:00", advance: 1s }'], `${line}:7: UNKNOWN_KEY: There is no "at" here.`],
    [['{ at: "18:00", laod: home }'], `${line}:20: UNKNOWN_KEY: There is no word "laod". Did you mean "load"?`],
  ])('%j is refused with its place', ([steps, expected]) => {
    const { scenarios, faults } = readSteps(steps)
    expect(scenarios).toEqual([])
    expect(faults.map(printFault)).toEqual([expect.stringContaining(`test.yaml:${expected}`)])
  })
})
