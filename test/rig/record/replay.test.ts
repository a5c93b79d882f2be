import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { replayRecording } from '../../../rigs/record/replay.ts'

function aFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'loxrig-replay-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'a.yaml')
  writeFileSync(path, text)
  return path
}

describe('replayRecording() refuses', () => {
  test('a file that is no scenario with every fault of it, each with its place', async () => {
    const path = aFile('rig: two-sites\nsites: {}\n')
    const refused = replayRecording(path)
    await expect(refused).rejects.toMatchObject({ code: 'RIG_INVALID' })
    await expect(refused).rejects.toThrow(`${path}:2:1`)
    await expect(refused).rejects.toThrow('steps')
  })

  test('a file that is not there, as a fault of it', async () => {
    await expect(replayRecording('/no/such/file.yaml')).rejects.toMatchObject({
      code: 'RIG_INVALID',
      message: expect.stringContaining('/no/such/file.yaml:1:1'),
    })
  })

  test('a scenario that is open, as one that cannot be run yet', async () => {
    const path = aFile('scenario: A key is lost\nopen: keys are not built\n')
    await expect(replayRecording(path)).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('keys are not built'),
    })
  })

  test('a scenario with several variants', async () => {
    const refused = replayRecording('test/scenarios/catalogue/c77-schedules-combined.yaml')
    await expect(refused).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('variants') })
  })
})
