import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { filesUnder } from '../../../scripts/source/files.ts'

const ajv = new Ajv({ strict: false, allErrors: true })
const validate = ajv.compile(JSON.parse(readFileSync('schemas/scenario.schema.json', 'utf8')))
const FIRST_LAB = readFileSync('test/scenarios/first-lab.yaml', 'utf8')

test.for(filesUnder('test/scenarios', '.yaml'))(
  'the published schema takes %s, which names it in its first line',
  (path) => {
    const text = readFileSync(path, 'utf8')
    validate(parse(text))
    expect(validate.errors).toBeNull()
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../../schemas/scenario.schema.json')
  },
)

test('the published schema takes words that are not built yet', () => {
  expect(validate({ ...parse(FIRST_LAB), steps: [{ ring: 'home/gate' }] })).toBe(true)
})

test.for([
  { tapp: 'blue-card', reader: 'home/front-door' },
  { tap: 'blue-card', raeder: 'home/front-door' },
  { expect: { decision: 'grantd' } },
  { never: { decision: 'granted' } },
  { sleep: '5s' },
  { advance: 'a while' },
])('the published schema refuses %j', (step) => {
  expect(validate({ ...parse(FIRST_LAB), steps: [step] })).toBe(false)
})
