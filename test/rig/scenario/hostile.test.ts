import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFromDisk } from '../../../rigs/rig-file/files.ts'
import { parseScenario } from '../../../rigs/scenario/read.ts'
import { ScenarioFile } from '../../../rigs/scenario/schema.ts'
import { STEP_WORDS } from '../../../rigs/scenario/steps/index.ts'

const KEYS = [
  ...Object.keys(ScenarioFile.shape),
  ...STEP_WORDS.flatMap(({ schema }) => Object.keys(schema.shape)),
  ...['at', 'refused', 'decision', 'reader', 'hour', '__proto__', 'constructor', 'toString', ''],
]
const LEAVES = [
  'home',
  'home/front-door',
  '08:00',
  '1s',
  '$hour',
  '$constructor',
  'granted',
  'blue-card',
  resolve('rigs/two-sites.yaml'),
]

const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('map'), tie('list')),
  leaf: fc.oneof(fc.constantFrom(...LEAVES), fc.integer(), fc.boolean(), fc.constant(null), fc.string()),
  map: fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
  list: fc.array(tie('value'), { maxLength: 3 }),
}))
const header = {
  scenario: 'x',
  rig: resolve('rigs/two-sites.yaml'),
  start: '2026-10-23T16:50[Europe/Vienna]',
  steps: [{ advance: '1s' }],
}

test('whatever is written is a scenario, or has a fault in a place of the file; nothing is thrown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KEYS), value, fc.array(value, { maxLength: 4 }), (key, each, steps) => {
      const text = JSON.stringify({ ...header, steps: [...header.steps, ...steps], [key]: each })
      const { scenarios, open, faults } = parseScenario(text, 'x.yaml', readFromDisk, '2026-10-23')
      expect(scenarios.length > 0 || open !== undefined).toBe(faults.length === 0)
      for (const { line, column, message } of faults) {
        expect([line, column > 0]).toEqual([1, true])
        expect(message).toMatch(/[.?!]$/)
      }
    }),
    { numRuns: 100 },
  )
})
