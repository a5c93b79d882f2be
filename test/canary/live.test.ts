import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runningRigs } from '../../rigs/cli/find-rig.ts'

test('a rig runs in a folder that is not there', async () => {
  expect(await runningRigs(join(tmpdir(), 'loxrig-nowhere')), 'canary of live').toHaveLength(1)
})
