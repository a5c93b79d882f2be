import { expect, test } from 'vitest'
import { brokenLinks } from '../docs/pages.ts'

test('a link to nowhere leads somewhere', () => {
  const page = { path: 'docs/a.md', text: '[there](nowhere.md)' }
  expect(
    brokenLinks(page, [page], () => false),
    'canary of docs',
  ).toEqual([])
})
