import { readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { LATER_WORDS } from '../../../rigs/scenario/other-words.ts'
import { filesUnder } from '../../../scripts/source/files.ts'

const ajv = new Ajv({ strict: false, allErrors: true, formats: { date: true, 'date-time': true } })
const validate = ajv.compile(JSON.parse(readFileSync('schemas/scenario.schema.json', 'utf8')))
const SCENARIOS = filesUnder('test/scenarios', '.yaml').filter((path) => !path.includes('/rigs/'))

/** Errors of the published schema in a scenario, the steps of which are one a line. */
function errorsIn(steps: readonly string[], header = 'start: 2026-10-23T16:50Z'): unknown {
  const lines = steps.map((step) => `  - ${step}\n`).join('')
  return validate(parse(`scenario: x\nrig: x.yaml\n${header}\nsteps:\n${lines}`)) ? null : validate.errors
}

const TAP = '{ tap: blue-card, reader: home/front-door }'

describe('the published schema', () => {
  test.for(SCENARIOS)('takes %s, which names it in its first line', (path) => {
    const text = readFileSync(path, 'utf8')
    validate(parse(text))
    expect(validate.errors).toBeNull()
    const schema = relative(dirname(path), 'schemas/scenario.schema.json')
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`)
  })

  test('takes words that are not built yet', () => {
    for (const word of LATER_WORDS) expect(errorsIn([`{ ${word}: x }`]), word).toBeNull()
  })

  test.for([
    '{ at: "07:59:59", tap: blue-card, reader: home/front-door }',
    '{ at: "08:00", expect: { decision: granted } }',
    '{ prompt: Lay the blue card on it, reader: home/front-door, within: 60s }',
    '{ expect: { decision: $decision, reason: $reason }, within: $deadline }',
    '{ until: "2026-10-$dayT08:00" }',
    '{ expect: { pulse: O1, reader: home/front-door, times: $times } }',
    '{ tap: $card, reader: $reader, refused: $code }',
  ])('takes the step %s', (step) => {
    expect(errorsIn([step])).toBeNull()
  })

  test.for([
    'start-from: joined.yaml',
    'start: $start\nvariants: { spring: { start: "2027-03-28T01:30[Europe/Vienna]" } }',
    'start: 2026-10-23T16:50Z\nneeds: [docker, pcsc-reader, serial-port, human, faults]\nlanes: [virtual, live, containers]',
    'start: 2026-10-23T16:50Z\nquarantine: { reason: The clock is being mended, until: 2026-12-31 }',
  ])('takes the header %j', (header) => {
    expect(errorsIn([TAP], header)).toBeNull()
  })

  test.for([
    '{ tapp: blue-card, reader: home/front-door }',
    '{ tap: blue-card, raeder: home/front-door }',
    '{ at: noon, tap: blue-card, reader: home/front-door }',
    '{ att: "08:00", tap: blue-card, reader: home/front-door }',
    '{ at: "08:00", advance: 1s }',
    '{ at: "08:00" }',
    '{ prompt: Lay the blue card on it, within: 60s }',
    '{ prompt: Lay the blue card on it, reader: home/front-door, within: 0s }',
    '{ expect: { decision: grantd } }',
    '{ expect: { decision: granted }, within: 0s }',
    '{ never: { decision: granted } }',
    '{ never: { decision: granted }, for: 0s }',
    '{ sleep: 5s }',
    '{ slow: home/front-door }',
    '{ advance: a while }',
    '{ advance: 0s }',
  ])('refuses the step %s', (step) => {
    expect(errorsIn([step])).not.toBeNull()
  })

  test.for([
    'trusts: by-hand',
    'start: 2026-10-23T16:50Z\nstart-from: joined.yaml',
    'trusts: by-hand\nstart-from: joined.yaml',
    'start: 2026-10-23T16:50Z\nneed: [docker]',
    'start: 2026-10-23T16:50Z\nneeds: [dokcer]',
    'start: 2026-10-23T16:50Z\nneeds: docker',
    'start: 2026-10-23T16:50Z\nlanes: [moon]',
    'start: 2026-10-23T16:50Z\nvariants: [a, b]',
    'start: 2026-10-23T16:50Z\nvariants: { a: { Hour: 1 } }',
    'start: 2026-10-23T16:50Z\nvariants: { a: { hour: [1] } }',
    'start: 2026-10-23T16:50Z\nquarantine: { reason: x }',
    'start: 2026-10-23T16:50Z\nquarantine: { until: 2026-12-31 }',
    'start: 2026-10-23T16:50Z\nquarantine: { reason: x, until: 31.12.2026 }',
    'start: 2026-10-23T16:50Z\nretries: 3',
  ])('refuses the header %j', (header) => {
    expect(errorsIn([TAP], header)).not.toBeNull()
  })
})
