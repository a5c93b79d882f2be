import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { LATER_WORDS, OTHER_SPELLINGS, REFUSED_WORDS } from '../../../rigs/scenario/other-words.ts'
import { parseScenario, readScenario } from '../../../rigs/scenario/read.ts'
import { STEP_WORDS } from '../../../rigs/scenario/steps/index.ts'
import { FIRST_STEP_LINE, readSteps } from './a-scenario.ts'

const line = FIRST_STEP_LINE

describe('a scenario file', () => {
  test.for<[string, string]>([
    ['{ sleep: 5s }', `${line}:7: SLEEP: A scenario does not sleep`],
    ['{ tap: blue-card, reader: home/front-door, wait: 1s }', `${line}:48: SLEEP: `],
    ['{ retry: 3 }', `${line}:7: RETRY: A scenario does not try again: what fails once has found something.`],
    ['{ slow: home/front-door }', `${line}:7: UNKNOWN_KEY: There is no word "slow". It is delay.`],
    [
      '{ for-each: [1, 2] }',
      `${line}:7: UNKNOWN_KEY: There is no word "for-each". It is the key variants of the file.`,
    ],
    ['{ detach: home/gate }', `${line}:7: UNSUPPORTED: "detach" is a word of the language that is not built yet.`],
    ['{ tapp: blue-card }', `${line}:7: UNKNOWN_KEY: There is no word "tapp". Did you mean "tap"?`],
    [
      '{ tap: blue-card, touch: blue-button }',
      `${line}:23: INVALID_VALUE: A step has one word; this has tap and touch.`,
    ],
    ['tap', `${line}:5: WRONG_TYPE: A step is a map`],
    ['{}', `${line}:5: MISSING_KEY: A step has one of tap, touch`],
    ['{ tap: blue-card }', `${line}:5: MISSING_KEY: "reader" is missing.`],
    [
      '{ tap: blue-card, raeder: home/front-door }',
      `${line}:23: UNKNOWN_KEY: There is no "raeder" here. Did you mean "reader"?`,
    ],
    ['{ tap: blue-crad, reader: home/front-door }', `${line}:12: NOT_FOUND: No tag blue-crad`],
    ['{ tap: blue-card, reader: home/front-dor }', `${line}:31: NOT_FOUND: No reader home/front-dor`],
    [
      '{ tap: blue-card, reader: home/side-door }',
      `${line}:31: INVALID_VALUE: home/side-door is an iButton reader; use touch.`,
    ],
    [
      '{ present: thumb, reader: home/side-door }',
      `${line}:31: INVALID_VALUE: home/side-door is an iButton reader; use touch.`,
    ],
    ['{ load: hoem }', `${line}:13: NOT_FOUND: No site hoem`],
    ['{ import-users: no-such-users.csv, site: home }', `${line}:21: FILE_UNREADABLE: no-such-users.csv is not there.`],
    [
      '{ grant: Anna, object: "home/access:Font Door" }',
      `${line}:28: NOT_FOUND: No object access:Font Door at home. Did you mean "access:Front Door"?`,
    ],
    [
      '{ grant: Anna, object: "home/access:Front Door", schedule: Ofice }',
      `${line}:64: NOT_FOUND: No schedule Ofice at home.`,
    ],
    ['{ join: home, key: x }', `${line}:24: NOT_FOUND: No step before this makes a key file x.`],
    ['{ advance: 0s }', `${line}:16: INVALID_VALUE: "advance" lets no time pass.`],
    ['{ until: "2026-10-23T16:00", site: home }', `${line}:14: TIME_PAST: `],
    [
      '{ advance: 400d }',
      `${line}:16: INVALID_VALUE: "advance" is 400d, which is longer than a year; set the clocks instead.`,
    ],
    [
      '{ until: "2027-03-28T02:30" }',
      `${line}:14: INVALID_VALUE: "until" is 2027-03-28T02:30, a time that the clocks of Europe/Vienna skip when they go forward.`,
    ],
    [
      '{ set-clock: "2027-03-28 02:30", site: home }',
      `${line}:18: INVALID_VALUE: "set-clock" is 2027-03-28 02:30, a time that the clocks of Europe/Vienna skip`,
    ],
    [
      '{ set-clock: "2008-12-31T12:00", site: home }',
      `${line}:18: INVALID_VALUE: "set-clock" is 2008-12-31T12:00, which leads out of the years 2009 to 2099`,
    ],
    [
      '{ until: "2100-01-01T12:00" }',
      `${line}:14: INVALID_VALUE: "until" is 2100-01-01T12:00, which leads out of the years 2009 to 2099`,
    ],
    [
      '{ expect: { decision: granted } }',
      `${line}:7: NOTHING_TO_WAIT_FOR: Nothing is done before this that could set off a decision.`,
    ],
    ['{ never: { pulse: O1, reader: home/front-door }, for: 5s }', `${line}:7: NOTHING_TO_WAIT_FOR: `],
    ['{ expect: { decision: granted }, within: 0s }', `${line}:46: INVALID_VALUE: "within" lets no time pass.`],
    ['{ never: { decision: granted }, for: 0ms }', `${line}:42: INVALID_VALUE: "for" lets no time pass.`],
    ['{ until: "2026-02-30T16:00" }', `${line}:14: INVALID_VALUE: "until" is no time of any day.`],
    ['{ expect: { clock: home, shows: "25:99" } }', `${line}:37: INVALID_VALUE: "shows" is no time of any day.`],
    ['{ set-clock: "25:00", site: home }', `${line}:18: INVALID_VALUE: `],
    ['{ expect: { decision: grantd } }', `${line}:27: INVALID_VALUE: "decision" is granted, denied, not "grantd".`],
    [
      '{ expect: { pulse: O1, raeder: home/front-door } }',
      `${line}:28: UNKNOWN_KEY: There is no "raeder" here. Did you mean "reader"?`,
    ],
    ['{ expect: { pulse: O7, reader: home/front-door } }', `${line}:24: NOT_FOUND: No output O7 at home/front-door.`],
    [
      '{ save: home, refused: STALE_DOCUMNT }',
      `${line}:28: INVALID_VALUE: "refused" is not "STALE_DOCUMNT". Did you mean "STALE_DOCUMENT"?`,
    ],
    ['{ expect: { ring: home/gate } }', `${line}:17: UNKNOWN_KEY: There is no word "ring".`],
    ['{ expect: { rings: home/gate } }', `${line}:17: UNKNOWN_KEY: There is no word "rings".`],
    ['{ never: { decision: granted } }', `${line}:5: MISSING_KEY: "for" is missing.`],
    ['{ expect: { decision: granted }, refused: FORBIDDEN }', `${line}:38: UNKNOWN_KEY: There is no "refused" here.`],
  ])('refuses %s', ([step, expected]) => {
    const printed = readSteps([step]).faults.map(printFault)
    expect(printed).toEqual(expect.arrayContaining([expect.stringContaining(`test.yaml:${expected}`)]))
  })

  test.for<[string, string]>([
    ['start: 2026-10-23T16:50', '"start" is no time of the calendar, or has no zone'],
    ['start: 2026-02-30T16:50Z', '"start" is no time of the calendar'],
    ['start: 2026-10-23T16:50[Europe/Wien]', '"start" is no time of the calendar'],
    ['start: noon', '"start" is an instant such as'],
    ['start: 2027-03-28T02:30[Europe/Vienna]', '"start" is no time of the calendar'],
    ['start: 2008-12-31T12:00Z', '"start" is outside the years 2009 to 2099 for which time zones are known.'],
  ])('refuses %s', ([start, message]) => {
    const text = `scenario: x\nrig: rigs/two-sites.yaml\n${start}\nsteps:\n  - { advance: 1s }\n`
    const { faults } = parseScenario(text, 'x.yaml', (path) => ({ text: readFileSync(path, 'utf8') }))
    expect(faults).toMatchObject([{ line: 3, column: 8, message: expect.stringContaining(message) }])
  })

  test('tells every fault at once, those of its rig file too, and what is not built yet', () => {
    const {
      scenarios: [scenario],
      faults,
    } = parseScenario(
      'scenario: x\nrig: rig.yaml\nstart: 2026-10-23T16:50Z\ninvariants: []\nsteps:\n  - { sleep: 1s }\n  - { detach: x }\n',
      'folder/x.yaml',
      (path) => ({ text: path === 'folder/rig.yaml' ? 'version: 2\nrig: x\nsites: {}\n' : '' }),
    )
    expect(scenario).toBeUndefined()
    expect(faults.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'folder/rig.yaml:1 INVALID_VALUE',
      'folder/x.yaml:4 UNSUPPORTED',
      'folder/x.yaml:6 SLEEP',
      'folder/x.yaml:7 UNSUPPORTED',
    ])
  })

  test.for([
    ['variant: { a: { x: 1 } }', '4:1: UNKNOWN_KEY: There is no "variant" here. Did you mean "variants"?'],
    ['sleep: 5s', '4:1: SLEEP: A scenario does not sleep'],
    ['retries: 3', '4:1: RETRY: A scenario does not try again'],
    ['timeout: 5s', '4:1: SLEEP: '],
    ['trusts: by-foot', '4:9: INVALID_VALUE: "trusts" is by-hand, not "by-foot".'],
    ['proves: [C70, X1]', '4:15: INVALID_VALUE: "proves" is a number such as R107, C70 or I8.'],
  ])('refuses the key %s', ([key, expected]) => {
    const text = `scenario: x\nrig: rigs/two-sites.yaml\nstart: 2026-10-23T16:50Z\n${key}\nsteps:\n  - { advance: 1s }\n`
    const { faults } = parseScenario(text, 'x.yaml', (path) => ({ text: readFileSync(path, 'utf8') }))
    expect(faults.map(printFault)).toEqual([expect.stringContaining(`x.yaml:${expected}`)])
  })

  test('knows a time in the gap of the clocks also where the day is left out', () => {
    const steps = ['{ set-clock: "2027-03-27T12:00", site: home }', '{ until: "02:30", site: home }']
    expect(readSteps(steps).faults).toMatchObject([{ line: line + 1, column: 14, code: 'INVALID_VALUE' }])
    expect(readSteps([steps[0] ?? '', '{ until: "03:30", site: home }']).faults).toEqual([])
  })

  test('may expect what is there without anything being done, and what time sets off', () => {
    expect(readSteps(['{ expect: { history: home/front-door, entries: 0 } }']).faults).toEqual([])
    expect(readSteps(['{ advance: 1h }', '{ never: { decision: granted }, for: 1m }']).faults).toEqual([])
  })

  test.for(['{ advance: soon }', '{ until: soon }'])('tells once what is wrong with %s', (step) => {
    expect(readSteps([step]).faults).toHaveLength(1)
  })

  test('has no word that is both built and not', () => {
    const built = STEP_WORDS.map(({ word }) => word)
    expect(
      [...LATER_WORDS, ...Object.keys(REFUSED_WORDS), ...Object.keys(OTHER_SPELLINGS)].filter((word) =>
        built.includes(word),
      ),
    ).toEqual([])
  })

  test('that is not there is one fault', () => {
    expect(readScenario('test/scenarios/none.yaml').faults).toMatchObject([{ code: 'FILE_UNREADABLE' }])
  })

  test('counts the time its steps let pass, at each site by its own clock', () => {
    const steps = [
      '{ advance: 1h }',
      '{ set-clock: "12:00", site: home }',
      '{ until: "12:30", site: home }',
      '{ until: "18:30", site: office }',
      '{ until: "2026-10-23T18:40", site: office }',
    ]
    expect(readSteps(steps).faults.map(({ line }) => line)).toEqual([])
    expect(readSteps([...steps, '{ until: "2026-10-23T18:40", site: office }']).faults).toMatchObject([
      { line: FIRST_STEP_LINE + 5, code: 'TIME_PAST' },
    ])
  })

  test('I3: shows credentials by name only, and no password', () => {
    const {
      scenarios: [scenario],
    } = readSteps([
      '{ tap: "04 A1 B2 C3 D4 E5 80", reader: home/front-door }',
      '{ add-user: Zoe, site: home, tags: [blue-card, "04 A1 B2 C3 D4 E5 81"], password: topsecret }',
    ])
    const told = JSON.stringify(scenario?.steps.map(({ text, shown }) => ({ text, shown })))
    expect(told).not.toMatch(/04 A1|topsecret/)
    expect(told).toContain('blue-card')
  })
})
