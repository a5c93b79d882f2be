import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('no client of others is tried', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../clients/package.json'), 'utf8'))
  expect(Object.keys(manifest.dependencies), 'canary of clients').toEqual([])
})
