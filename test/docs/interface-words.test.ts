import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MATCHERS } from '../../rigs/scenario/expectations/index.ts'
import { LATER_WORDS } from '../../rigs/scenario/other-words.ts'
import { STEP_WORDS } from '../../rigs/scenario/steps/index.ts'

const rows = tableUnder('**Steps of a scenario.**')

test.for([
  ['today', [...STEP_WORDS, ...MATCHERS].map(({ word }) => word), 1],
  ['later', LATER_WORDS, 2],
] as const)('the interface names every word of scenarios that there is %s', ([, words, column]) => {
  const named = rows.flatMap((cells) => [...(cells[column] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, word]) => word))
  expect(words.filter((word) => !named.includes(word))).toEqual([])
})

test('and as later none that is built', () => {
  const later = rows.flatMap((cells) => [...(cells[2] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, word]) => word))
  expect(later.filter((word) => STEP_WORDS.some((built) => built.word === word))).toEqual([])
})

/** The cells of the table that follows these words. */
function tableUnder(words: string): string[][] {
  const page = readFileSync('docs/interface.md', 'utf8')
  const [table = ''] = page.slice(page.indexOf(words)).match(/^\|.*(\n\|.*)*/m) ?? []
  return table.split('\n').map((line) => line.split(' | '))
}
