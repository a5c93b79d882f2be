import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFromDisk } from '../../rigs/rig-file/files.ts'
import { MATCHERS } from '../../rigs/scenario/expectations/index.ts'
import { parseScenario } from '../../rigs/scenario/read.ts'
import { STEP_WORDS } from '../../rigs/scenario/steps/index.ts'
import { SOUGHT_EXAMPLES, STEP_EXAMPLES } from '../../scripts/scenario-reference/examples.ts'

const LOGGED_IN = '{ log-in: Hugo, site: home, as: phone }'

/** What has to be before some words can be. */
const BEFORE: Readonly<Record<string, string>> = {
  join: '{ make-key: company-key, site: office }',
  resume: '{ pause: home }',
  ...Object.fromEntries(
    ['log-out', 'unlock', 'send', 'set-password', 'ask', 'switch', 'session', 'control'].map((word) => [
      word,
      LOGGED_IN,
    ]),
  ),
  'delete-schedule': '{ add-schedule: Lunch, site: home, entries: [] }',
  restore: '{ back-up: home, name: evening }',
}

/** Labs of words that have no place in the default one, and what somebody does there first. */
const LABS: Readonly<Record<string, { readonly rig: string; readonly first: string }>> = {
  present: { rig: 'rigs/side-entrances.yaml', first: '{ touch: blue-button, reader: house/cellar }' },
}
const DEFAULT_LAB = { rig: 'rigs/two-sites.yaml', first: '{ tap: blue-card, reader: home/front-door }' }

/** What is wrong with a step after a tap, and what its word needs before it, in a file beside those that it names. */
function faultsOf(step: string, word = ''): string[] {
  const { rig, first } = LABS[word] ?? DEFAULT_LAB
  const text = `scenario: An example
rig: ${resolve(rig)}
start: 2026-10-23T16:50[Europe/Vienna]
trusts: by-hand
steps:
  - ${first}
  - ${BEFORE[word] ?? '{ advance: 1s }'}
  - ${step}
`
  return parseScenario(text, resolve('fixtures/example.yaml'), readFromDisk).faults.map(
    ({ code, message }) => `${code}: ${message}`,
  )
}

describe('the reference of the scenario language', () => {
  test('has an example for each word, and none for what is no word', () => {
    expect(Object.keys(STEP_EXAMPLES).sort()).toEqual(STEP_WORDS.map(({ word }) => word).sort())
    expect(Object.keys(SOUGHT_EXAMPLES).sort()).toEqual(MATCHERS.map(({ word }) => word).sort())
  })

  test.for(Object.entries(STEP_EXAMPLES))('shows %s as the language takes it: %s', ([word, example]) => {
    expect(example).toContain(`{ ${word}: `)
    expect(faultsOf(example, word)).toEqual([])
  })

  test.for(Object.entries(SOUGHT_EXAMPLES))(
    'shows what is expected of %s as the language takes it',
    ([word, example]) => {
      expect(example).toContain(`{ ${word}: `)
      expect(faultsOf(`{ expect: ${example} }`, word)).toEqual([])
    },
  )
})
