import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync('schemas/rig.schema.json', 'utf8')))

test.for(['rigs/two-sites.yaml', 'fixtures/rigs/small.yaml'])('the published schema takes %s', (path) => {
  validate(parse(readFileSync(path, 'utf8')))
  expect(validate.errors).toBeNull()
})

test('the published schema refuses what the reader refuses by its shape', () => {
  expect(
    validate(
      parse(readFileSync('fixtures/rigs/everything-wrong.yaml', 'utf8').replace(/^ {4}miniserver.*Vienna }\n/m, '')),
    ),
  ).toBe(false)
  expect(validate.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/front-door additionalProperties/),
      '/sites/office/program/users/Anna/password type',
    ]),
  )
})

test('the default lab names its schema in the first line', () => {
  const [first = ''] = readFileSync('rigs/two-sites.yaml', 'utf8').split('\n')
  expect(first).toBe('# yaml-language-server: $schema=../schemas/rig.schema.json')
})
