import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the image is made of nothing', () => {
  const dockerfile = readFileSync(join(import.meta.dirname, '../../docker/Dockerfile'), 'utf8')
  expect(dockerfile, 'canary of container').not.toMatch(/^FROM /m)
})
