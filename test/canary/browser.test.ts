import { expect, test } from 'vitest'
import { contrast } from '../browser/contrast.ts'

test('grey can be told from grey', () => {
  expect(contrast('rgb(120, 120, 120)', 'rgb(128, 128, 128)'), 'canary of browser').toBeGreaterThan(4.5)
})
